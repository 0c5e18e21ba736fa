"""Rosters into files, in the shapes they come in."""

import csv
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from demo import months
from demo.rosters import old_excel
from demo.rosters.sheet import Cell, Roster

EPOCH = date(1899, 12, 30)
MADE = datetime(2026, 6, 25, 9, 0)  # noqa: DTZ001 - the same bytes on every day
COVER = (
    "填表说明",
    "一、请勿改动列标题。",
    "二、身份证号码、残疾人证号请按文本格式填写。",
    "三、金额单位：元。数据在第二张表。",
)
CODES = (
    "代码",
    "含义",
    "1",
    "视力",
    "2",
    "听力",
    "3",
    "言语",
    "4",
    "肢体",
    "5",
    "智力",
    "6",
    "精神",
    "7",
    "多重",
)


def lines_above(roster: Roster) -> list[list[str]]:
    """Return what stands above the people: title, who filled it in, one or two lines of header."""
    above = []
    if roster.layout.title:
        above.append([roster.title])
    if roster.layout.unit_line:
        year, number = divmod(roster.month, 12)
        above.append(["填报单位（盖章）：", "", f"{year}年{number + 1}月", "", "单位：人、元"])
    if roster.layout.groups:
        above.append([roster.layout.groups.get(column, column) for column in roster.columns])
        above.append([column if column in roster.layout.groups else "" for column in roster.columns])
    else:
        above.append(list(roster.columns))
    return above


def lines_below(roster: Roster) -> list[list[Cell]]:
    below: list[list[Cell]] = []
    if roster.layout.totals:
        below.append(["合计", f"{len(roster.rows)}人"])
    if roster.layout.closing:
        below += [[], [roster.layout.closing]]
    return below


def write(roster: Roster, folder: Path) -> Path:
    """Write one file and return where it is."""
    path = folder / roster.file
    {"xlsx": _write_xlsx, "xls": _write_xls, "csv": _write_csv}[roster.layout.form](roster, path)
    return path


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell.year}/{cell.month}/{cell.day}"
    return f"{cell:.15G}" if isinstance(cell, float) else str(cell)


def _write_csv(roster: Roster, path: Path) -> None:
    with path.open("w", encoding=roster.layout.encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerows(lines_above(roster))
        writer.writerows([_text(row.cells.get(column)) for column in roster.columns] for row in roster.rows)
        writer.writerows([_text(cell) for cell in line] for line in lines_below(roster))


def _write_xls(roster: Roster, path: Path) -> None:
    lines: list[list[Cell]] = [list(line) for line in lines_above(roster)]
    lines += [[_xls(row.cells.get(column)) for column in roster.columns] for row in roster.rows]
    path.write_bytes(old_excel.workbook([("Sheet1", lines + lines_below(roster))]))


def _xls(cell: Cell) -> Cell:
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else cell


def _write_xlsx(roster: Roster, path: Path) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": roster.title, "created": MADE})
    bold = book.add_format({"bold": True, "align": "center", "border": 1})
    day = book.add_format({"num_format": "yyyy/m/d"})
    if roster.layout.cover_sheet:
        _write_column(book.add_worksheet("填表说明"), COVER)
    sheet = book.add_worksheet("Sheet1" if not roster.layout.cover_sheet else "明细")
    _fill(sheet, roster, bold, day)
    if roster.layout.hidden_sheet:
        codes = book.add_worksheet("dict")
        _write_column(codes, CODES)
        codes.hide()
    if roster.layout.cover_sheet:
        sheet.activate()
    book.close()


def _write_column(sheet: Worksheet, texts: tuple[str, ...]) -> None:
    for line, text in enumerate(texts):
        sheet.write_string(line, 0, text)


def _fill(sheet: Worksheet, roster: Roster, bold: Format, day: Format) -> None:
    above = lines_above(roster)
    for line, texts in enumerate(above):
        for column, text in enumerate(texts):
            _write_cell(sheet, line, column, text, bold)
    top = len(above)
    hidden = {top + place for place in roster.layout.hidden_rows}
    for line, row in enumerate(roster.rows, start=top):
        if line in hidden:
            sheet.set_row(line, None, None, {"hidden": True})
        for column, name in enumerate(roster.columns):
            _write_cell(sheet, line, column, row.cells.get(name), day)
    for line, cells_below in enumerate(lines_below(roster), start=top + len(roster.rows)):
        for column, cell in enumerate(cells_below):
            _write_cell(sheet, line, column, cell, day)
    sheet.merge.extend(_merged(roster, top))


def _write_cell(sheet: Worksheet, line: int, column: int, cell: Cell, style: Format) -> None:
    """Write a cell; the style is for dates, and for text where it is that of a header."""
    if isinstance(cell, str):
        if cell:
            sheet.write_string(line, column, cell, style if style.bold else None)
    elif isinstance(cell, date):
        sheet.write_number(line, column, (cell - EPOCH).days, style)
    elif cell is not None:
        sheet.write_number(line, column, cell)


def _merged(roster: Roster, top: int) -> list[list[int]]:
    """Return the merged ranges: the title, the groups of the header, a household's shared cells."""
    merged = []
    if roster.layout.title:
        merged.append([0, 0, 0, len(roster.columns) - 1])
    if roster.layout.groups:
        merged += _merged_groups(roster, top - 2)
    for name in roster.layout.merge_on:
        merged += _merged_rows(roster, name, top)
    return merged


def _merged_groups(roster: Roster, line: int) -> list[list[int]]:
    merged, start = [], 0
    groups = [roster.layout.groups.get(column, "") for column in roster.columns]
    for place in range(1, len(groups) + 1):
        if place == len(groups) or groups[place] != groups[start] or not groups[start]:
            if not groups[start]:
                merged.append([line, start, line + 1, start])
            elif place - 1 > start:
                merged.append([line, start, line, place - 1])
            start = place
    return merged


def _merged_rows(roster: Roster, name: str, top: int) -> list[list[int]]:
    """A cell followed by empty ones of the same column belongs to all of them."""
    column = roster.columns.index(name)
    merged, start = [], 0
    for place in range(1, len(roster.rows) + 1):
        if place == len(roster.rows) or roster.rows[place].cells.get(name) is not None:
            if place - 1 > start:
                merged.append([top + start, column, top + place - 1, column])
            start = place
    return merged


def month_folder(home: Path, district: str, month: int) -> Path:
    return home / district / months.text(month)
