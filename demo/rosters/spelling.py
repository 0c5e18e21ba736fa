"""The many ways people write a month, a grade, a kind or an amount."""

from datetime import date
from random import Random

from demo import months
from demo.people import LIVING
from demo.rosters.sheet import Cell

KINDS = {1: "视力", 2: "听力", 3: "言语", 4: "肢体", 5: "智力", 6: "精神", 7: "多重"}
GRADES = {
    1: ("一级", "壹级", "I", "1", "1级"),
    2: ("二级", "贰级", "II", "2", "2级"),
    3: ("三级", "叁级", "III", "3", "3级"),
    4: ("四级", "肆级", "IV", "4", "4级"),
}
PROGRAMMES = {
    True: ("困难残疾人生活补贴", "困难残疾人生活补贴", "困难残疾人生活补贴", "生活补贴", "困难生活补贴"),
    False: ("重度残疾人护理补贴", "重度残疾人护理补贴", "重度残疾人护理补贴", "护理补贴", "重度护理补贴"),
}


def kind(rng: Random, code: int) -> Cell:
    word = KINDS[code]
    return rng.choices((word, word + "残疾", str(code), code), (6, 4, 1, 1))[0]


def grade(rng: Random, value: int | None) -> Cell:
    if value is None:
        return None
    return rng.choices((*GRADES[value], value), (8, 1, 1, 2, 1, 2))[0]


def programme(rng: Random, name: str) -> str:
    return rng.choice(PROGRAMMES[name == LIVING])


def month(rng: Random, ordinal: int) -> Cell:
    """Return a month as 2021.7, 2021年7月, 202107, 2021-07 or the date Excel made of it."""
    year, number = ordinal // 12, ordinal % 12 + 1
    style = rng.randrange(8)
    if style == 7:
        return months.first_day(ordinal)
    if style == 1 and number == 1:
        style = 6  # in a text file 2021.1 may be what Excel left of 2021.10; such a row is refused
    patterns = (
        "{y}年{m}月",
        "{y}.{m}",
        "{y}{m:02d}",
        "{y}-{m:02d}",
        "{y}/{m}",
        "{y}年{m:02d}月",
        "{y}.{m:02d}",
    )
    return patterns[style].format(y=year, m=number)


def day(rng: Random, value: date | None) -> Cell:
    if value is None:
        return None
    style = rng.randrange(10)
    if style < 4:
        return value
    patterns = ("%Y-%m-%d", "%Y.%m.%d", "%Y%m%d", "%Y/%m/%d")
    if style < 8:
        return value.strftime(patterns[style - 4])
    return f"{value.year}年{value.month}月{value.day}日"


def yuan(rng: Random, fen: int | None) -> Cell:
    """Return an amount as a number or as text, always exact."""
    if fen is None:
        return None
    whole, rest = divmod(fen, 100)
    if rest:
        return f"{whole}.{rest:02d}"
    return rng.choices((whole, str(whole), f"{whole}.00", f"{whole}元", f"{whole:,}"), (12, 2, 2, 1, 1))[0]


def wide(text: str) -> str:
    """Return the text in full-width digits and letters."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
