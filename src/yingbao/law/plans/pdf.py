"""The lines of a PDF.

Text in the order it was drawn, with indentation taken from where it stands on the page.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader

from yingbao.law.plans.lines import Line

SAME_HEIGHT = 0.4
APART = 0.8
MARGIN = 0.8


@dataclass
class Run:
    """A run of text at one height: where it starts and ends, how large it is."""

    text: str
    left: float
    right: float
    height: float
    size: float


def pdf_lines(path: Path) -> list[Line]:
    """The lines of every page in order.

    Words that stand far apart at one height are lines of their own (cells).
    """
    lines: list[Line] = []
    for number, page in enumerate(PdfReader(path).pages, start=1):
        runs = runs_of(page)
        margin = min((run.left for run in runs), default=0.0)
        for run in runs:
            indent = round(2 * (run.left - margin) / run.size) if run.left - margin > MARGIN * run.size else 0
            lines.append(Line(len(lines) + 1, run.text, 0, indent, number))
    return lines


def runs_of(page: PageObject) -> list[Run]:
    """The runs of a page in the order in which they were drawn."""
    runs: list[Run] = []

    def visit(
        text: str, transformation: Sequence[float], matrix: Sequence[float], _font: Any, size: float
    ) -> None:
        if text.strip():
            _add(runs, _run(text, transformation, matrix, size))

    page.extract_text(visitor_text=visit)
    return runs


def _run(text: str, transformation: Sequence[float], matrix: Sequence[float], size: float) -> Run:
    words = " ".join(text.split())
    left = matrix[4] * transformation[0] + matrix[5] * transformation[2] + transformation[4]
    height = matrix[4] * transformation[1] + matrix[5] * transformation[3] + transformation[5]
    em = abs(size * (matrix[0] or 1.0) * (transformation[0] or 1.0)) or 12.0
    return Run(words, left, left + em * _ems(words), height, em)


def _ems(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "FWA" else 0.5 for char in text)


def _add(runs: list[Run], run: Run) -> None:
    """Put a run at the end, or onto the last one when it goes on there."""
    last = runs[-1] if runs else None
    if (
        last
        and abs(last.height - run.height) < SAME_HEIGHT * run.size
        and -APART < (run.left - last.right) / run.size < APART
    ):
        last.text += run.text if run.left - last.right < run.size / 4 else f" {run.text}"
        last.right = run.right
    else:
        runs.append(run)
