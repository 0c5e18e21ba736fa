"""Plans written for the tests, and the three ways they come on paper: text, Word, PDF."""

from dataclasses import dataclass, field
from pathlib import Path

import docx
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from yingbao.law.plans.lines import width

FONT = "STSong-Light"
NO_START = "，。、；：”）》！？"


@dataclass
class Paper:
    """A document as its author sees it: a list of (kind, content)."""

    blocks: list[tuple[str, object]] = field(default_factory=list)

    def heading(self, text: str) -> "Paper":
        self.blocks.append(("heading", text))
        return self

    def para(self, *texts: str) -> "Paper":
        self.blocks += [("para", text) for text in texts]
        return self

    def line(self, *texts: str) -> "Paper":
        self.blocks += [("line", text) for text in texts]
        return self

    def box(self, title: str, *items: str) -> "Paper":
        self.blocks.append(("box", [title, *items]))
        return self

    def table(self, *rows: list[str]) -> "Paper":
        self.blocks.append(("table", list(rows)))
        return self

    @property
    def words(self) -> str:
        return "".join(_words(content) for _, content in self.blocks)


def _words(content: object) -> str:
    return content if isinstance(content, str) else "".join(_words(each) for each in content)


def wrapped(text: str, columns: int, first: int | None = None) -> list[str]:
    """The text broken at the edge of the paper as Chinese typesetting does: no line begins with a stop."""
    lines, line, room = [], "", first or columns
    for char in text:
        if width(line + char) > room and (char not in NO_START or width(line) > room):
            lines.append(line)
            line, room = "", columns
        line += char
    return [*lines, line]


def as_text(paper: Paper, columns: int = 0, gap: bool = True) -> str:
    """Plain text: whole paragraphs, or broken at a width with indented first lines; tables one cell a line."""
    out: list[str] = []
    for kind, content in paper.blocks:
        if kind == "table":
            out += [cell for row in content for cell in row]
        else:
            for text in [content] if isinstance(content, str) else content:
                indented = columns and kind in ("para", "box") and text != content[0]
                lines = wrapped(text, columns, columns - 4) if columns else [text]
                out += [("　　" if indented else "") + lines[0], *lines[1:]]
        out += [""] * gap
    return "\n".join(out) + "\n"


def as_word(paper: Paper, path: Path) -> Path:
    """A .docx: boxes as tables of one cell, tables as tables."""
    document = docx.Document()
    for kind, content in paper.blocks:
        if kind == "box":
            cell = document.add_table(1, 1).rows[0].cells[0]
            cell.paragraphs[0].text = content[0]
            for item in content[1:]:
                cell.add_paragraph(item)
        elif kind == "table":
            table = document.add_table(len(content), len(content[0]))
            for row, cells in zip(table.rows, content, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        else:
            document.add_paragraph(content)
    document.save(path)
    return path


def as_pdf(paper: Paper, path: Path, size: int = 14) -> Path:
    """A real PDF in a CJK font, with page numbers, broken by the edge of the page in the middle of sentences."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    text = ParagraphStyle(
        "text", fontName=FONT, fontSize=size, leading=2 * size, firstLineIndent=2 * size, wordWrap="CJK"
    )
    plain = ParagraphStyle("plain", parent=text, firstLineIndent=0, alignment=TA_CENTER)
    cell = ParagraphStyle("cell", fontName=FONT, fontSize=10, leading=14, wordWrap="CJK")
    story: list[object] = []
    for kind, content in paper.blocks:
        if kind == "table":
            rows = [[Paragraph(each, cell) for each in row] for row in content]
            widths = [45, *[395 / (len(content[0]) - 1)] * (len(content[0]) - 1)]
            story.append(
                Table(
                    rows,
                    colWidths=widths,
                    repeatRows=0,
                    style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]),
                )
            )
        else:
            texts = [content] if isinstance(content, str) else content
            story += [Paragraph(each, text if kind in ("para", "box") else plain) for each in texts]

    def number(canvas: object, document: object) -> None:
        canvas.setFont(FONT, 10)
        canvas.drawCentredString(300, 30, f"— {document.page} —")

    SimpleDocTemplate(str(path)).build(story, onFirstPage=number, onLaterPages=number)
    return path
