"""What an officer may answer, whatever is typed."""

from typing import Any

import pytest

from tests.people import XIEHE, Cast
from yingbao.edges.web.determination.answer_form import AnswerForm
from yingbao.edges.web.determination.division_field import division_field
from yingbao.law.facts.problems import Wording
from yingbao.law.facts.values import Kind
from yingbao.law.facts.vocabulary import Fact
from yingbao.values.month import Month


def form(kind: Kind, answer: str, **more: Any) -> AnswerForm:
    data = {"answer": answer, "since": "2026-06-01", "reason": "电话询问", **more}
    return AnswerForm(data, fact=Fact("asked", Wording("所问", "asked"), kind), month=Month(2026, 6))


@pytest.mark.parametrize("amount", ["-0.01", "-110", "10000000.01", "9" * 20, "9" * 30, "1e9"])
def test_an_amount_nobody_is_paid_is_refused_and_the_bounds_are_said(amount: str) -> None:
    refused = form(Kind.FEN, amount)

    assert not refused.is_valid()
    assert "10,000,000.00" in refused.errors["answer"][0]


@pytest.mark.parametrize(
    ("amount", "fen"), [("0", "0"), ("１１０．５", "11050"), ("10,000,000.00", "1000000000")]
)
def test_an_amount_within_the_bounds_is_kept_in_fen(amount: str, fen: str) -> None:
    given = form(Kind.FEN, amount)

    assert given.is_valid(), given.errors
    assert given.value == fen


@pytest.mark.parametrize(
    ("kind", "answer", "kept"),
    [
        (Kind.DIVISION, "４３０８１１", "430811"),
        (Kind.DATE, "２０３０－１２－３１", "2030-12-31"),
        (Kind.MONTH, "２０２６－０６", "2026-06"),
        (Kind.INTEGER, "１２", "12"),
    ],
)
def test_digits_of_any_width_are_kept_as_plain_ones(kind: Kind, answer: str, kept: str) -> None:
    given = form(kind, answer)

    assert given.is_valid(), given.errors
    assert given.value == kept


@pytest.mark.parametrize("number", ["9" * 20, "1_0", "٣"])
def test_a_number_no_database_keeps_is_refused(number: str) -> None:
    assert not form(Kind.INTEGER, number).is_valid()


def test_a_day_after_the_month_asked_about_is_refused() -> None:
    late = form(Kind.DATE, "2030-12-31", since="2026-07-01")

    assert not late.is_valid()
    assert "2026" in late.errors["since"][0]
    assert form(Kind.DATE, "2030-12-31", since="2026-06-30").is_valid()


def test_the_code_of_a_place_elsewhere_may_be_typed_in_wide_digits(cast: Cast) -> None:
    field = division_field(Fact("asked", Wording("所问", "asked"), Kind.DIVISION), XIEHE[:6])

    assert cast.zhou_min.division_id == XIEHE[:6]
    assert field.clean(["elsewhere", " ５００１５６ "]) == "500156"
