import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingbao.values.money import Money, NotMoney


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("110", 11000),
        ("110.5", 11050),
        ("1,234.00", 123400),
        ("１１０．００元", 11000),
        ("-0.01", -1),
        (" 90 元 ", 9000),
    ],
)
def test_an_amount_is_read_in_any_usual_spelling(text: str, fen: int) -> None:
    assert Money.parse(text) == Money(fen)


@pytest.mark.parametrize("text", ["", "1.234", "1,23", "一百", "1e3", "٣", "1.", "元", "1 2", "9" * 5000])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(NotMoney):
        Money.parse(text)


def test_more_than_ten_million_yuan_is_too_large_for_one_row() -> None:
    assert not Money.parse("10,000,000.00").is_too_large
    assert Money.parse("10,000,000.01").is_too_large


@pytest.mark.parametrize("wrong", [1.0, True, "1"])
def test_only_whole_fen_are_money(wrong: object) -> None:
    with pytest.raises(TypeError):
        Money(wrong)  # type: ignore[arg-type]


@given(st.integers(-(10**15), 10**15))
def test_writing_and_reading_an_amount_gives_the_amount(fen: int) -> None:
    assert Money.parse(str(Money(fen))) == Money(fen)


@given(st.integers(), st.integers(), st.integers(0, 100))
def test_sums_never_round(a: int, b: int, times: int) -> None:
    assert (Money(a) + Money(b) - Money(b)) * times == Money(a * times)
