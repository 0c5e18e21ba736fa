"""A list in Excel: what is written is what is read back, and nothing in it can act."""

import datetime
import io
from collections.abc import Sequence

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingbao.edges.reports.workbook import Column, Kind, Listing, TooMuchForAWorkbook, harmless, write_listing

COLUMNS = [
    Column("姓名"),
    Column("金额（元）", Kind.FEN),
    Column("人数", Kind.COUNT),
    Column("到期日", Kind.DAY),
]


def read_back(
    rows: Sequence[Sequence[str | int | datetime.date | None]], title: str = "名单"
) -> list[list[object]]:
    file = io.BytesIO()
    write_listing(Listing(title, ["2026年6月"], COLUMNS, rows), file)
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_what_is_written_is_read_back() -> None:
    rows = read_back([["王秀兰", 11000, 3, datetime.date(2026, 6, 3)], ["李明", None, 0, None]])

    assert rows[0][0] == "名单"
    assert rows[1][0] == "2026年6月"
    assert rows[2] == ["姓名", "金额（元）", "人数", "到期日"]
    assert rows[3] == ["王秀兰", 110, 3, datetime.datetime(2026, 6, 3)]  # noqa: DTZ001
    assert rows[4] == ["李明", None, 0, None]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "　="])
def test_no_cell_starts_a_formula(start: str) -> None:
    text = f'{start}HYPERLINK("x","y")'

    assert harmless(text) == f"'{text}"
    assert not str(read_back([[text, 1, 1, None]])[3][0]).lstrip().startswith(start.strip() or "=")


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_any_text_stays_a_text(text: str) -> None:
    [*_, row] = read_back([[text, 1, 1, None]])

    assert row[0] in ({harmless(text)} if text else {None})


def test_a_title_is_no_formula_either() -> None:
    assert read_back([], title="=1+1")[0][0] == "'=1+1"


def test_an_identity_number_keeps_all_its_digits() -> None:
    assert read_back([["43081119630415002X", 0, 0, None]])[3][0] == "43081119630415002X"
    assert read_back([["430811196304150021", 0, 0, None]])[3][0] == "430811196304150021"


def test_nothing_is_cut_off_silently() -> None:
    with pytest.raises(TooMuchForAWorkbook):
        read_back([["长" * 32_768, 1, 1, None]])
