"""Names, grades, kinds, choices, yes and no, amounts."""

import re
import sys
import unicodedata

from yingbao.edges.exchange.converters.converted import (
    BLANKS,
    NOTHING,
    Converted,
    Converter,
    as_text,
    fault,
    is_blank,
    refused,
)
from yingbao.edges.exchange.grid import Cell
from yingbao.edges.exchange.labels import label
from yingbao.values.certificate_number import KINDS, Kind
from yingbao.values.money import MOST_FEN, Money, NotMoney

DOTS = str.maketrans(dict.fromkeys("•・.‧∙⋅‐●˙﹒．･", "·"))
DROPPED = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\u00ad")
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U0003ffff]")
# What stands in a name's place when the letter was lost on the way.
LOST = re.compile("[?？□■�＊*※]")
GRADES = {
    "1": 1, "一": 1, "壹": 1, "I": 1,
    "2": 2, "二": 2, "贰": 2, "两": 2, "II": 2,
    "3": 3, "三": 3, "叁": 3, "III": 3,
    "4": 4, "四": 4, "肆": 4, "IV": 4,
}  # fmt: skip
KIND_NAMES = {
    "视力": Kind.VISUAL,
    "听力": Kind.HEARING,
    "言语": Kind.SPEECH,
    "肢体": Kind.PHYSICAL,
    "智力": Kind.INTELLECTUAL,
    "精神": Kind.PSYCHOSOCIAL,
    "多重": Kind.MULTIPLE,
}
YES = {"是", "有", "√", "✓", "1", "Y", "YES", "TRUE", "需要", "已就业", "就业", "在业", "对"}
NO = {"否", "无", "没有", "×", "X", "0", "N", "NO", "FALSE", "不需要", "未就业", "不是", "不"}
FEN_NOISE = 1e-6


def name(cell: Cell) -> Converted:
    """Return a name without the spaces that only fill a column, its dot always ·."""
    if (said := fault(cell)) or is_blank(cell):
        return said or NOTHING
    text = as_text(cell)
    clean = text.translate(DROPPED).strip().strip("'‘’`")
    if HAN.search(clean):
        clean = "".join(clean.split()).translate(DOTS).strip("·")
    else:
        clean = " ".join(unicodedata.normalize("NFKC", clean).split())
    if not clean or LOST.search(clean) or re.search("[0-9]", unicodedata.normalize("NFKC", clean)):
        return refused("name_damaged", cell)
    return clean, None if clean == text else "name_spelling", None


def text(cell: Cell) -> Converted:
    """Return any words as they are."""
    if (said := fault(cell)) or is_blank(cell):
        return said or NOTHING
    return " ".join(as_text(cell).translate(DROPPED).split()), None, None


def grade(cell: Cell) -> Converted:
    """Return a grade from 1 to 4, written 1, 一级, 壹级, Ⅰ and so on."""
    if (said := fault(cell)) or is_blank(cell):
        return said or NOTHING
    sign = label(as_text(cell)).removeprefix("残疾").removesuffix("级").removesuffix("等").removeprefix("第")
    if sign in GRADES:
        return GRADES[sign], None, None
    return refused("grade_unknown", cell)


def certificate_kind(cell: Cell) -> Converted:
    """Return one of the seven kinds, written 肢体, 肢体残疾, 4 and so on."""
    if (said := fault(cell)) or is_blank(cell):
        return said or NOTHING
    sign = label(as_text(cell)).removesuffix("人").removesuffix("残疾")
    if sign in KINDS:
        return str(KINDS[sign]), None, None
    if sign in KIND_NAMES:
        return str(KIND_NAMES[sign]), None, None
    return refused("kind_unknown", cell)


def yes_no(cell: Cell) -> Converted:
    """Return yes or no; an empty cell is neither."""
    if said := fault(cell):
        return said
    if isinstance(cell, bool):
        return cell, None, None
    sign = "" if cell is None else unicodedata.normalize("NFKC", as_text(cell)).strip().upper()
    if sign in YES:
        return True, None, None
    if sign in NO:
        return False, None, None
    return NOTHING if sign in BLANKS else refused("yes_no_unknown", cell)


def sex(cell: Cell) -> Converted:
    """Return male or female where it is written; the citizen number is the authority."""
    return {"男": "male", "女": "female", "男性": "male", "女性": "female"}.get(str(cell).strip()), None, None


def choice_reader(choices: dict[str, tuple[str, ...]]) -> Converter:
    """Return the converter of a column with a fixed set of answers."""
    known = {label(alias): choice for choice, aliases in choices.items() for alias in (choice, *aliases)}
    allowed = "、".join(aliases[0] if aliases else choice for choice, aliases in choices.items())

    def convert(cell: Cell) -> Converted:
        if said := fault(cell):
            return said
        sign = "" if cell is None else label(as_text(cell))
        if sign in known:
            return known[sign], None, None
        return NOTHING if is_blank(cell) else refused("choice_unknown", cell, allowed=allowed)

    return convert


def money(cell: Cell) -> Converted:
    """Return an amount of yuan in whole fen."""
    if (said := fault(cell)) or is_blank(cell):
        return said or NOTHING
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _money_of_number(cell)
    try:
        written = (
            unicodedata.normalize("NFKC", as_text(cell)).strip().lstrip("¥").strip("'").replace("人民币", "")
        )
        fen = Money.parse("".join(re.sub(r"(?<=元)[/每].*$", "", written).split())).fen
    except NotMoney:
        return refused("money_unreadable", cell)
    return _within_bounds(fen, cell) or (fen, None, None)


def _within_bounds(fen: int, cell: Cell) -> Converted | None:
    """Refuse what no row pays: less than nothing, or more than a slip of the hand explains."""
    if fen < 0:
        return refused("money_negative", cell)
    return refused("money_too_large", cell, most=str(Money(MOST_FEN))) if Money(fen).is_too_large else None


def _money_of_number(number: float) -> Converted:
    """A number calculated by Excel may miss a whole fen by its binary noise; that is put right."""
    if not abs(number) * 100 <= sys.maxsize:
        return refused("money_too_large", number, most=str(Money(MOST_FEN)))
    fen = round(number * 100)
    if abs(number * 100 - fen) > FEN_NOISE * max(1.0, abs(number)):
        return refused("money_decimals", number)
    if said := _within_bounds(fen, number):
        return said
    noisy = isinstance(number, float) and len(repr(number).partition(".")[2]) > 2
    return fen, "money_noise" if noisy else None, None


def integer(cell: Cell) -> Converted:
    """Return a whole number."""
    if (said := fault(cell)) or is_blank(cell):
        return said or NOTHING
    digits = unicodedata.normalize("NFKC", as_text(cell)).strip()
    return (
        (int(digits), None, None)
        if re.fullmatch("-?[0-9]{1,15}", digits)
        else refused("number_unreadable", cell)
    )
