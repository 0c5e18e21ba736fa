"""A bank's answer is understood whole, or not at all and with every reason and its line."""

import time
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.banks import HANDED_IN, Said, answer, line_of, paid_lines, sheet_of
from yingbao.edges.exchange.banks.answers import digest_of, read_answers
from yingbao.edges.exchange.banks.child import Reading
from yingbao.edges.exchange.banks.formats import formats, get_format
from yingbao.edges.exchange.banks.rows import Source, rows_of
from yingbao.edges.exchange.banks.saying import say_failure, say_reason, sentences
from yingbao.edges.exchange.banks.writing import write
from yingbao.edges.exchange.formats import format_of
from yingbao.edges.exchange.problems import Unreadable
from yingbao.office.payments.bank_answers import Reason, ReturnRefused

FORMATS = (
    "bank-fixed-width",
    "bank-transfer",
    "chongqing-social-card",
    "hunan-card",
    "hunan-card-by-township",
)
TITLES = "序号,户名,账号,金额,状态,失败原因,日期\n"
GOOD = "1,王秀兰,6230000000000000001,110.00,成功,,2026-06-20\n"
TOTALS = "合计,1笔,,110.00\n"


def read(tmp_path: Path, content: bytes, format_id: str = "bank-transfer", name: str = "answer"):
    path = tmp_path / name
    path.write_bytes(content)
    return read_answers(format_id, path)


def read_here(tmp_path: Path, content: bytes, format_id: str = "bank-transfer") -> list[dict[str, Any]]:
    """What the child would send, without the half second it takes to begin."""
    path = tmp_path / "answer"
    path.write_bytes(content)
    form = get_format(format_id).answers
    frames: list[dict[str, Any]] = []
    reading = Reading(form, frames.append)
    for row in rows_of(Source(path, "answer", form), format_of(path)):
        reading.take(row)
    reading.end()
    return frames


def refused(tmp_path: Path, content: str | bytes, format_id: str = "bank-transfer") -> list[tuple[int, str]]:
    sent = content.encode("gb18030") if isinstance(content, str) else content
    try:
        frames = read_here(tmp_path, sent, format_id)
        reasons = [Reason(*each) for frame in frames for each in frame.get("reasons", [])]
    except Unreadable as why:
        reasons = [Reason(0, why.problem.code, None, why.problem.params)]
    assert reasons, "it was taken"
    return told(reasons)


def refused_by_child(tmp_path: Path, content: bytes, format_id: str) -> list[tuple[int, str]]:
    with pytest.raises(ReturnRefused) as why:
        read(tmp_path, content, format_id)
    return told(why.value.reasons)


def told(reasons: Iterable[Reason]) -> list[tuple[int, str]]:
    for reason in reasons:
        sentences_of_it = {say_reason(reason, language) for language in ("zh", "en")}
        assert len(sentences_of_it) == 2
        assert all("{" not in each for each in sentences_of_it)
    return [(reason.line, reason.code) for reason in reasons]


@pytest.mark.parametrize("format_id", FORMATS)
def test_what_a_bank_answers_is_read_as_it_is_said(tmp_path: Path, format_id: str) -> None:
    form = get_format(format_id)
    words = {code: said[0] for code, said in form.answers.failures.items()}
    lines = [line_of(n, n * 1_001, holder="阿依古丽·买买提" if n % 2 else "𬭩𠮷") for n in range(1, 9)]
    asked = paid_lines(form, write(format_id, sheet_of(*lines)))
    said = {str(n): Said(False, word) for n, word in enumerate(words.values(), start=1)}
    answers = read(tmp_path, answer(form, asked, said | {"7": Said(False, "户主改姓")}), format_id)

    assert [(a.number, a.account, a.holder, a.fen) for a in answers.answers] == [
        (line.number, line.account, line.holder, line.fen) for line in lines
    ]
    assert [a.failure for a in answers.answers] == [*words, *[""] * (6 - len(words)), "other", ""]
    assert [a.ok for a in answers.answers] == [not a.failure for a in answers.answers]
    assert {a.day for a in answers.answers} == {HANDED_IN}
    assert (answers.totals.count, answers.totals.fen) == (8, sum(line.fen for line in lines))
    assert answers.complete is (format_id != "hunan-card-by-township")


