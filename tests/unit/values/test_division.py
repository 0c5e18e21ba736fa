import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingbao.values.division import DivisionCode, Level, NotADivision


@st.composite
def divisions(draw: st.DrawFn) -> DivisionCode:
    length = draw(st.sampled_from([2, 4, 6, 9, 12]))
    rest = draw(st.text("0123456789", min_size=length - 2, max_size=length - 2))
    return DivisionCode(f"{draw(st.integers(11, 91))}{rest}")


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("50", Level.PROVINCE),
        ("4308", Level.PREFECTURE),
        ("430811", Level.COUNTY),
        ("430811001", Level.TOWNSHIP),
        ("430811001501", Level.VILLAGE),
    ],
)
def test_the_length_of_a_code_tells_its_level(code: str, level: Level) -> None:
    assert DivisionCode(code).level == level


@pytest.mark.parametrize(
    "code", ["", "5", "500", "50015", "0500", "50015A", "５００１５６", "500156 ", "99", "10"]
)
def test_other_texts_are_refused(code: str) -> None:
    with pytest.raises(NotADivision):
        DivisionCode(code)


@given(divisions(), divisions())
def test_the_range_holds_exactly_what_begins_with_the_code(above: DivisionCode, other: DivisionCode) -> None:
    low, high = above.range

    assert (low <= other.code < high) == other.code.startswith(above.code) == (other in above)


@given(divisions(), st.text("0123456789", max_size=10))
def test_all_below_lies_in_the_range(above: DivisionCode, rest: str) -> None:
    low, high = above.range

    assert low <= above.code + rest < high
    assert (low + high).isdigit(), "signs are ordered differently by every collation"


def test_zeros_that_fill_up_a_code_are_taken_off() -> None:
    assert DivisionCode.parse("500156000000") == DivisionCode("500156")
    assert DivisionCode.parse("430800") == DivisionCode("4308")
    assert DivisionCode.parse("500156001000") == DivisionCode("500156001")


def test_a_village_lies_in_one_county_and_a_province_in_none() -> None:
    assert DivisionCode("430811001501").county == DivisionCode("430811")
    with pytest.raises(NotADivision):
        _ = DivisionCode("43").county
