"""The line of a bank's answer that says what its answers add up to, told from other lines by its words."""

import re
import unicodedata
from dataclasses import dataclass

from yingbao.edges.exchange.banks.shapes import PLACEHOLDER, TotalsLine
from yingbao.edges.exchange.converters import words
from yingbao.edges.exchange.converters.converted import as_text
from yingbao.edges.exchange.grid import Cell
from yingbao.values.money import Money

YUAN = r"[0-9,]+(?:\.[0-9]{1,2})?"


@dataclass(frozen=True)
class TotalsReader:
    """Reads totals off a row that has their words, cell by cell."""

    patterns: tuple[re.Pattern[str] | None, ...]

    @classmethod
    def of(cls, line: TotalsLine) -> "TotalsReader":
        """Return the reader of a line as the format describes it."""
        return cls(tuple(_pattern(cell.text) for cell in line.cells))

    def read(self, cells: list[Cell]) -> dict[str, int] | None:
        """Return the counts and the sums in fen of a row, or None if it is not the line of totals."""
        if any(not _blank(cell) for cell in cells[len(self.patterns) :]):
            return None
        told: dict[str, str] = {}
        for place, pattern in enumerate(self.patterns):
            if pattern is not None:
                found = pattern.fullmatch(_text(cells[place])) if place < len(cells) else None
                if found is None:
                    return None
                told |= found.groupdict()
        return {name.replace("yuan", "fen"): _number(name, text) for name, text in told.items()}


def _pattern(text: str) -> re.Pattern[str] | None:
    if not text:
        return None
    pieces = re.split(PLACEHOLDER, text)
    written = [
        re.escape(piece)
        if place % 2 == 0
        else f"(?P<{piece}>{YUAN if piece.endswith('yuan') else '[0-9]{1,18}'})"
        for place, piece in enumerate(pieces)
    ]
    return re.compile("".join(written))


def _text(cell: Cell) -> str:
    """Return a cell without spaces; a sum that Excel keeps as a number loses its binary noise."""
    if isinstance(cell, float):
        fen, _, problem = words.money(cell)
        return as_text(cell) if problem or fen is None else str(Money(int(fen)))
    return "".join(unicodedata.normalize("NFKC", as_text(cell)).split())


def _blank(cell: Cell) -> bool:
    return cell is None or not str(cell).strip()


def _number(name: str, text: str) -> int:
    return Money.parse(text.replace(",", "")).fen if name.endswith("yuan") else int(text)
