from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingbao.values.resident_id import NotAResidentId, ResidentId, check_digit

births = st.dates(date(1901, 1, 1), date(2030, 12, 31))


@st.composite
def numbers(draw: st.DrawFn) -> str:
    place = draw(st.sampled_from(["500232", "512326", "430811", "500156", "830000"]))
    first = f"{place}{draw(births):%Y%m%d}{draw(st.integers(0, 995)):03}"
    return first + check_digit(first)


@st.composite
def spellings(draw: st.DrawFn, number: str) -> str:
    """One of the many ways people and programs write the same number."""
    written = number
    if draw(st.booleans()):
        written = written.replace("X", draw(st.sampled_from(["x", "Х", "х", "Ｘ", "ｘ", "×"])))
    if draw(st.booleans()):
        written = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in written)
    for space in draw(
        st.lists(st.sampled_from([" ", "\u3000", "\t", "\u200b", "\ufeff", "\xa0"]), max_size=3)
    ):
        place = draw(st.integers(0, len(written)))
        written = written[:place] + space + written[place:]
    return draw(st.sampled_from(["", "'", "’", "`"])) + written


@pytest.mark.parametrize(
    "number",
    [
        "500232197001011230",
        "512326195506150028",
        "430811198803040516",
        "433128194809091238",
        "500156201807120019",
    ],
)
def test_numbers_that_check_are_taken_as_they_are(number: str) -> None:
    assert ResidentId.parse(number) == (ResidentId(number), False)


@given(st.data(), numbers())
def test_any_two_spellings_of_a_number_collide(data: st.DataObject, number: str) -> None:
    spelled = data.draw(spellings(number))

    read = ResidentId.parse(spelled)

    assert read.value.number == number
    assert read.repaired == (spelled != number)


@given(births.filter(lambda day: day.year < 2000), st.integers(0, 995))
def test_an_old_number_of_15_digits_is_the_same_person(birth: date, sequence: int) -> None:
    old = f"512326{birth:%y%m%d}{sequence:03}"

    read = ResidentId.parse(old)

    assert read.repaired
    assert read.value.number[:6] + read.value.number[8:17] == old
    assert read.value.birth_on == birth


@given(numbers(), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: str, place: int, step: int) -> None:
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]

    with pytest.raises(NotAResidentId):
        ResidentId.parse(wrong)


@given(numbers())
def test_birth_and_sex_are_read_from_the_number(number: str) -> None:
    resident = ResidentId(number)

    assert f"{resident.birth_on:%Y%m%d}" == number[6:14]
    assert resident.sex == ("male" if number[16] in "13579" else "female")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("5.00232E+17", "scientific"),
        ("500232197001011230.0", "scientific"),
        ("50023219700101123", "length"),
        ("5002321970010112302", "length"),
        ("50023219700101123A", "characters"),
        ("王秀兰", "characters"),
        ("500232197013011232", "birth_date"),
        ("500232197001011233", "check_digit"),
        ("500232197001011000", "digits_lost"),
        ("512326990101998", "century"),
        ("٥00232197001011232", "characters"),
    ],
)
def test_what_cannot_be_certain_is_refused_with_the_reason(text: str, code: str) -> None:
    with pytest.raises(NotAResidentId) as refused:
        ResidentId.parse(text)

    assert refused.value.code == code


def test_it_never_prints_itself_in_clear() -> None:
    resident = ResidentId("500232197001011230")

    assert resident.masked == "5002**********1230"
    assert "197001" not in f"{resident} {resident!r} {[resident]}"
