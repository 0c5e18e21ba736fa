"""A post that reads a county and acts in one township of it: what it tries elsewhere is refused in words."""

import pytest
from django.utils import timezone

from tests.people import NOON, Cast
from tests.web.canaries import Canary, make_canaries
from tests.web.rows import Row, reads_more_than_it_acts_in
from yingbao.office.casework.models import ReviewRound
from yingbao.office.register.models import Conflict, Source, StatedFact
from yingbao.office.scenarios.models import Scenario

NOT_HERE = "本人不在您负责的区域内"


@pytest.fixture
def elsewhere(cast: Cast) -> Canary:
    """Someone of the sister township."""
    return make_canaries()[1]


@pytest.fixture
def reader(elsewhere: Canary) -> Row:
    """Who reads the whole county and acts in the other township."""
    return reads_more_than_it_acts_in()


def said(reader: Row, address: str, given: dict[str, str]) -> str:
    """Return what is told after a form was filled in."""
    return str(reader.browser.post(address, given, follow=True).content.decode())


def test_an_answer_about_someone_elsewhere_is_refused(reader: Row, elsewhere: Canary) -> None:
    given = {"answer": "2030-12-31", "since": "2026-06-01", "reason": "电话核实"}

    assert any(NOT_HERE in said(reader, f"/questions/{each}", given) for each in elsewhere.findings)
    assert not StatedFact.objects.exists()


def test_a_question_of_elsewhere_is_not_decided(reader: Row, elsewhere: Canary) -> None:
    given = {"decision": "kept_apart", "reason": "看了证件"}

    assert NOT_HERE in said(reader, f"/conflicts/{elsewhere.conflict.pk}", given)
    assert Conflict.objects.get(pk=elsewhere.conflict.pk).state == elsewhere.conflict.state


@pytest.mark.parametrize("act", ["confirm", "cancel", "empty"])
def test_a_roster_of_the_county_is_not_decided(reader: Row, elsewhere: Canary, act: str) -> None:
    page = said(reader, f"/rosters/{elsewhere.source.pk}/{act}", {"scheme": "single_dibao"})

    assert "这份名单所涉区域不在您的办理范围内" in page
    assert Source.objects.get(pk=elsewhere.source.pk).state == elsewhere.source.state


def test_no_round_of_the_whole_county_is_drawn(reader: Row) -> None:
    rounds = ReviewRound.objects.count()
    given = {"programme": "living_allowance", "kind": "yearly", "due_on": str(timezone.localdate())}

    assert "您的岗位没有这项权限" in said(reader, "/reviews/new", given)
    assert ReviewRound.objects.count() == rounds


def test_a_scenario_of_elsewhere_stays_on_the_list(reader: Row, elsewhere: Canary) -> None:
    said(reader, f"/scenarios/{elsewhere.scenario}/end", {})

    assert Scenario.objects.get(pk=elsewhere.scenario).ended_at is None


def test_a_scenario_is_kept_where_one_acts(reader: Row) -> None:
    tried = "month=2026-06&reform=living-for-low-income"
    reader.browser.post(f"/scenarios/save?{tried}", {"title": "试算", "note": ""})

    assert Scenario.objects.get(name="试算", at__gt=NOON).division == reader.acts_in
