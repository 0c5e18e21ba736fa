"""What holds for every spelling, whatever Hypothesis thinks of."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingbao.edges.exchange.converters.dates import since_reader, until_reader
from yingbao.edges.exchange.converters.numbers import certificate_number, checks, resident_id
from yingbao.edges.exchange.converters.words import grade, money, name
from yingbao.values.month import Month
from yingbao.values.resident_id import NotAResidentId, ResidentId, check_digit

WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
births = st.dates(date(1900, 1, 1), date(2025, 12, 31))


@st.composite
def numbers(draw: st.DrawFn) -> str:
    first = f"{draw(st.integers(110000, 659999))}{draw(births):%Y%m%d}{draw(st.integers(1, 999)):03}"
    return first + check_digit(first)


@given(numbers(), st.sampled_from(["", " ", "'", "\u200b", "　"]), st.booleans(), st.booleans())
def test_any_spelling_of_a_number_is_that_number_or_refused_for_its_zeros(
    number: str, filling: str, wide: bool, small: bool
) -> None:
    written = filling + (number.translate(WIDE) if wide else number)
    value, _, problem = resident_id(written.lower() if small else written)

    assert value == (None if number.endswith("000") else number)
    assert (problem is None) == (value is not None)


@given(st.text(alphabet="0123456789Xx ’'", min_size=14, max_size=20))
@settings(max_examples=500)
def test_no_text_is_taken_for_a_number_that_does_not_check(text: str) -> None:
    value, _, problem = resident_id(text)

    if value is not None:
        assert ResidentId(str(value)).number == value
    elif problem is not None:
        assert problem.code.startswith(("number_", "digits_lost"))


@given(st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True))
def test_the_fast_check_agrees_with_the_plain_one(text: str) -> None:
    try:
        ResidentId(text)
    except NotAResidentId:
        assert not checks(text)
    else:
        assert checks(text)


@given(numbers(), st.integers(1, 7), st.integers(1, 4), st.sampled_from(["", "B1", "b2"]))
def test_a_certificate_number_is_read_with_its_reissue(
    number: str, kind: int, grade_: int, reissue: str
) -> None:
    value, _, problem = certificate_number(f" {number}{kind}{grade_}{reissue}")

    assert (value, problem) == (f"{number}{kind}{grade_}{reissue.upper()}", None)


@given(st.integers(1950, 2030), st.integers(1, 12))
def test_every_spelling_of_a_month_is_that_month(year: int, month: int) -> None:
    first, last = Month(year, month).first_day, Month(year, month).last_day
    spellings = [f"{year}.{month}", f"{year}年{month}月", f"{year}{month:02}", f"{year}/{month:02}", first]

    assert {since_reader(typed=True)(cell)[0] for cell in spellings} == {first.isoformat()}
    assert {until_reader(typed=True)(cell)[0] for cell in spellings[:4]} == {last.isoformat()}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("10000000.01", "money_too_large"),
        (10_000_000.01, "money_too_large"),
        ("9" * 20, "money_too_large"),
        ("9" * 5000, "money_unreadable"),
        (1e300, "money_too_large"),
        (-1e300, "money_too_large"),
        (float("inf"), "money_too_large"),
        (float("nan"), "money_too_large"),
        ("-0.01", "money_negative"),
        (-110.0, "money_negative"),
    ],
)
def test_money_no_row_can_mean_is_refused_with_the_reason(cell: str | float, code: str) -> None:
    value, _, problem = money(cell)

    assert value is None
    assert problem is not None
    assert problem[0] == code


@given(st.integers(0, 10**9))
def test_money_is_exact_to_the_fen(fen: int) -> None:
    assert money(f"{fen // 100:,}.{fen % 100:02}元")[0] == fen


@given(st.integers(0, 10**9))
def test_money_in_a_number_cell_is_exact_to_the_fen(fen: int) -> None:
    assert money(fen / 100)[0] == fen


@given(st.text())
def test_names_and_grades_never_raise_and_are_stable(text: str) -> None:
    value, _, problem = name(text)
    grade(text)

    if value is not None:
        assert name(str(value))[0] == value
    assert value is None or problem is None
