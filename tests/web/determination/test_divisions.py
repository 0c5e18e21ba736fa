"""Where someone is registered is chosen from the townships of the county, or written for elsewhere."""

import pytest
from django.test import Client

from tests.people import Cast
from tests.web.canaries import make_canaries
from tests.web.conftest import SignIn
from yingbao.office.determination.models import Finding
from yingbao.office.register.models import StatedFact


@pytest.fixture
def asked(cast: Cast, sign_in: SignIn) -> tuple[Client, str]:
    """Someone whose place of registration is not known, asked for."""
    finding = Finding.objects.get(pk=make_canaries()[1].findings[0])
    Finding.objects.filter(pk=finding.pk).update(params={"fact": "hukou_division"})
    return sign_in("wu_gang"), f"/questions/{finding.pk}"


def given(place: str, code: str = "") -> dict[str, str]:
    return {"answer_0": place, "answer_1": code, "since": "2026-06-01", "reason": "看过户口簿"}


def test_the_townships_of_the_county_are_there_to_choose(asked: tuple[Client, str]) -> None:
    page = asked[0].get(asked[1]).content.decode()

    assert '<select name="answer_0"' in page
    assert "协合乡</option>" in page
    assert "凤山街道" not in page
    assert 'for="id_answer_0"' in page


@pytest.mark.parametrize(
    ("place", "code", "kept"),
    [("430811201", "", "430811201"), ("", "430802", "430802"), ("elsewhere", "430802", "430802")],
)
def test_the_place_chosen_or_written_goes_into_the_file(
    asked: tuple[Client, str], place: str, code: str, kept: str
) -> None:
    asked[0].post(asked[1], given(place, code))

    assert [stated.value for stated in StatedFact.objects.all()] == [kept]


@pytest.mark.parametrize(
    ("place", "code"),
    [("", ""), ("elsewhere", ""), ("elsewhere", "永定区"), ("500156001", ""), ("430811201", "430802")],
)
def test_a_place_without_a_code_is_no_answer(asked: tuple[Client, str], place: str, code: str) -> None:
    answer = asked[0].post(asked[1], given(place, code))

    assert "有内容需要更正" in answer.content.decode()
    assert not StatedFact.objects.exists()
