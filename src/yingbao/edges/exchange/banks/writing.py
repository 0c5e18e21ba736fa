"""Writing the file a bank reads: a function of a sheet and of the bank's shape, the same bytes each time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from yingbao.edges.exchange.banks.cells import CannotBeWritten, fill, filled, reader_of, told_of
from yingbao.edges.exchange.banks.files import new_file, zipped
from yingbao.edges.exchange.banks.formats import get_format
from yingbao.edges.exchange.banks.misreading import Looking
from yingbao.edges.exchange.banks.shapes import BankFormat, Cell, Outgoing
from yingbao.office.payments.bank_answers import Reason
from yingbao.office.payments.bank_sheet import BankLine, BankSheet

MOST_ROWS = 1_048_576
TOWNSHIP = 9


def write(format_id: str, sheet: BankSheet) -> bytes:
    """Return the file a bank reads, made of a sheet alone.

    Nothing is cut, quoted or replaced to make it fit. Of the sheet no line is kept: of a million of them
    there is in memory what was written.

    Raises:
        CannotBeWritten: something does not fit; every line and column is named.
        NoSuchFormat, FormatProblem: the format is not there, or cannot be read.
    """
    format_ = get_format(format_id)
    _check_whole(format_, sheet)
    if format_.pays.split == "township":
        return zipped(_split(format_.pays, sheet))
    part = Part(format_.pays, sheet)
    for line in sheet.lines:
        part.take(line)
    made = part.done()
    _refuse(part.reasons)
    return made


def file_name(format_id: str, sheet: BankSheet) -> str:
    """Return what the file is called."""
    pays = get_format(format_id).pays
    return fill(pays.archive or pays.name, told_of(sheet))


class Part:
    """One file being written; `reasons` is what does not fit, and what is written is then of no use."""

    def __init__(self, form: Outgoing, sheet: BankSheet, township: str = "") -> None:
        told = told_of(sheet, township)
        self.name = fill(form.name, told)
        self.form, self.sheet = form, sheet
        self.readers = [reader_of(column, told) for column in form.columns]
        self.file, self.looking = new_file(form, sheet.on), Looking(form)
        self.reasons: list[Reason] = []
        self.count = self.fen = 0
        self.totals = filled(form.totals.cells, told) if form.totals else ()
        for words in form.above:
            self._put(filled(words, told), words)
        self._put_totals("first")
        if form.titles:
            self._put([column.title for column in form.columns], form.columns)

    def take(self, line: BankLine) -> None:
        """Write a line of the sheet."""
        self.count += 1
        self.fen += line.fen
        self._put([read(line) for read in self.readers], self.form.columns, line.number)

    @property
    def is_whole(self) -> bool:
        """Return whether all lines were written that the totals speak of."""
        return (self.count, self.fen) == (self.sheet.count, self.sheet.total_fen)

    def done(self) -> bytes:
        """Return the file with its totals."""
        self._put_totals("last")
        if not self.is_whole:
            self.reasons.append(Reason(0, "sheet_does_not_add_up"))
        return self.file.done()

    def _put_totals(self, line: str) -> None:
        if self.form.totals and self.form.totals.line == line:
            self._put(self.totals, self.form.totals.cells)

    def _put(self, cells: Sequence[str], fields: Sequence[Cell], number: int | None = None) -> None:
        faults = list(self.looking.faults(cells, fields, number))
        # What cannot be read right is not written either: an encoding may not have it at all.
        self.reasons += faults or self.file.put(cells, fields, number)


def _refuse(reasons: Sequence[Reason]) -> None:
    if reasons:
        raise CannotBeWritten(reasons)


def _check_whole(format_: BankFormat, sheet: BankSheet) -> None:
    if format_.memo_length is not None and len(sheet.memo) != format_.memo_length:
        raise CannotBeWritten([Reason(0, "memo_length", None, {"length": format_.memo_length})])
    if format_.pays.kind == "xlsx" and sheet.count + len(format_.pays.above) + 2 > MOST_ROWS:
        raise CannotBeWritten([Reason(0, "too_many_rows", None, {"most": MOST_ROWS})])


def _split(form: Outgoing, sheet: BankSheet) -> dict[str, bytes]:
    """Return a file for each township with lines, in the order of their codes.

    Each is finished with its last line: a roll goes through its townships one by one, so that as a rule one
    file is open.
    """
    sheets = _by_township(sheet)
    opened: dict[str, Part] = {}
    made: dict[str, tuple[str, bytes]] = {}
    reasons: list[Reason] = []
    for line in sheet.lines:
        code = line.division_code[:TOWNSHIP]
        part = opened.get(code) or opened.setdefault(code, Part(form, sheets[code], code))
        part.take(line)
        if part.is_whole:
            made[code] = (part.name, part.done())
            reasons += opened.pop(code).reasons
    _refuse(reasons)
    return dict(made[code] for code in sorted(sheets))


def _by_township(sheet: BankSheet) -> Mapping[str, BankSheet]:
    """Return what the lines of each township come to, as sheets that share their lines."""
    counts: dict[str, int] = {}
    sums: dict[str, int] = {}
    for line in sheet.lines:
        code = line.division_code[:TOWNSHIP]
        counts[code] = counts.get(code, 0) + 1
        sums[code] = sums.get(code, 0) + line.fen
    if (sum(counts.values()), sum(sums.values())) != (sheet.count, sheet.total_fen):
        raise CannotBeWritten([Reason(0, "sheet_does_not_add_up")])
    return {code: replace(sheet, count=counts[code], total_fen=sums[code]) for code in counts}
