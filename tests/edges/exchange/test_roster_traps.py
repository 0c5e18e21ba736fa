"""Every trap a spreadsheet sets: put right when certain, refused with line and reason when not, never guessed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.rosters import PAYEES, number, payee, read, write_csv, write_xls, write_xlsx
from yingbao.edges.exchange.converters.numbers import checks


def one(tmp_path: Path, **cells: Any) -> Any:
    return read(write_xlsx(tmp_path / "a.xlsx", [payee(1, **cells)]))


def test_a_faultless_row_is_read_as_it_stands(tmp_path: Path) -> None:
    found = one(tmp_path)

    assert found.rows == [
        {
            "line": 2, "name": "王秀英", "id_number": number(), "certificate_number": f"{number()}42",
            "allowance": "nursing_subsidy", "amount": 11000, "since": "2021-07-01", "place": "430811001",
        }
    ]  # fmt: skip
    assert (found.refused, found.repairs) == ({}, [])


def test_an_id_stored_as_a_number_lost_its_last_digits_and_is_refused(tmp_path: Path) -> None:
    found = one(tmp_path, _2=float(number()[:15] + "000"), _3=None)

    assert found.refused == {2: ["digits_lost"]}


def test_a_lost_id_is_refused_even_if_it_checks_by_chance(tmp_path: Path) -> None:
    rounded = [
        f"430811197{decade}0{month}01{part}000"
        for decade in range(10)
        for month in range(1, 10)
        for part in range(10)
    ]
    by_chance = next(text for text in rounded if checks(text))

    assert one(tmp_path, _2=by_chance, _3=None).refused == {2: ["digits_lost"]}


def test_a_lost_id_is_saved_by_an_intact_certificate_number_of_the_same_birthday(tmp_path: Path) -> None:
    found = one(tmp_path, _2=float(number()[:15] + "000"))

    assert found.rows[0]["id_number"] == number()
    assert found.repaired == {"id_from_certificate"}


def test_a_lost_id_is_not_saved_by_the_certificate_of_someone_born_on_another_day(tmp_path: Path) -> None:
    found = one(tmp_path, _2=float(number()[:15] + "000"), _3=number(2, "19710101") + "42")

    assert found.refused == {2: ["digits_lost"]}


def test_a_certificate_number_stored_as_a_number_is_left_out_beside_an_intact_id(tmp_path: Path) -> None:
    found = one(tmp_path, _3=float(number()[:15] + "00000"))

    assert found.rows[0]["certificate_number"] is None
    assert found.repaired == {"certificate_left_out"}


def test_a_certificate_list_refuses_a_lost_certificate_number_unless_kind_and_grade_complete_it(
    tmp_path: Path,
) -> None:
    header = ("姓名", "身份证号", "残疾人证号", "残疾类别", "残疾等级")
    lost = float(number()[:15] + "00000")
    path = write_xlsx(
        tmp_path / "c.xlsx",
        [("王秀英", number(), lost, "肢体", 2), ("王秀英", number(), lost, "肢体", None)],
        header,
    )
    found = read(path, "certificates")

    assert [row["certificate_number"] for row in found.rows] == [f"{number()}42"]
    assert found.refused == {3: ["digits_lost"]}


@pytest.mark.parametrize(
    "spelling",
    [
        lambda n: "'" + n,
        lambda n: f"{n[:6]} {n[6:]}",
        lambda n: n.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        lambda n: n + "\u200b",
        lambda n: n + "\n",
    ],
)
def test_spellings_of_an_id_are_put_right(tmp_path: Path, spelling: Any) -> None:
    found = one(tmp_path, _2=spelling(number()))

    assert found.rows[0]["id_number"] == number()
    assert found.repaired == {"number_spelling"}


@pytest.mark.parametrize("x", ["x", "Х", "х", "Ｘ", "×", "Χ"])
def test_letters_that_look_like_x_are_x(tmp_path: Path, x: str) -> None:
    with_x = next(n for n in map(number, range(1, 100)) if n.endswith("X"))

    assert one(tmp_path, _2=with_x[:17] + x, _3=None).rows[0]["id_number"] == with_x


def test_an_old_number_of_15_digits_is_the_same_person(tmp_path: Path) -> None:
    old = number()[:6] + number()[8:17]

    for cell in (old, int(old)):
        assert one(tmp_path, _2=cell, _3=None).rows[0]["id_number"] == number()


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (number()[:17] + ("1" if number()[17] != "1" else "2"), "number_check_digit"),
        (number()[:16], "number_length"),
        ("43081119701301001" + "1", "number_birth_date"),
        ("4.30811E+17", "digits_lost"),
        ("不详", "number_characters"),
        ("430811700101999", "number_century"),
    ],
)
def test_an_id_that_cannot_be_is_refused_with_its_reason(tmp_path: Path, cell: str, code: str) -> None:
    assert one(tmp_path, _2=cell, _3=None).refused == {2: [code]}


def test_a_row_without_any_number_is_refused(tmp_path: Path) -> None:
    assert one(tmp_path, _2=None, _3=None).refused == {2: ["who_missing"]}


def test_two_numbers_of_two_people_are_a_conflict(tmp_path: Path) -> None:
    found = one(tmp_path, _3=number(3) + "42")

    assert found.conflicts == [(2, "two_numbers")]


def test_the_header_is_found_below_titles_in_any_order_under_any_alias(tmp_path: Path) -> None:
    header = ("补贴金额（元）", "身份证件号码", "对象姓名", "补贴种类", "序号", "备注")
    rows = [
        ["武陵源区残疾人两项补贴发放名单（2026年6月）"],
        ["单位：民政局"],
        header,
        [110.5, number(), "王秀英", "重度残疾人护理补贴", 1, "x"],
    ]
    found = read(write_xlsx(tmp_path / "a.xlsx", rows, None))

    assert found.rows[0]["amount"] == 11050
    assert found.rows[0]["line"] == 4


def test_a_header_of_two_rows_with_merged_cells_is_read(tmp_path: Path) -> None:
    def finish(book: Any, table: Any) -> None:
        table.merge_range("A1:B1", "个人信息")
        table.merge_range("C1:D1", "残疾人证")
        for place, name in enumerate(
            ("姓名", "身份证号", "残疾人证号", "残疾类别", "残疾等级", "有效期起", "有效期止")
        ):
            table.write(1, place, name)
        for place, cell in enumerate(
            ("王秀英", number(), f"{number()}42", "肢体", "二级", "2020-01-01", "2029-12-31")
        ):
            table.write(2, place, cell)

    found = read(write_xlsx(tmp_path / "a.xlsx", [], None, finish=finish), "certificates")

    assert found.rows[0]["expires"] == "2029-12-31"
    assert found.rows[0]["line"] == 3


def test_cells_merged_downwards_hold_for_every_row(tmp_path: Path) -> None:
    def finish(book: Any, table: Any) -> None:
        table.merge_range("A2:A3", "中湖乡")

    rows = [payee(1, _0=None), payee(2, _0=None)]
    found = read(write_xlsx(tmp_path / "a.xlsx", rows, finish=finish))

    assert [row["place"] for row in found.rows] == ["430811202", "430811202"]


def test_totals_blank_rows_and_notes_are_set_aside_and_counted(tmp_path: Path) -> None:
    rows = [
        payee(1),
        [],
        payee(2),
        ["合计", None, None, None, None, 220],
        ["填表人：周敏", None, "审核人：向东"],
    ]
    found = read(write_xlsx(tmp_path / "a.xlsx", rows))

    assert found.counts["read"] == found.counts["good"] + found.counts["refused"] == 2
    assert found.counts["aside"] == {"total": 1, "note": 1}
    assert found.counts["lines"] == [[5, "total"], [6, "note"]]


def test_a_header_printed_again_is_set_aside(tmp_path: Path) -> None:
    found = read(write_xlsx(tmp_path / "a.xlsx", [payee(1), PAYEES, payee(2)]))

    assert found.counts["aside"] == {"header_again": 1}


def test_hidden_rows_are_read_and_said(tmp_path: Path) -> None:
    found = read(
        write_xlsx(
            tmp_path / "a.xlsx", [payee(1)], finish=lambda _, t: t.set_row(1, None, None, {"hidden": 1})
        )
    )

    assert len(found.rows) == 1
    assert found.repaired == {"hidden_row"}


def test_a_hidden_sheet_is_read_and_said(tmp_path: Path) -> None:
    def finish(book: Any, table: Any) -> None:
        other = book.add_worksheet("隐藏")
        other.hide()
        other.write_row(0, 0, PAYEES)
        other.write_row(1, 0, payee(2))

    found = read(write_xlsx(tmp_path / "a.xlsx", [payee(1)], finish=finish))

    assert len(found.rows) == 2
    assert {"sheet_hidden", "sheets_joined"} <= set(found.remarks)


def test_data_on_the_second_sheet_are_found_and_the_first_is_said_to_be_unread(tmp_path: Path) -> None:
    def finish(book: Any, table: Any) -> None:
        table.write(0, 0, "填表说明")
        other = book.add_worksheet("数据")
        other.write_row(0, 0, PAYEES)
        other.write_row(1, 0, payee(2))

    found = read(write_xlsx(tmp_path / "a.xlsx", [], None, finish=finish))

    assert (len(found.rows), found.remarks) == (1, ["sheet_not_read"])


@pytest.mark.parametrize(
    "cell", ["2021.7", 2021.7, "2021年7月", "2021年07月", "202107", 202107, "2021-07", "2021/7", 44378, "44378",
             date(2021, 7, 1), "二〇二一年七月", "２０２１．０７", "2021.07.01", "2021年7月1日", "2021-07-01 00:00:00"],
)  # fmt: skip
def test_a_month_is_understood_however_it_is_written(tmp_path: Path, cell: Any) -> None:
    def finish(book: Any, table: Any) -> None:
        if isinstance(cell, date):
            table.write_datetime(1, 6, cell, book.add_format({"num_format": "yyyy-mm-dd"}))

    path = write_xlsx(
        tmp_path / "a.xlsx", [payee(1, _6=None if isinstance(cell, date) else cell)], finish=finish
    )

    assert read(path).rows[0]["since"] == "2021-07-01"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (2021.1, "month_zero_lost"),
        ("2021年13月", "date_impossible"),
        ("去年", "date_unreadable"),
        ("21.7", "date_unreadable"),
    ],
)
def test_a_month_that_is_not_certain_is_refused(tmp_path: Path, cell: Any, code: str) -> None:
    assert one(tmp_path, _6=cell).refused == {2: [code]}


def test_a_text_of_2021_1_is_january_in_a_workbook_and_uncertain_in_a_text_file(tmp_path: Path) -> None:
    assert one(tmp_path, _6="2021.1").rows[0]["since"] == "2021-01-01"
    assert read(write_csv(tmp_path / "a.csv", [payee(1, _6="2021.1")])).refused == {2: ["month_zero_lost"]}


@pytest.mark.parametrize("cell", ["1", 1, "一级", "壹级", "Ⅰ", "I", "1级", "一", "残疾一级", "Ⅰ级", 1.0])
def test_a_grade_is_understood_however_it_is_written(tmp_path: Path, cell: Any) -> None:
    header = ("姓名", "身份证号", "残疾类别", "残疾等级")
    found = read(
        write_xlsx(tmp_path / "a.xlsx", [("王秀英", number(), "肢体", cell)], header), "certificates"
    )

    assert found.rows[0]["grade"] == 1


@pytest.mark.parametrize("cell", ["肢体", "肢体残疾", 4, "4", "肢体残疾人", " 肢体 "])
def test_a_kind_is_understood_however_it_is_written(tmp_path: Path, cell: Any) -> None:
    header = ("姓名", "身份证号", "残疾类别", "残疾等级")
    found = read(write_xlsx(tmp_path / "a.xlsx", [("王秀英", number(), cell, 1)], header), "certificates")

    assert found.rows[0]["kind"] == "physical"


@pytest.mark.parametrize(
    ("kind", "grade", "code"),
    [
        ("肢", 1, "kind_unknown"),
        ("肢体", "重度", "grade_unknown"),
        ("视力", 2, "kind_differs"),
        ("肢体", 3, "grade_differs"),
    ],
)
def test_kind_and_grade_that_are_unclear_or_contradict_the_number_are_refused(
    tmp_path: Path, kind: str, grade: Any, code: str
) -> None:
    header = ("姓名", "身份证号", "残疾人证号", "残疾类别", "残疾等级")
    row = ("王秀英", number(), f"{number()}42", kind, grade)

    assert read(write_xlsx(tmp_path / "a.xlsx", [row], header), "certificates").refused[2][0] == code


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("王 秀兰", "王秀兰"),
        ("王　秀兰", "王秀兰"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("𠮷田𬱖", "𠮷田𬱖"),
    ],
)
def test_names_lose_filling_and_keep_rare_characters(tmp_path: Path, written: str, name: str) -> None:
    assert one(tmp_path, _1=written).rows[0]["name"] == name
    assert read(write_csv(tmp_path / "a.csv", [payee(1, _1=written)])).rows[0]["name"] == name


@pytest.mark.parametrize("written", ["王?兰", "王□兰", "王\ufffd兰", "王2"])
def test_a_damaged_name_is_refused(tmp_path: Path, written: str) -> None:
    assert one(tmp_path, _1=written).refused == {2: ["name_damaged"]}


@pytest.mark.parametrize(
    "township",
    ["军地坪街道", "军地坪街道办事处", "军地坪", "武陵源区军地坪街道", "430811001", " 军地坪街道 "],
)
def test_a_township_is_found_under_its_spellings(tmp_path: Path, township: str) -> None:
    assert one(tmp_path, _0=township).rows[0]["place"] == "430811001"


@pytest.mark.parametrize(
    "village", ["吴家峪居委会", "吴家峪社区", "吴家峪", "吴家峪社区居民委员会", "吴家峪村"]
)
def test_a_village_is_found_under_its_spellings(tmp_path: Path, village: str) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [[*payee(1), village]], (*PAYEES, "村（社区）"))

    assert read(path).rows[0]["place"] == "430811001001"


def test_a_village_nobody_knows_leaves_the_township_and_says_so(tmp_path: Path) -> None:
    found = read(write_xlsx(tmp_path / "a.xlsx", [[*payee(1), "天上村"]], (*PAYEES, "村（社区）")))

    assert found.rows[0]["place"] == "430811001"
    assert found.repaired == {"village_unknown"}


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        (110, 11000),
        ("110.00元", 11000),
        ("1,234.50", 123450),
        (0.1 + 0.2, 30),
        ("￥110", 11000),
        (110.5, 11050),
    ],
)
def test_money_is_whole_fen(tmp_path: Path, cell: Any, fen: int) -> None:
    assert one(tmp_path, _5=cell).rows[0]["amount"] == fen


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (110.123, "money_decimals"),
        (-110, "money_negative"),
        (99_999_999_999, "money_too_large"),
        ("一百", "money_unreadable"),
        (None, "missing"),
    ],
)
def test_money_that_is_not_certain_is_refused(tmp_path: Path, cell: Any, code: str) -> None:
    assert one(tmp_path, _5=cell).refused == {2: [code]}


def test_the_value_of_a_formula_is_used_and_said(tmp_path: Path) -> None:
    found = read(
        write_xlsx(
            tmp_path / "a.xlsx",
            [payee(1, _5=None)],
            finish=lambda _, t: t.write_formula(1, 5, "=55*2", None, 110),
        )
    )

    assert (found.rows[0]["amount"], found.repaired) == (11000, {"formula"})


@pytest.mark.parametrize(("value", "code"), [("", "formula_without_value"), ("#N/A", "cell_error")])
def test_formulas_without_a_value_and_errors_are_refused(tmp_path: Path, value: str, code: str) -> None:
    path = write_xlsx(
        tmp_path / "a.xlsx",
        [payee(1, _5=None)],
        finish=lambda _, t: t.write_formula(1, 5, "=NA()", None, value),
    )

    assert read(path).refused == {2: [code]}


def test_a_choice_nobody_knows_is_refused_and_says_what_there_is(tmp_path: Path) -> None:
    assert one(tmp_path, _4="其他补贴").refused == {2: ["choice_unknown"]}


def test_xls_and_wps_et_files_are_read_like_xlsx(tmp_path: Path) -> None:
    for name in ("a.xls", "a.et"):
        assert read(write_xls(tmp_path / name, [payee(1)])).rows == one(tmp_path).rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_is_read_in_every_encoding_and_line_end(tmp_path: Path, encoding: str, end: str) -> None:
    lines = [",".join(map(str, row)) for row in (PAYEES, payee(1), payee(2))]
    (tmp_path / "a.csv").write_bytes(end.join(lines).encode(encoding))

    assert [row["id_number"] for row in read(tmp_path / "a.csv").rows] == [number(1), number(2)]


@pytest.mark.parametrize("separator", ["\t", ";", "|"])
def test_text_is_read_with_every_separator(tmp_path: Path, separator: str) -> None:
    lines = [separator.join(map(str, row)) for row in (PAYEES, payee(1))]
    (tmp_path / "a.txt").write_text("\n".join(lines), encoding="gb18030")

    assert len(read(tmp_path / "a.txt").rows) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_byte_that_is_no_text_refuses_its_line_and_no_other(tmp_path: Path, encoding: str) -> None:
    lines = [",".join(map(str, row)).encode(encoding) for row in (PAYEES, payee(1), payee(2), payee(3))]
    lines[2] = lines[2].replace("秀".encode(encoding), b"\xff\xff", 1)
    (tmp_path / "a.csv").write_bytes(b"\n".join(lines))
    found = read(tmp_path / "a.csv")

    assert found.refused == {3: ["undecodable"]}
    assert [row["line"] for row in found.rows] == [2, 4]


def test_quoted_cells_may_hold_separators_and_line_ends(tmp_path: Path) -> None:
    header = (*PAYEES, "家庭住址")
    found = read(write_csv(tmp_path / "a.csv", [[*payee(1), "一组,二号\n三楼"], [*payee(2), "x"]], header))

    assert [(row["line"], row["address"]) for row in found.rows] == [(2, "一组,二号 三楼"), (4, "x")]


def test_a_quote_that_never_closes_refuses_its_line_and_swallows_no_other(tmp_path: Path) -> None:
    text = "\n".join(",".join(map(str, row)) for row in (PAYEES, payee(1, _1='"王秀兰'), payee(2), payee(3)))
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    found = read(tmp_path / "a.csv")

    assert found.refused == {2: ["quote_open"]}
    assert [row["line"] for row in found.rows] == [3, 4]


def test_a_row_with_one_separator_too_many_is_refused_as_shifted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "\n".join([",".join(PAYEES), ",".join(map(str, ["x", *payee(1)]))]), encoding="utf-8"
    )

    assert read(tmp_path / "a.csv").refused == {2: ["row_shifted"]}
