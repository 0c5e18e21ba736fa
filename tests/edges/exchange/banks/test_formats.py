"""The shapes of banks: what is written is a function of the sheet, and nothing is bent to fit."""

import dataclasses
import io
import re
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.banks import Asked, line_of, paid_lines, sheet_of
from yingbao.edges.exchange.banks.cells import CannotBeWritten
from yingbao.edges.exchange.banks.formats import formats, get_format, read_format
from yingbao.edges.exchange.banks.misreading import PLAIN, STARTS_A_FORMULA, Looking
from yingbao.edges.exchange.banks.saying import say_reason
from yingbao.edges.exchange.banks.writing import file_name, write
from yingbao.law.facts.problems import Problems

GOLDEN = Path(__file__).parent / "golden"
FORMATS = (
    "bank-fixed-width",
    "bank-transfer",
    "chongqing-social-card",
    "hunan-card",
    "hunan-card-by-township",
)
POLICY = Path(__file__).parents[4] / "policy" / "banks"
# 𬭩 and 𠮷 take four bytes of GB18030, 王 two.
SHEET = sheet_of(
    line_of(1),
    line_of(2, 8_050, name="𬭩𠮷", holder="𬭩𠮷"),
    line_of(5, 100_000_01, name="买买提·吐尔逊", holder="阿依古丽·买买提", division_code="430811102001"),
)
# Letters of names: common ones, rare ones of four bytes, the dot, Latin.
LETTERS = st.sampled_from("王李𬭩𠮷㐂䶮龘·aé") | st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF)
NAMES = st.text(LETTERS, min_size=1, max_size=14).filter(str.strip)
FEN = st.integers(min_value=1, max_value=10_000_000_00)


def refusals(format_id: str, *lines, **more) -> list[tuple[str, int | None]]:
    with pytest.raises(CannotBeWritten) as why:
        write(format_id, sheet_of(*lines, **more))
    assert all(say_reason(reason, "en") != say_reason(reason, "zh") for reason in why.value.reasons)
    return [(reason.code, reason.number) for reason in why.value.reasons]


def test_these_are_the_formats_and_none_was_seen_at_a_bank() -> None:
    assert set(formats()) == set(FORMATS)
    assert {each.sure for each in formats().values()} == {"assumed"}


@pytest.mark.parametrize("format_id", FORMATS)
def test_the_file_is_byte_for_byte_the_one_kept(format_id: str) -> None:
    (kept,) = GOLDEN.glob(f"{format_id}.*")

    assert write(format_id, SHEET) == kept.read_bytes()
    assert file_name(format_id, SHEET).endswith(kept.suffix)


@pytest.mark.parametrize("format_id", FORMATS)
@settings(max_examples=15, deadline=None)
@given(holders=st.lists(st.tuples(NAMES, FEN), min_size=1, max_size=5))
def test_a_bank_reads_what_was_asked_of_it(format_id: str, holders: list[tuple[str, int]]) -> None:
    lines = [line_of(n, fen, holder=name) for n, (name, fen) in enumerate(holders, start=1)]
    # What does not fit is told apart from the rest below.
    assume(format_id != "bank-fixed-width" or all(len(n.encode("gb18030")) <= 60 for n, _ in holders))
    content = write(format_id, sheet_of(*lines))
    read = paid_lines(get_format(format_id), content)

    assert content == write(format_id, sheet_of(*lines))
    assert [(int(r["number"]), r["holder"], r["account"], int(r["fen"])) for r in read] == [
        (line.number, line.holder, line.account, line.fen) for line in lines
    ]


def test_a_field_of_fixed_width_is_counted_in_bytes_and_never_cut() -> None:
    fits, too_long = "王" * 30, "王" * 30 + "a"

    write("bank-fixed-width", sheet_of(line_of(1, holder=fits)))
    assert refusals("bank-fixed-width", line_of(1, holder=fits), line_of(7, holder=too_long)) == [
        ("does_not_fit", 7)
    ]
    # Full-width digits are letters of two bytes each: 32 bytes hold 16 of them.
    write("bank-fixed-width", sheet_of(line_of(1, account="６" * 16)))
    assert refusals("bank-fixed-width", line_of(1, account="６" * 17)) == [("does_not_fit", 1)]
    # The sum does not fit into the line of totals either.
    assert refusals("bank-fixed-width", line_of(1, fen=10**15)) == [
        ("does_not_fit", None),
        ("does_not_fit", 1),
    ]


@pytest.mark.parametrize("format_id", FORMATS)
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "　=", " @"])
def test_nothing_begins_a_formula(format_id: str, start: str) -> None:
    assert refusals(format_id, line_of(3, holder=f"{start}1+1")) == [("begins_a_formula", 3)]


