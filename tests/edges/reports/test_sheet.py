"""One page as PDF, and several sheets in one workbook."""

import io
from typing import Any

import openpyxl
from pypdf import PdfReader

from yingbao.edges.reports.book import write_book
from yingbao.edges.reports.sheet import set_page
from yingbao.edges.reports.workbook import Column, Kind, Listing

HEADS = ["项目", "现在", "试算后"]


def told(**more: Any) -> dict[str, Any]:
    return {
        "lang": "zh",
        "region": "CN",
        "title": "武陵源区试算结果",
        "lines": ["试算内容：*不加粗* #panic() $x$"],
        "what": {"name": "变化", "heads": HEADS, "rows": [["护理补贴", "12", "15"]]},
        "more": "",
        "money": {
            "name": "费用",
            "heads": HEADS,
            "rows": [["每月", "1.00 元", "2.00 元"]],
            "note": "按本月推算",
        },
        "chart": {
            "name": "按乡镇",
            "alt": "协合乡 12 → 15",
            "bars": [{"name": "协合乡", "before": 12, "after": 15}],
            "note": "上条现在",
        },
        "footer": "周敏",
        **more,
    }


def read(page: bytes) -> tuple[PdfReader, str]:
    pdf = PdfReader(io.BytesIO(page))
    return pdf, "".join(each.extract_text() for each in pdf.pages).replace("\n", "")


def test_words_are_set_as_they_come_and_none_is_markup() -> None:
    pdf, text = read(set_page("what_if", told()))

    assert "*不加粗*" in text
    assert "#panic()" in text
    assert "护理补贴" in text
    assert len(pdf.pages) == 1


def test_it_can_be_read_aloud_and_carries_its_own_font() -> None:
    pdf, _ = read(set_page("what_if", told()))
    root = pdf.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert str(root["/Lang"]).startswith("zh")  # type: ignore[index]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "武陵源区试算结果"
    fonts = pdf.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert all("NotoSansSC" in str(font.get_object()["/BaseFont"]) for font in fonts.values())


def test_nothing_to_draw_leaves_the_chart_out() -> None:
    empty = {"name": "", "alt": "", "bars": [], "note": ""}

    assert "按乡镇" not in read(set_page("what_if", told(chart=empty)))[1]


def test_each_list_has_its_sheet_and_no_cell_is_a_formula() -> None:
    file = io.BytesIO()
    columns = [Column("项目"), Column("金额（元）", Kind.FEN)]

    rows = write_book(
        [
            ("变化", Listing("变化", ["6月"], columns, [["=1+1", 12345]])),
            ("人员", Listing("人员", [], columns, [["李明", None], ["王秀兰", 1]])),
        ],
        file,
    )

    book = openpyxl.load_workbook(file)
    assert rows == 3
    assert book.sheetnames == ["变化", "人员"]
    assert book["变化"]["A4"].value == "'=1+1"
    assert book["变化"]["B4"].value == 123.45
    assert [row[0].value for row in book["人员"].iter_rows()] == ["人员", "项目", "李明", "王秀兰"]
