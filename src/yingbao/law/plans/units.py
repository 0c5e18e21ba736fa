"""Splits a cell of units (牵头单位, 责任单位) into single units, each as the plan writes it."""

import re

from yingbao.law.plans.lines import bare

PARTING = "、，,；;/／"
OPEN, CLOSE = "（(〔[", "）)〕]"
AND = re.compile(r"(?:和|及|与|以及)(?=(?:区|县|市|旗|各|省)\S)")
OTHERS = re.compile(r"等(?:有关|相关|其他|各)?(?:部门|单位|部门和单位|部门（单位）|部门单位)?$")
ENDINGS = (
    "局|委|办|部|厅|院|会|联|处|科|室|社|署|站|队|所|校|店|厂|馆|台|银行|支行|分行|人行|农行|中心|公司|集团|法院|"
    "乡|镇|街道|乡镇|村|社区|乡街道|部门|单位|机构|组织|企业|团|协会|联合会|残联|妇联|工会|政府|办公室|委员会|公安|邮政"
)
ENDS_A_UNIT = re.compile(rf"(?:{ENDINGS})$|(?:{ENDINGS})?[（(][^（()）]*[）)](?:办事处|人民政府|党委)?$")
BEGINS_A_UNIT = re.compile(r"^(?:区|县|市|旗|州|省|盟|各|有关|相关|其他|残|团|人民?行|农行|总工会|妇联)")
STOPS = "。！？：:"
LONGEST = 30


def units_of(cell: str) -> tuple[tuple[str, ...], bool]:
    """The units of a cell in order, and whether the list is left open with 等 (and others)."""
    units: list[str] = []
    open_list = False
    for part in _parts(bare(cell)):
        words = OTHERS.sub("", part)
        open_list |= words != part
        units += [unit for unit in AND.split(words) if unit] if _two_units(words) else [words] * bool(words)
    return tuple(units), open_list


def looks_like_units(text: str) -> bool:
    """True when every part of the text reads as the name of a unit."""
    words = bare(text)
    if not words or any(stop in words for stop in STOPS):
        return False
    parts = [OTHERS.sub("", part) for part in _parts(words)]
    return all(is_unit(part) for part in parts if part)


def mostly_units(text: str) -> bool:
    """True for a list of units broken at the edge of the paper: at least half of its parts read as units."""
    parts = _parts(bare(text))
    return 2 * sum(is_unit(part) or begins_a_unit(part) for part in parts) >= len(parts) and "。" not in text


def is_unit(name: str) -> bool:
    """True for a name that ends as units do: …局, …委, …残联, 各乡镇（街道）."""
    return len(name) <= LONGEST and bool(ENDS_A_UNIT.search(name))


def begins_a_unit(text: str) -> bool:
    """True for words that begin as names of units do (区…, 县…, 各…, 有关…)."""
    return bool(BEGINS_A_UNIT.match(text))


def new_unit_between(before: str, after: str) -> bool:
    """True when one unit ends and, with nothing between, another begins: a new cell begins there."""
    return bool(ENDS_A_UNIT.search(before)) and bool(BEGINS_A_UNIT.match(after))


def _two_units(words: str) -> bool:
    """区教育局和区残联 are two; 区级有关部门和单位 is one."""
    parts = AND.split(words)
    return len(parts) > 1 and all(is_unit(part) for part in parts)


def _parts(words: str) -> list[str]:
    """The text parted at the marks that part units, except inside brackets."""
    parts, depth = [""], 0
    for char in words:
        depth += (char in OPEN) - (char in CLOSE)
        if char in PARTING and depth <= 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part for part in parts if part]