def test_answers_are_read_as_often_as_they_are_asked_for(tmp_path: Path) -> None:
    answers = read(tmp_path, (TITLES + GOOD + TOTALS).encode()).answers

    assert list(answers) == list(answers)
    assert [found.number for found in answers] == [1]


def test_every_failure_has_its_sentences() -> None:
    told = sentences(Path(__file__).parents[4] / "policy" / "bank-sentences.yaml")["failures"]
    codes = {code for form in formats().values() for code in form.answers.failures} | {"other"}

    assert codes == set(told)
    assert all(say_failure(code, "zh") != say_failure(code, "en") for code in codes)


def test_a_reason_in_more_words_means_the_same(tmp_path: Path) -> None:
    row = "1,王秀兰,6230000000000000001,110.00,失败,该账户已销户，请联系,2026-06-20\n"

    (found,) = read(tmp_path, (TITLES + row + TOTALS).encode()).answers
    assert found.failure == "closed"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1,王秀兰,6230000000000000001,110.00,待处理,,2026-06-20", "status_unknown"),
        ("1,王秀兰,6230000000000000001,110.00,,,2026-06-20", "nothing_there"),
        ("1,王秀兰,6230000000000000001,110.00,成功,户名不符,2026-06-20", "paid_and_refused"),
        ("1,王秀兰,6230000000000000001,一百一十,成功,,2026-06-20", "money_unreadable"),
        ("1,王秀兰,6230000000000000001,110.005,成功,,2026-06-20", "money_unreadable"),
        ("1,王秀兰,6230000000000000001,-110,成功,,2026-06-20", "money_negative"),
        ("1,王秀兰,6.23E+18,110.00,成功,,2026-06-20", "account_unreadable"),
        ("1,王秀兰,,110.00,成功,,2026-06-20", "nothing_there"),
        ("1,,6230000000000000001,110.00,成功,,2026-06-20", "nothing_there"),
        ("0,王秀兰,6230000000000000001,110.00,成功,,2026-06-20", "number_unreadable"),
        ("一,王秀兰,6230000000000000001,110.00,成功,,2026-06-20", "number_unreadable"),
        ("1,王秀兰,6230000000000000001,110.00,成功,,2026-06-31", "date_impossible"),
        ("合计,两笔,,110.00", "totals_unreadable"),
    ],
)
def test_a_row_that_is_not_understood_refuses_the_file_with_its_line(
    tmp_path: Path, row: str, code: str
) -> None:
    assert refused(tmp_path, f"{TITLES}{GOOD}{row}\n合计,2笔,,220.00\n") == [(3, code)]


def test_every_row_is_told(tmp_path: Path) -> None:
    bad = GOOD.replace("成功", "？？")

    assert refused(tmp_path, TITLES + bad + GOOD + bad + TOTALS) == [
        (2, "status_unknown"),
        (4, "status_unknown"),
    ]


def test_the_totals_stand_where_they_belong_and_once(tmp_path: Path) -> None:
    assert refused(tmp_path, TITLES + GOOD) == [(0, "totals_missing")]
    assert refused(tmp_path, TITLES + TOTALS + GOOD) == [(3, "behind_the_totals")]
    assert refused(tmp_path, TITLES + GOOD + TOTALS + TOTALS) == [(4, "totals_twice")]
    assert refused(
        tmp_path, "1|王秀兰|6230000000000000001|110.00|成功||20260620\r\n", "chongqing-social-card"
    ) == [(0, "totals_missing")]


def test_columns_that_are_missing_refuse_the_file(tmp_path: Path) -> None:
    assert refused(tmp_path, TITLES.replace(",账号", ",卡") + GOOD + TOTALS) == [(0, "columns_missing")]
    assert refused(tmp_path, "甲,乙,丙\n1,2,3\n") == [(0, "header_unknown")]


def test_a_row_shifted_by_a_cell_is_refused(tmp_path: Path) -> None:
    head = "回盘|1|110.00|1|110.00\r\n"

    assert refused(
        tmp_path, head + "1|王秀兰|6230000000000000001|110.00|成功|20260620\r\n", "chongqing-social-card"
    ) == [(2, "row_shifted")]


