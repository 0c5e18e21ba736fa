"""Rows that are about nobody: blank lines, totals, notes, a header printed again on each page."""

import re
from collections.abc import Sequence

from yingbao.edges.exchange.grid import Cell
from yingbao.edges.exchange.labels import label

TOTAL = re.compile("(?:本页)?(?:合计|总计|小计|共计|累计)")
NOTE = re.compile(
    "注|说明|备注|填表|制表|审核|审批|负责人|经办|单位|打印|日期|以上|联系人|盖章|复核|统计|第[0-9]+页"
)
FEW = 3


def set_aside(cells: list[Cell], who: list[int], header: tuple[str, ...]) -> str | None:
    """Return why a row is about nobody, or None if it has to be read.

    `who` are the places of name and numbers; a row that fills one of the numbers is always read.
    """
    filled = [(place, cell) for place, cell in enumerate(cells) if cell is not None and str(cell).strip()]
    if not filled:
        return "blank"
    texts = [label(cell) for _, cell in filled]
    if _repeats(filled, header):
        return "header_again"
    if any(place in who[1:] and re.search("[0-9]{4}", str(cell)) for place, cell in filled):
        return None
    if any(TOTAL.match(text) for text in texts[:FEW]):
        return "total"
    named = any(place == who[0] for place, _ in filled)
    noted = NOTE.match(texts[0]) and (len(filled) <= FEW or not named)
    return "note" if noted or (len(filled) == 1 and not named) else None


def _repeats(filled: Sequence[tuple[int, Cell]], header: tuple[str, ...]) -> bool:
    same = sum(place < len(header) and label(cell) == header[place] != "" for place, cell in filled)
    return same >= FEW and same * 2 > len(filled)
