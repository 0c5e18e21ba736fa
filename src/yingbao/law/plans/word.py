"""The lines of a Word document: paragraphs, automatic numbers, text boxes, tables cell by cell, notes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from yingbao.law.plans.lines import BREAKS, Line, indentation
from yingbao.law.plans.numbering import Numbering

P, TBL, T = qn("w:p"), qn("w:tbl"), qn("w:t")
TEXT_BOX = qn("w:txbxContent")
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
ROW, CELL, CELL_PROPERTIES, MERGE = qn("w:tr"), qn("w:tc"), qn("w:tcPr"), qn("w:vMerge")
BREAK, RETURN, TAB = qn("w:br"), qn("w:cr"), qn("w:tab")
HYPHEN = qn("w:noBreakHyphen")
SKIPPED = {TEXT_BOX, MC, qn("w:del"), qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:moveFrom")}
NOTES = ("footnotes", "endnotes")


def word_lines(path: Path) -> list[Line]:
    """The lines of a .docx file.

    A paragraph is whole; the lines of a one-cell table stand in a frame of their own.
    """
    document = docx.Document(str(path))
    reader = _Reader(Numbering(document))
    reader.read(document.element.body)
    for name in NOTES:
        reader.read_notes(document, name)
    return reader.lines


class _Reader:
    """Collects lines while walking through the document."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.lines: list[Line] = []
        self.count = 0
        self.tables = 0
        self.gap = 0

    def read(self, parent: Any, table: int = 0) -> None:
        """All paragraphs and tables directly in this element, content controls opened."""
        for element in parent:
            if element.tag == P:
                self._paragraph(element, table)
            elif element.tag == TBL:
                self._table(element, table)
            elif element.tag not in SKIPPED:
                self.read(element, table)

    def read_notes(self, document: Any, name: str) -> None:
        """Footnotes or endnotes, after the text."""
        for relation in document.part.rels.values():
            if not relation.is_external and relation.reltype.endswith("/" + name):
                self.read(parse_xml(relation.target_part.blob))

    def _paragraph(self, paragraph: Any, table: int) -> None:
        """One paragraph; the text boxes anchored in it follow it, each in a frame of its own."""
        self._add(self.numbering.label(paragraph) + "".join(_words(paragraph)), table)
        for box in _boxes(paragraph):
            self.tables += 1
            self.read(box, self.tables)

    def _add(self, text: str, table: int) -> None:
        self.count += 1
        pieces = [piece for piece in BREAKS.split(text) if piece.strip()]
        for place, piece in enumerate(pieces):
            whole = place == len(pieces) - 1
            gap = self.gap if place == 0 else 0
            self.lines.append(
                Line(self.count, " ".join(piece.split()), gap, indentation(piece), 1, True, None, (), table)
            )
            self.gap = 0
            if not whole:
                self.count += 1
        self.gap += not pieces

    def _table(self, table: Any, outer: int) -> None:
        """A table row by row; a table of one cell is a frame, and a row of one cell a line above the rows."""
        self.tables += 1
        number = self.tables
        for row in table.iter(ROW):
            if next(row.iterancestors(TBL)) is not table:
                continue
            cells = [cell for cell in row.iter(CELL) if next(cell.iterancestors(TBL)) is table]
            if len(cells) == 1:
                self.read(cells[0], number)
            else:
                self._row(cells, number)

    def _row(self, cells: list[Any], table: int) -> None:
        self.count += 1
        texts = tuple(" ".join("".join(_cell_words(cell)).split()) for cell in cells)
        merged = tuple(place for place, cell in enumerate(cells) if _goes_on(cell))
        if any(texts):
            text = " ".join(filter(None, texts))
            self.lines.append(Line(self.count, text, self.gap, 0, 1, True, texts, merged, table))
            self.gap = 0


def _goes_on(cell: Any) -> bool:
    """True for the lower part of a cell merged downwards; it has no text of its own."""
    merge = cell.find(f"{CELL_PROPERTIES}/{MERGE}")
    return merge is not None and merge.get(qn("w:val")) != "restart"


def _cell_words(cell: Any) -> Iterator[str]:
    for paragraph in cell.iter(P):
        yield from _words(paragraph)
        for box in _boxes(paragraph):
            yield from _cell_words(box)
        yield " "


def _words(element: Any) -> Iterator[str]:
    """The text of a paragraph as printed: insertions taken, deletions and field codes left out."""
    for child in element:
        if child.tag == T:
            yield child.text or ""
        elif child.tag in (BREAK, RETURN):
            yield "\n"
        elif child.tag == TAB:
            yield "\t"
        elif child.tag == HYPHEN:
            yield "-"
        elif child.tag not in SKIPPED and child.tag != P:
            yield from _words(child)


def _boxes(paragraph: Any) -> list[Any]:
    """The text boxes anchored in a paragraph; the copy kept for old programs is left out."""
    return [
        box
        for box in paragraph.iter(TEXT_BOX)
        if not any(above.tag == MC for above in box.iterancestors())
        and next(box.iterancestors(P)) is paragraph
    ]