def test_a_file_of_fixed_widths_is_cut_by_bytes_and_nothing_else(tmp_path: Path) -> None:
    form = get_format("bank-fixed-width")
    content = answer(form, paid_lines(form, write(form.id, sheet_of(line_of(1, holder="𬭩王")))), {})
    first, second, _ = content.split(b"\r\n")

    assert [found.holder for found in read(tmp_path, content, form.id).answers] == ["𬭩王"]
    assert read_here(tmp_path, first + b"\n" + second, form.id)[0]["answers"][0][1] == 1
    assert refused(tmp_path, first + b"\r\n" + second[:-1], form.id) == [(2, "width_wrong")]
    assert refused(tmp_path, first + b"\r\n" + second + b" ", form.id) == [(2, "width_wrong")]
    broken = second.replace("𬭩".encode("gb18030"), b"\xff\xff\xff\xff")
    assert refused(tmp_path, first + b"\r\n" + broken, form.id) == [(2, "undecodable")]
    # Half a letter of four bytes at the edge of a field moves nothing into the next one.
    assert refused(tmp_path, content[: len(first) + 20], form.id) == [(2, "width_wrong")]


@pytest.mark.parametrize("format_id", ["bank-fixed-width", "chongqing-social-card"])
def test_a_workbook_is_no_file_of_lines(tmp_path: Path, format_id: str) -> None:
    form = get_format("hunan-card")
    book = answer(form, paid_lines(form, write(form.id, sheet_of(line_of(1)))), {})

    assert refused(tmp_path, book, format_id) == [(0, "not_a_table")]


def test_hostile_files_are_refused_and_whoever_asked_lives(tmp_path: Path) -> None:
    form = get_format("hunan-card")
    book = tmp_path / "book.xlsx"
    book.write_bytes(answer(form, paid_lines(form, write(form.id, sheet_of(line_of(1)))), {}))
    bomb, entity = tmp_path / "bomb.xlsx", tmp_path / "entity.xlsx"
    with zipfile.ZipFile(book) as old:
        sheet = old.read("xl/worksheets/sheet1.xml")
        hostile = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + sheet
        for path, part in ((bomb, b"<worksheet>" + b" " * 30 * 2**20), (entity, hostile)):
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
                for entry in old.infolist():
                    changed = part if entry.filename == "xl/worksheets/sheet1.xml" else old.read(entry)
                    new.writestr(entry.filename, changed)
    begun = time.monotonic()

    assert refused_by_child(tmp_path, bomb.read_bytes(), form.id) == [(0, "archive_bomb")]
    assert refused_by_child(tmp_path, entity.read_bytes(), form.id) == [(0, "hostile_xml")]
    assert refused_by_child(tmp_path, b"%PDF-1.7 ", form.id) == [(0, "not_a_table")]
    assert refused_by_child(tmp_path, b"", form.id) == [(0, "file_empty")]
    assert refused_by_child(tmp_path, b"\x00" * 64, "bank-fixed-width") == [(0, "not_a_table")]
    assert refused_by_child(tmp_path, b"x" * 2_000_000, "bank-fixed-width") == [(0, "line_too_long")]
    assert time.monotonic() - begun < 30


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cut=st.integers(min_value=1, max_value=400),
    format_id=st.sampled_from(["bank-fixed-width", "bank-transfer", "chongqing-social-card"]),
)
def test_a_file_cut_anywhere_never_answers_less_than_it_promises(
    tmp_path: Path, cut: int, format_id: str
) -> None:
    """Whatever is missing at the end: the totals say otherwise, or a row is no row, or it is all there."""
    form = get_format(format_id)
    lines = [line_of(n) for n in range(1, 4)]
    content = answer(form, paid_lines(form, write(form.id, sheet_of(*lines))), {})
    try:
        frames = read_here(tmp_path, content[:-cut], format_id)
    except Unreadable:
        return
    refused = any(frame.get("reasons") for frame in frames)
    found = sum(len(frame.get("answers", [])) for frame in frames)
    assert refused or found == 3 or frames[-1]["end"]["count"] == 3, (
        "added up, it tells that lines are missing"
    )


def test_the_digest_is_that_of_the_bytes() -> None:
    assert digest_of(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