@pytest.mark.parametrize("format_id", ["hunan-card", "hunan-card-by-township"])
def test_in_a_workbook_numbers_of_people_are_text_and_amounts_are_numbers(format_id: str) -> None:
    content = write(format_id, SHEET)
    if format_id.endswith("township"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = archive.read(archive.namelist()[0])
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    titles = [cell.value for cell in page[2]]
    held = dict(zip(titles, page[3], strict=True))

    assert {held[title].data_type for title in ("身份证号", "一卡通账号", "一卡通户名")} == {"s"}
    assert held["补贴金额"].value == 110
    assert held["补贴金额"].data_type == "n"
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize("more", [{"holder": "王\n秀兰"}, {"bank": "农商\t银行"}, {"account": "62\x0030"}])
def test_a_line_break_or_an_unseen_sign_is_refused(more: dict[str, str]) -> None:
    assert refusals("bank-transfer", line_of(2, **more)) == [("control_character", 2)]


def test_a_separator_or_a_quotation_mark_in_a_value_is_refused_where_it_would_be_misread() -> None:
    assert refusals("bank-transfer", line_of(1, bank="农商行,城关支行"), line_of(2, holder='王"')) == [
        ("holds_separator", 1),
        ("holds_separator", 2),
    ]
    assert refusals("chongqing-social-card", line_of(1, holder="王|秀兰")) == [("holds_separator", 1)]
    write("chongqing-social-card", sheet_of(line_of(1, holder="王,秀兰")))


def test_what_an_encoding_cannot_write_is_refused_and_not_replaced() -> None:
    assert refusals("bank-transfer", line_of(1, holder="王\ud800")) == [("not_in_encoding", 1)]
    assert refusals("hunan-card", line_of(1, holder="王\ud800")) == [("not_in_encoding", 1)]


def test_what_is_not_looked_at_twice_can_be_misread_nowhere() -> None:
    """Cells of these letters are written without a second look: every encoding has them as they are."""
    plain = [chr(code) for code in range(0x20000) if PLAIN.fullmatch(chr(code))]

    assert len(plain) == 2 * 26 + 10 + 2 + (0x9FA5 - 0x4E00 + 1)
    assert not {*plain} & {*',|"\t ', *STARTS_A_FORMULA}
    assert all(unicodedata.normalize("NFKC", sign) == sign for sign in plain)
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "gbk"):
        assert "".join(plain).encode(encoding).decode(encoding) == "".join(plain)


@pytest.mark.parametrize("separator", ["1", "a", ".", "王"])
def test_a_separator_that_is_a_letter_is_looked_for_all_the_same(separator: str) -> None:
    pays = get_format("bank-transfer").pays.model_copy(update={"separator": separator})
    (fault, *_) = Looking(pays).faults([f"6{separator}7"], pays.columns[2:3], 4)

    assert (fault.code, fault.number, fault.params) == ("holds_separator", 4, {"column": "账号"})


def test_a_number_the_file_does_not_hold_is_not_asked_for() -> None:
    class Sealed(Asked):
        @property
        def id_number(self) -> str:
            raise AssertionError("opened")

    fields = {field.name: getattr(line_of(1), field.name) for field in dataclasses.fields(Asked)}
    sealed = object.__new__(Sealed)
    sealed.__dict__.update(fields)

    write("bank-transfer", sheet_of(sealed))
    with pytest.raises(AssertionError, match="opened"):
        write("hunan-card", sheet_of(sealed))


def test_townships_that_come_back_later_in_a_roll_stand_in_one_file() -> None:
    here, there = "430811101003", "430811102001"
    lines = [line_of(n, division_code=place) for n, place in enumerate([here, there, here], start=1)]
    asked = paid_lines(
        get_format("hunan-card-by-township"), write("hunan-card-by-township", sheet_of(*lines))
    )

    assert [line["number"] for line in asked] == ["1", "3", "2"]


def test_a_sheet_whose_townships_do_not_add_up_is_not_written() -> None:
    with pytest.raises(CannotBeWritten, match="sheet_does_not_add_up"):
        write("hunan-card-by-township", replace(SHEET, count=SHEET.count + 1))


def test_a_line_without_an_account_is_not_written() -> None:
    assert refusals("bank-transfer", line_of(1), line_of(4, account=" ")) == [("nothing_there", 4)]


def test_the_memo_has_the_characters_the_bank_asks_for() -> None:
    assert refusals("hunan-card", line_of(1), memo="护理") == [("memo_length", None)]


def test_a_sheet_that_does_not_add_up_is_not_written() -> None:
    with pytest.raises(CannotBeWritten, match="sheet_does_not_add_up"):
        write("bank-transfer", replace(SHEET, total_fen=SHEET.total_fen + 1))


def test_townships_get_files_of_their_own_with_totals_of_their_own() -> None:
    with zipfile.ZipFile(io.BytesIO(write("hunan-card-by-township", SHEET))) as archive:
        names = archive.namelist()
        last = [
            [cell.value for cell in list(openpyxl.load_workbook(io.BytesIO(archive.read(name))).active)[-1]][
                :8
            ]
            for name in names
        ]

    assert [re.findall("[0-9]{9}", name)[0] for name in names] == ["430811101", "430811102"]
    assert [(row[1], row[-1]) for row in last] == [("2笔", "190.50"), ("1笔", "100000.01")]


@pytest.mark.parametrize(
    ("text", "wrong", "at", "said"),
    [
        ("sure: assumed", "sure: perhaps", "sure:", "sure"),
        ("{holds: account}", "{holds: acount}", "- {holds: acount}", "holds"),
        ("kind: text", "kind: fixed", "pays:", "width"),
        ("id: chong", "id: zhong", "#", "not called like its id"),
        ('{text: "{day}"}', '{text: "{weather}"}', "pays:", "weather"),
        ("paid: [成功]", "paid: [失败]", "answers:", "paid and refused"),
        ("frozen: [冻", "froze: [冻", "froze:", "froze"),
        ("    - {holds: status}\n", "", "answers:", "what became of it"),
    ],
)
def test_a_format_that_cannot_be_understood_is_told_with_its_line(
    tmp_path: Path, text: str, wrong: str, at: str, said: str
) -> None:
    path = tmp_path / "chongqing-social-card.yaml"
    right = (POLICY / path.name).read_text()
    assert text in right
    path.write_text(right.replace(text, wrong, 1))
    problems = Problems()
    read_format(path, problems)
    (told,) = problems
    line = next(n for n, line in enumerate(path.read_text().splitlines(), 1) if line.strip().startswith(at))

    # What is wrong with a whole part is told where its contents begin.
    assert told.place.line in (line, line + at.endswith("s:")), told
    assert said in told.message.en
