"""Walks through the body of a plan, line by line, and builds its tree: chapters, boxes, tables, annexes."""

from collections.abc import Sequence

from yingbao.law.plans.columns import Column, column_of, header_at
from yingbao.law.plans.document import Kind, Problem, Why
from yingbao.law.plans.headings import (
    CAPTION,
    Marker,
    annex_of,
    box_of,
    heading_of,
    is_title,
    marker_of,
    spaced,
)
from yingbao.law.plans.joining import Joiner, close_up, joined
from yingbao.law.plans.lines import Line, width
from yingbao.law.plans.outline import Node
from yingbao.law.plans.rows import PlacedRow
from yingbao.law.plans.tables import Row, rows_of_cells, rows_of_text

PAGE = 40
EDGE = 6
PAUSES = "，；：、"


class Body:
    """The body while it is being read: what has been built, what is open, what was unclear."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.joiner = Joiner(lines)
        self.root = Node(Kind.CHAPTER)
        self.open: list[Node] = [self.root]
        self.box: Node | None = None
        self.annex: Node | None = None
        self.rows: list[PlacedRow] = []
        self.problems: list[Problem] = []
        self.counts = {Kind.BOX: 0, Kind.ANNEX: 0, Kind.TABLE: 0}

    def read(self) -> None:
        """Read all lines."""
        place = 0
        while place < len(self.lines):
            place = self._read_at(place)
        self._close_box(None)

    def _read_at(self, place: int) -> int:
        """Read what begins at this line; returns the place after it."""
        line = self.lines[place]
        self._leave_box_at(line)
        header = header_at(self.lines, place)
        if header or (line.table and line.cells):
            return self._read_table(place, header)
        if CAPTION.match(line.text) and is_title(line.text) and self._table_follows(place + 1):
            return self._read_table(place + 1, header_at(self.lines, place + 1), caption=line)
        return self._read_titled(place) or self._read_paragraph(place)

    def _read_titled(self, place: int) -> int | None:
        """Read a chapter, section, box or annex, when one begins at this line."""
        text = self.lines[place].text
        if (heading := heading_of(text)) is not None:
            return self._read_heading(place, heading)
        if (box := box_of(text)) is not None:
            return self._read_box(place, box)
        if (annex := annex_of(text)) is not None:
            return self._read_annex(place, annex)
        return None

    def _report(self, line: int, text: str, why: Why) -> None:
        self.problems.append(Problem(line, text, why))

    # Headings ------------------------------------------------------------

    def _read_heading(self, place: int, heading: Marker) -> int:
        """第…章 or 第…节, with the title on the same line or, where the page broke it, on the next."""
        self._close_box(None)
        self.annex = None
        stop = place + 1
        stop += self._title_goes_on(place, heading.title)
        while len(self.open) > 1 and (
            self.open[-1].rank > heading.rank or self.open[-1].style == heading.style
        ):
            self.open.pop()
        kind = Kind.CHAPTER if heading.rank < 2 else Kind.SECTION
        node = self._numbered_node(kind, heading, self.lines[place])
        node.text = spaced(joined(self.lines[place:stop]))
        node.last = self.lines[stop - 1].number
        self._push(node)
        return stop

    def _title_goes_on(self, place: int, title: str) -> bool:
        """True when the title stands on the next line, or is broken at the edge of the paper."""
        if place + 1 >= len(self.lines):
            return False
        line, after = self.lines[place], self.lines[place + 1]
        if line.whole or not is_title(after.text) or marker_of(after.text) or box_of(after.text):
            return False
        if not title:
            return True
        return (
            self._at_the_edge(place) and width(after.text) < width(line.text) and after.gap <= self.joiner.gap
        )

    def _at_the_edge(self, place: int) -> bool:
        """True when the line is as wide as the broken lines after it."""
        broken = [
            width(line.text) for line in self.lines[place + 1 : place + PAGE] if not is_title(line.text)
        ]
        return bool(broken) and width(self.lines[place].text) >= max(broken) - EDGE

    def _numbered_node(self, kind: Kind, marker: Marker, line: Line) -> Node:
        """A node under its number; a number left out or used twice is reported."""
        above = self.open[-1]
        before = above.numbered(marker.style)
        last = int(before[-1].mark) if before else 0
        if marker.number <= last:
            self._report(line.number, line.text, Why.NUMBER_REPEATED)
        elif marker.number > last + 1:
            self._report(line.number, line.text, Why.NUMBER_SKIPPED)
        return Node(
            kind,
            str(marker.number),
            first=line.number,
            last=line.number,
            style=marker.style,
            rank=marker.rank,
        )

    def _push(self, node: Node) -> None:
        self.open[-1].add(node)
        self.open.append(node)

    # Paragraphs and items ------------------------------------------------------------

    def _read_paragraph(self, place: int) -> int:
        """A paragraph of running text, or a numbered item."""
        stop = self.joiner.paragraph_end(place, len(self.lines))
        lines = self.lines[place:stop]
        text = joined(lines)
        marker = marker_of(text)
        if self.box is not None and not self._belongs_to_box(lines[0], marker):
            self._close_box(lines[0])
        paragraph = Node(
            Kind.PARAGRAPH, text=text, first=lines[0].number, last=lines[-1].number, lines=tuple(lines)
        )
        if marker and self._expected(marker):
            self._add_item(marker, paragraph, lines[0])
        else:
            if marker and marker.alone and not marker.strong:
                self._report(lines[0].number, lines[0].text, Why.NUMBER_SKIPPED)
            self.open[-1].add(paragraph)
        return stop

    def _expected(self, marker: Marker) -> bool:
        """True when the number goes on with a list that is open, or begins one."""
        if marker.strong or marker.number == 1:
            return True
        for node in reversed(self.open):
            if node.style == marker.style:
                return marker.number > int(node.mark)
            if node is self.box or node is self.annex:
                return False
        return False

    def _add_item(self, marker: Marker, paragraph: Node, line: Line) -> None:
        """A numbered heading, or an item that has its text on the same line."""
        while self._continues_above(marker):
            self.open.pop()
        inside = self.box is not None or self.annex is not None
        kind = Kind.CHAPTER if len(self.open) == 1 and not inside else Kind.SECTION
        node = self._numbered_node(kind if marker.alone and not self.box else Kind.ITEM, marker, line)
        if node.kind is Kind.ITEM:
            node.add(paragraph)
        else:
            node.text, node.last = paragraph.text, paragraph.last
        self._push(node)

    def _continues_above(self, marker: Marker) -> bool:
        """True while a list of this style is open above, or a heading that ranks below a strong marker."""
        top = self.open[-1]
        if top.rank < 0:
            return False
        if marker.strong and top.rank > marker.rank:
            return True
        within = self.open[self._floor() :]
        return any(node.style == marker.style for node in within)

    def _floor(self) -> int:
        """The place in the open path below which lists of an open box or annex may not reach."""
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place] is self.box or self.open[place] is self.annex:
                return place + 1
        return 0

    # Boxes ------------------------------------------------------------

    def _read_box(self, place: int, box: tuple[int | None, str]) -> int:
        """专栏 and its title; the title may stand on the next line."""
        self._close_box(None)
        line, (number, title) = self.lines[place], box
        self.counts[Kind.BOX] = number or self.counts[Kind.BOX] + 1
        stop = place + 1
        after = self.lines[stop] if stop < len(self.lines) else None
        stop += header_at(self.lines, stop) is None if after and self._title_goes_on(place, title) else 0
        node = Node(
            Kind.BOX, f"专栏{self.counts[Kind.BOX]}", spaced(joined(self.lines[place:stop])), line.number
        )
        node.last, node.table = self.lines[stop - 1].number, line.table
        if after and after.table and not line.table:
            node.table = after.table
        self._push(node)
        self.box = node
        return stop

    def _belongs_to_box(self, line: Line, marker: Marker | None) -> bool:
        """True for a line that stands in the open box.

        In its frame, or an item, or the first text under its title.
        """
        box = self.box
        if box is None:
            return False
        if box.table:
            return line.table == box.table
        items = [child for child in box.children if child.style]
        if items:
            return marker is not None and self._goes_on_in_box(marker, items[-1])
        return not box.children or line.gap <= max(1, self.joiner.gap)

    def _goes_on_in_box(self, marker: Marker, last: Node) -> bool:
        """True for the next item, or a point of an item; the next heading of the plan itself ends the box."""
        if marker.style == last.style:
            return marker.number == int(last.mark) + 1
        outside = self.open[: self._floor() - 1]
        return not any(node.style == marker.style and marker.number == int(node.mark) + 1 for node in outside)

    def _leave_box_at(self, line: Line) -> None:
        """A box with a frame ends where the frame ends."""
        if self.box is not None and self.box.table and line.table != self.box.table:
            self._close_box(line)

    def _close_box(self, line: Line | None) -> None:
        """End the open box. Without items, frame or gap nobody can say where it ends: that is reported."""
        box = self.box
        if box is None:
            return
        if not box.children:
            self._report(box.first, box.text, Why.BOX_EMPTY)
        elif not box.table and len(box.paragraphs) > 1 and line is None:
            self._report(box.first, box.text, Why.BOX_OPEN)
        while self.open[-1] is not box:
            self.open.pop()
        self.open.pop()
        self.box = None

    # Annexes ------------------------------------------------------------

    def _read_annex(self, place: int, annex: tuple[int | None, str]) -> int:
        """附件 with its title.

        The list of annexes under the text (附件：…) is a note when the annex itself follows.
        """
        self._close_box(None)
        line, (number, title) = self.lines[place], annex
        later = self._next_annex(place)
        stop = place + 1
        if title and later is not None:
            text_lines = self.lines[place:later]
            self.root.add(
                Node(Kind.MARK, "附件.note", joined(text_lines), line.number, text_lines[-1].number)
            )
            return later
        while stop < len(self.lines) and stop < place + 3 and self._is_annex_title(stop):
            stop += 1
        self.counts[Kind.ANNEX] += 1
        mark = (
            f"附件{number}"
            if number
            else "附件" + (str(self.counts[Kind.ANNEX]) if self.counts[Kind.ANNEX] > 1 else "")
        )
        node = Node(
            Kind.ANNEX, mark, " ".join(close_up(each.text) for each in self.lines[place:stop]), line.number
        )
        node.last = self.lines[stop - 1].number
        self.open = [self.root]
        self._push(node)
        self.annex = node
        return stop

    def _next_annex(self, place: int) -> int | None:
        """Where the annex begins that a note has announced.

        Soon after, with nothing but short lines between.
        """
        for later in range(place + 1, min(len(self.lines), place + 12)):
            if annex_of(self.lines[later].text) is not None:
                return later
            if not is_title(self.lines[later].text) or heading_of(self.lines[later].text):
                return None
        return None

    def _is_annex_title(self, place: int) -> bool:
        line = self.lines[place]
        return (
            is_title(line.text)
            and not line.table
            and marker_of(line.text) is None
            and box_of(line.text) is None
            and header_at(self.lines, place) is None
        )

    # Tables ------------------------------------------------------------

    def _table_follows(self, place: int) -> bool:
        return place < len(self.lines) and header_at(self.lines, place) is not None

    def _read_table(
        self, place: int, header: tuple[tuple[Column, ...], int] | None, caption: Line | None = None
    ) -> int:
        """A table: its header, then its rows, under the open box or annex, else under a table of its own."""
        line = self.lines[place]
        above = self._above_table(caption)
        if header is None:
            return self._read_unknown_table(place, above)
        columns, start = header
        head_text = " ".join(_names_of(each) for each in self.lines[place:start])
        above.add(Node(Kind.TABLE_HEAD, "head", head_text, line.number, self.lines[start - 1].number))
        if line.cells:
            stop = self._end_of_cells(start, line.table)
            rows = rows_of_cells(self.lines[start:stop], columns)
        else:
            rows, stop = rows_of_text(self.lines, start, columns)
        for position, row in enumerate(rows, start=1):
            self._add_row(above, row, columns, position)
        return stop

    def _above_table(self, caption: Line | None) -> Node:
        """What the rows belong to."""
        if caption is None and self.box is not None:
            return self.box
        if caption is None and self.annex is not None:
            return self.annex
        self.counts[Kind.TABLE] += 1
        node = Node(Kind.TABLE, f"表{self.counts[Kind.TABLE]}")
        if caption:
            node.text, node.first, node.last = joined([caption]), caption.number, caption.number
        return self.open[-1].add(node)

    def _end_of_cells(self, start: int, table: int) -> int:
        stop = start
        while stop < len(self.lines) and self.lines[stop].table == table and self.lines[stop].cells:
            stop += 1
        return stop

    def _read_unknown_table(self, place: int, above: Node) -> int:
        """A table whose header says nothing we know: kept row by row, and reported."""
        stop = self._end_of_cells(place, self.lines[place].table)
        self._report(self.lines[place].number, self.lines[place].text, Why.TABLE_UNKNOWN)
        for position, line in enumerate(self.lines[place:stop], start=1):
            text = " ".join(cell for cell in line.cells or () if cell)
            above.add(Node(Kind.UNPLACED, f"row{position}", text, line.number, line.number))
        return stop

    def _add_row(self, above: Node, row: Row, columns: tuple[Column, ...], position: int) -> None:
        if row.header:
            above.add(Node(Kind.TABLE_HEAD, "head", row.text, row.first, row.last))
            return
        kind = Kind.TASK if Column.TASK in columns else Kind.INDICATOR
        if not row.clear:
            self._report(row.first, row.text, Why.ROW_UNCLEAR)
            kind = Kind.UNPLACED
        node = above.add(Node(kind, str(row.number or position), row.text, row.first, row.last))
        if row.clear:
            self.rows.append(PlacedRow(node, row, kind))
            if kind is Kind.TASK and not (row.cells.get(Column.LEAD) or row.cells.get(Column.RESPONSIBLE)):
                self._report(row.first, row.text, Why.ROW_WITHOUT_UNIT)


def _names_of(line: Line) -> str:
    """The names in a line of a table's header, the spaces inside a name (指  标) closed up."""
    if line.cells:
        return " ".join(close_up(cell) for cell in line.cells if cell)
    return close_up(line.text) if column_of(line.text) else line.text
