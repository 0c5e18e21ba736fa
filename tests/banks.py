"""A bank that reads our file as it stands and answers in its own form. It knows nothing of the product."""

import csv
import io
import zipfile
from dataclasses import dataclass, replace
from datetime import date

import openpyxl

from yingbao.edges.exchange.banks.cells import yuan
from yingbao.edges.exchange.banks.shapes import PLACEHOLDER, BankFormat, Incoming
from yingbao.office.payments.bank_sheet import BankSheet
from yingbao.values.month import Month

HANDED_IN = date(2026, 6, 20)


@dataclass(frozen=True)
class Asked:
    """One payment the bank is asked for."""

    number: int
    name: str
    id_number: str
    holder: str
    holder_id_number: str
    account: str
    bank: str
    division_code: str
    fen: int
    place: str = ""


def sheet_of(*lines: Asked, memo: str = "护理补贴", number: str = "430811-2026-06-0001") -> BankSheet:
    """A sheet of these lines."""
    total = sum(line.fen for line in lines)
    return BankSheet(
        number, "430811", "nursing_subsidy", memo, Month(2026, 6), HANDED_IN, len(lines), total, lines
    )


def line_of(number: int = 1, fen: int = 11_000, **more: str) -> Asked:
    """A line with whatever is of no matter made up."""
    values = {
        "name": "王秀兰",
        "id_number": "433127195001010017",
        "holder": "王秀兰",
        "holder_id_number": "",
        "account": f"6230{number:015}",
        "bank": "农商银行",
        "division_code": "430811101003",
        **more,
    }
    return Asked(number=number, fen=fen, **values)


@dataclass(frozen=True)
class Said:
    """What the bank makes of one line."""

    ok: bool = True
    reason: str = ""
    day: date | None = None


def read_table(form: BankFormat, content: bytes) -> list[list[str]]:
    """The rows of our file, as a bank's program reads them: by place and width."""
    pays = form.pays
    if pays.kind == "xlsx":
        page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        return [
            ["" if cell is None else str(cell) for cell in row] for row in page.iter_rows(values_only=True)
        ]
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\r\n" if pays.newline == "crlf" else b"\n")
    assert lines.pop() == b"", "every line ends"
    encoding = pays.encoding.removesuffix("-sig")
    if pays.kind == "text":
        return [line.decode(encoding).split(pays.separator) for line in lines]
    return [_cut(line, pays, encoding, at == 0) for at, line in enumerate(lines)]


def _cut(line: bytes, pays, encoding: str, first: bool) -> list[str]:
    fields = pays.totals.cells if first else pays.columns
    assert len(line) == sum(field.width for field in fields)
    cells, at = [], 0
    for field in fields:
        cells.append(line[at : at + field.width].decode(encoding).strip())
        at += field.width
    return cells


def paid_lines(form: BankFormat, content: bytes) -> list[dict[str, str]]:
    """What the bank is asked to pay: number, holder, account, fen of every line."""
    if form.pays.split == "township":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            each = form.model_copy(
                update={"pays": form.pays.model_copy(update={"split": "none", "archive": ""})}
            )
            return [line for name in archive.namelist() for line in paid_lines(each, archive.read(name))]
    rows = read_table(form, content)
    before = len(form.pays.above) + form.pays.titles + (form.pays.totals.line == "first")
    after = 1 if form.pays.totals.line == "last" else 0
    body = rows[before : len(rows) - after]
    names = [column.holds for column in form.pays.columns]
    lines = [dict(zip(names, row, strict=True)) for row in body]
    for line in lines:
        line["number"] = str(int(line["number"]))
        line["fen"] = line["fen"].lstrip("0") if "fen" in line else str(round(float(line["yuan"]) * 100))
    return lines


def answer(
    form: BankFormat, lines: list[dict[str, str]], said: dict[str, Said], day: date = HANDED_IN
) -> bytes:
    """The bank's answer about these lines on a day: what it said of the number, or that it paid."""
    told = [(line, said.get(line["number"], Said())) for line in lines]
    told = [(line, replace(each, day=each.day or day)) for line, each in told]
    back = form.answers
    rows = [[_value(column, line, each, back) for column in back.columns] for line, each in told]
    totals = [_fill(cell.text, told) for cell in back.totals.cells]
    titles = [[column.aliases[0] for column in back.columns]] if back.titles else []
    first = back.totals.line == "first"
    table = [*([totals] if first else []), *titles, *rows, *([] if first else [totals])]
    if back.kind == "xlsx":
        return _workbook(table)
    if back.kind == "text":
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=back.separator, lineterminator="\r\n").writerows(table)
        return out.getvalue().encode(back.encoding)
    return b"".join(_padded(row, back, totals is row) + b"\r\n" for row in table)


def _value(column, line: dict[str, str], said: Said, back: Incoming) -> str:
    fen = int(line["fen"])
    return {
        "number": line["number"],
        "account": line["account"],
        "holder": line["holder"],
        "yuan": yuan(fen),
        "fen": str(fen),
        "status": back.paid[0] if said.ok else back.refused[0],
        "reason": said.reason,
        "day": f"{said.day:%Y%m%d}",
        "ignored": "D" if column.width == 1 else "",
    }[column.holds]


def _fill(text: str, told) -> str:
    def sums(prefix: str, of):
        fen = sum(int(line["fen"]) for line, _ in of)
        return {f"{prefix}count": str(len(of)), f"{prefix}fen": str(fen), f"{prefix}yuan": yuan(fen)}

    values = sums("", told)
    values |= sums("paid_", [each for each in told if each[1].ok])
    values |= sums("refused_", [each for each in told if not each[1].ok])
    return PLACEHOLDER.sub(lambda found: values[found[1]], text)


def _workbook(table: list[list[str]]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in table:
        book.active.append(row)
    for row in book.active.iter_rows():
        for cell in row:
            if cell.value is not None:
                cell.data_type = "s"
    book.save(out)
    return out.getvalue()


def _padded(row: list[str], back: Incoming, totals: bool) -> bytes:
    pieces = []
    for text, field in zip(row, back.totals.cells if totals else back.columns, strict=True):
        written = text.encode(back.encoding)
        room = field.fill.encode() * (field.width - len(written))
        pieces.append(room + written if field.align == "right" else written + room)
    return b"".join(pieces)
