"""Lines of a document as they stand on paper, with what the page tells about them."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

BREAKS = re.compile(r"\r\n|\r|\n")
INDENTED = range(3, 9)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number in the document, its text, and how it stands.

    `gap` counts the empty lines before it, `indent` its indentation in half-width places, `page` its page.
    `whole` lines are paragraphs already (Word); `cells` are the cells of a table row where the document knows
    them, and `merged` the places of those that belong to the cell above.
    """

    number: int
    text: str
    gap: int = 0
    indent: int = 0
    page: int = 1
    whole: bool = False
    cells: tuple[str, ...] | None = None
    merged: tuple[int, ...] = ()
    table: int = 0

    @property
    def indented(self) -> bool:
        """True for the indentation of a first line; a centered line stands further in."""
        return self.indent in INDENTED

    @property
    def centered(self) -> bool:
        """True for a line that stands further in than a first line does."""
        return self.indent >= INDENTED.stop


def decode(octets: bytes) -> str:
    """The text of a file in UTF-8 (with or without mark), UTF-16 with mark, or GB18030."""
    if octets.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return octets.decode("utf-16", errors="replace")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("gb18030", errors="replace").removeprefix("\ufeff")


def plain_lines(text: str) -> list[Line]:
    """The lines of a plain text. A form feed begins a new page; empty lines become the next line's gap."""
    lines: list[Line] = []
    gap, page = 0, 1
    for number, raw in enumerate(BREAKS.split(text), start=1):
        for part, piece in enumerate(raw.split("\f")):
            page += part > 0
            if not piece.strip():
                gap += part == 0
                continue
            lines.append(
                Line(number, " ".join(piece.split()), gap, indentation(piece), page, cells=tabbed(piece))
            )
            gap = 0
    return lines


def indentation(text: str) -> int:
    """How far a line stands in, in half-width places."""
    start = text[: len(text) - len(text.lstrip())].replace("\t", "")
    return sum(2 if char == "\u3000" else 1 for char in start)


def tabbed(text: str) -> tuple[str, ...] | None:
    """The cells of a line whose cells are parted by tabs; None for any other line."""
    cells = tuple(" ".join(cell.split()) for cell in text.strip(" \u3000\r").split("\t"))
    return cells if sum(map(bool, cells)) > 1 else None


def bare(text: str) -> str:
    """The text without any white space: what must be the same before and after reading."""
    return "".join(char for char in text if not char.isspace())


def width(text: str) -> int:
    """How wide a line is on paper, in half-width places.

    White space is not counted, it differs per extraction.
    """
    return sum(2 if unicodedata.east_asian_width(char) in "FWA" else 1 for char in bare(text))


def plain(text: str) -> str:
    """The text as compared: half-width digits and brackets, no white space."""
    return bare(unicodedata.normalize("NFKC", text))
