"""Files made to do harm are refused or contained, and whoever asked stays alive."""

import time
import zipfile
from pathlib import Path

import pytest

from tests.rosters import PAYEES, payee, read, write_xls, write_xlsx

LONGEST_SECONDS = 10


def rezipped(path: Path, part: str, change: bytes | None, name: str | None = None) -> Path:
    """Return a copy of a workbook with one part replaced, or a new part added."""
    out = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            replaced = change if entry.filename == part and change is not None else old.read(entry)
            new.writestr(entry.filename, replaced)
        if name:
            new.writestr(name, b"evil")
    return out


def sheet_of(path: Path) -> bytes:
    with zipfile.ZipFile(path) as book:
        return book.read("xl/worksheets/sheet1.xml")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "a.xlsx", [payee(1)])


def test_a_zip_bomb_is_refused_before_it_is_unpacked(workbook: Path) -> None:
    bomb = rezipped(workbook, "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 400 * 2**20)
    begun = time.monotonic()

    assert read(bomb).unreadable == "archive_bomb"
    assert time.monotonic() - begun < LONGEST_SECONDS


def test_a_dimension_that_lies_costs_nothing(workbook: Path) -> None:
    begun = time.monotonic()
    lying = sheet_of(workbook).replace(b'ref="A1:G2"', b'ref="A1:XFD1048576"')

    assert len(read(rezipped(workbook, "xl/worksheets/sheet1.xml", lying)).rows) == 1
    assert time.monotonic() - begun < LONGEST_SECONDS


def test_a_cell_in_the_last_column_of_the_last_row_is_too_wide(workbook: Path) -> None:
    far = sheet_of(workbook).replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )

    assert read(rezipped(workbook, "xl/worksheets/sheet1.xml", far)).unreadable == "too_wide"


@pytest.mark.parametrize(
    "entity",
    [
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>',
    ],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_external_and_multiplying_entities_are_refused(workbook: Path, entity: bytes, part: str) -> None:
    with zipfile.ZipFile(workbook) as book:
        text = book.read(part)
    start = text.index(b"?>") + 2
    found = read(rezipped(workbook, part, text[:start] + entity + text[start:]))

    assert found.unreadable == "hostile_xml"
    assert found.rows == []


@pytest.mark.parametrize("name", ["../../../../tmp/evil", "/etc/evil", "xl\\..\\..\\evil"])
def test_an_entry_that_leaves_the_archive_is_refused(workbook: Path, name: str) -> None:
    assert read(rezipped(workbook, "", None, name)).unreadable == "archive_names"


def test_an_archive_of_many_entries_is_refused(workbook: Path) -> None:
    with zipfile.ZipFile(workbook, "a") as book:
        for place in range(2_100):
            book.writestr(f"x/{place}", b"")

    assert read(workbook).unreadable == "archive_entries"


def test_a_cut_workbook_is_refused(workbook: Path) -> None:
    whole = workbook.read_bytes()
    for share in (0.3, 0.6, 0.95):
        workbook.write_bytes(whole[: int(len(whole) * share)])

        assert read(workbook).unreadable == "file_cut"


def test_an_old_workbook_called_xlsx_is_read_as_what_it_is(tmp_path: Path) -> None:
    assert len(read(write_xls(tmp_path / "a.xlsx", [payee(1)])).rows) == 1


def test_a_cut_old_workbook_is_refused(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", [payee(n) for n in range(1, 50)])
    path.write_bytes(path.read_bytes()[:3_000])

    assert read(path).unreadable in {"file_cut", "not_a_workbook"}


@pytest.mark.parametrize("start", ["<html><table>", "<!DOCTYPE html>", "  <TABLE>", '<?xml version="1.0"?>'])
def test_a_web_page_called_xls_is_refused_with_what_to_do(tmp_path: Path, start: str) -> None:
    (tmp_path / "a.xls").write_text(start + "<tr><td>姓名</td></tr></table>", encoding="utf-8")

    assert read(tmp_path / "a.xls").unreadable == "web_page"


@pytest.mark.parametrize("magic", [b"%PDF-1.7", b"\x89PNG\r\n", b"Rar!\x1a", b"MZ\x90\0", b"\0\0\0\0text"])
def test_what_is_no_table_is_refused(tmp_path: Path, magic: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(magic + b"x" * 100)

    assert read(tmp_path / "a.xlsx").unreadable == "not_a_table"


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "x")

    assert read(tmp_path / "a.xlsx").unreadable == "not_a_workbook"


def test_a_text_of_one_endless_line_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(",".join(PAYEES) + "\n" + "x" * 2_000_000, encoding="utf-8")

    assert read(tmp_path / "a.csv").unreadable == "line_too_long"


def test_random_bytes_never_harm_the_one_who_asks(tmp_path: Path) -> None:
    import random

    rng = random.Random(11)
    for place, start in enumerate((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"")):
        path = tmp_path / f"{place}.xlsx"
        path.write_bytes(start + rng.randbytes(20_000))

        assert read(path).unreadable
