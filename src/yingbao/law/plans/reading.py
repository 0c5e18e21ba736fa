"""Reads a plan: lines of text in, clauses with stable ids, boxes, indicators and tasks out.

No text is lost.
"""

from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from pypdf.errors import PyPdfError

from yingbao.law.plans import head
from yingbao.law.plans.body import Body
from yingbao.law.plans.document import Clause, Kind, PlanDocument, Problem, Why
from yingbao.law.plans.furniture import without_furniture
from yingbao.law.plans.headings import heading_of, is_contents, is_foot, is_title, marker_of
from yingbao.law.plans.joining import joined
from yingbao.law.plans.lines import Line, decode, plain, plain_lines
from yingbao.law.plans.outline import Node, clauses_of, settle
from yingbao.law.plans.pdf import pdf_lines
from yingbao.law.plans.rows import boxes_of, indicators_of, tasks_of
from yingbao.law.plans.word import word_lines


class Unreadable(ValueError):
    """The file is not the document its name says it is."""


WEAK = ("一、", "（一）", "1.")
READERS = {".docx": word_lines, ".pdf": pdf_lines}


def read_plan(path: Path | str) -> PlanDocument:
    """The plan in this file: .docx and .pdf by their names, anything else as text."""
    return read_lines(lines_of(Path(path)))


def read_text(text: str) -> PlanDocument:
    """The plan in this text."""
    return read_lines(plain_lines(text))


def lines_of(path: Path) -> list[Line]:
    """The lines of the document in this file."""
    read = READERS.get(path.suffix.lower(), _plain)
    try:
        return read(path)
    except (BadZipFile, PackageNotFoundError, PyPdfError, KeyError, ValueError) as obstacle:
        raise Unreadable(f"{path.name}: {obstacle}") from obstacle


def _plain(path: Path) -> list[Line]:
    return plain_lines(decode(path.read_bytes()))


def read_lines(every_line: list[Line]) -> PlanDocument:
    """The plan made of these lines."""
    lines, furniture = without_furniture(every_line)
    start, stop = body_start(lines), foot_start(lines)
    parts = head.parts_of(lines[: start or 0])
    body = Body(lines[start or 0 : stop])
    body.read()
    problems = list(body.problems)
    if start is None and lines:
        problems.insert(0, Problem(lines[0].number, lines[0].text, Why.NO_HEADINGS))
    root = Node(Kind.CHAPTER)
    root.children = [*_head_nodes(parts), *body.root.children, *_foot_node(lines[stop:])]
    settle(root)
    clauses = clauses_of(root)
    issuer, issued_on = head.issued(parts)
    return PlanDocument(
        title=head.title_of(parts),
        number=head.document_number(parts),
        issuer=issuer,
        issued_on=issued_on,
        clauses=clauses,
        boxes=boxes_of(root),
        indicators=indicators_of(body.rows),
        tasks=tasks_of(body.rows),
        problems=tuple(problems),
        furniture=furniture,
    )


def body_start(lines: Sequence[Line]) -> int | None:
    """Where the first chapter begins.

    The first 第一章, else the first 一、 that a 二、 follows, and so on down.
    """
    strong = [
        place for place, line in enumerate(lines) if heading_of(line.text) and not is_contents(line.text)
    ]
    if strong:
        return _after_contents(lines, strong)
    for style in WEAK:
        places = _numbered(lines, style)
        if places:
            return _after_contents(lines, places)
    return None


def _numbered(lines: Sequence[Line], style: str) -> list[int]:
    """Where headings of this style stand, when they run at least from one to two."""
    found = [
        (place, marker.number)
        for place, line in enumerate(lines)
        if (marker := marker_of(line.text)) and marker.style == style and not is_contents(line.text)
    ]
    first = next((index for index, (_, number) in enumerate(found) if number == 1), None)
    if first is None or all(number != 2 for _, number in found[first:]):
        return []
    return [place for place, _ in found[first:]]


def _after_contents(lines: Sequence[Line], places: Sequence[int]) -> int:
    """The first heading, or its second standing when the first was in a table of contents."""
    first = plain(lines[places[0]].text)
    for place in places[1:]:
        if plain(lines[place].text) == first:
            between = lines[places[0] : place]
            return place if all(is_title(line.text) for line in between) else places[0]
    return places[0]


def foot_start(lines: Sequence[Line]) -> int:
    """Where the foot of the document begins: 抄送 or the printer's line, with no heading after it."""
    stop = len(lines)
    for place in range(len(lines) - 1, -1, -1):
        if heading_of(lines[place].text):
            break
        if is_foot(lines[place].text):
            stop = place
    return stop


def _head_nodes(parts: Sequence[head.Part]) -> list[Node]:
    return [
        Node(part.kind, f"head.{place}", part.text, part.lines[0].number, part.lines[-1].number)
        for place, part in enumerate(parts, start=1)
    ]


def _foot_node(lines: Sequence[Line]) -> list[Node]:
    if not lines:
        return []
    return [Node(Kind.FOOT, "foot", joined(lines), lines[0].number, lines[-1].number)]


def clause_text(clauses: Sequence[Clause]) -> str:
    """All clauses joined: the whole plan."""
    return "".join(clause.text for clause in clauses)
