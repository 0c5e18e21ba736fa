"""The plan beside what it became."""

from typing import Any

import pytest
from django.utils import timezone

from tests.people import Cast
from tests.web.conftest import SignIn
from yingbao.edges.web.plan.document import plan_of
from yingbao.edges.web.plan.wording import rule_in_words
from yingbao.law.plans.document import Kind
from yingbao.office.determination.packs import pack_of
from yingbao.values.month import Month

pytestmark = pytest.mark.usefixtures("cast")


@pytest.mark.parametrize(("account", "title"), [("zhou_min", "武陵源区"), ("ran_jing", "武隆区")])
def test_the_plan_of_the_own_county_is_shown_whole(
    sign_in: SignIn, account: str, title: str, cast: Cast
) -> None:
    page = sign_in(account).get("/plan/").content.decode()
    bound = plan_of(pack_of(getattr(cast, account).division_id, Month(2026, 6)))

    assert bound is not None
    assert title in page
    # The heads of its tables are the heads of ours.
    told = [c for c in bound.plan.clauses if c.text and c.kind is not Kind.TABLE_HEAD]
    assert [clause.id for clause in told if f'id="{clause.id}"' not in page] == []
    assert 0 < bound.coverage.bound < bound.coverage.promising


def test_a_clause_leads_to_the_programme_and_back(sign_in: SignIn) -> None:
    browser = sign_in("yang_mei")
    clause = browser.get("/plan/专栏2.2.a").content.decode()
    programme = browser.get("/programmes/nursing_subsidy").content.decode()

    assert "/programmes/nursing_subsidy" in clause
    assert "/plan/%E4%B8%93%E6%A0%8F2.2.a" in programme


def test_rates_that_are_not_sure_say_so(sign_in: SignIn) -> None:
    page = sign_in("zhou_min").get("/programmes/nursing_subsidy").content.decode()

    assert "110.00 元" in page
    assert "暂定，待核" in page
    assert "不详，待核" in page


def test_a_rule_is_said_in_words() -> None:
    pack = pack_of("430811", Month(2026, 6))

    assert rule_in_words("certificate_grade IN (1, 2)", pack) == "残疾等级 属于 (1, 2)"
    assert rule_in_words("hukou_division LIKE '430811%'", pack) == "户籍地 开头是 430811"


def test_what_the_plan_has_not_is_not_found(sign_in: SignIn) -> None:
    assert sign_in("zhou_min").get("/plan/99.99").status_code == 404
    assert sign_in("zhou_min").get("/programmes/nothing").status_code == 404


def test_a_county_whose_plan_was_not_read_is_told_whom_to_ask(sign_in: SignIn, monkeypatch: Any) -> None:
    monkeypatch.setattr("yingbao.edges.web.plan.plan_show.plan_of", lambda _: None)

    assert "请联系区系统管理员" in sign_in("zhou_min").get("/plan/").content.decode()


def test_a_month_far_ahead_does_not_become_this_month(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(
        "yingbao.edges.web.plan.programme_list.runs.get_latest_month",
        lambda **of: asked.append(of["on"]),
    )
    browser = sign_in("zhou_min")

    for address in ("/programmes/", "/programmes/nursing_subsidy"):
        assert browser.get(address).status_code == 200
    assert asked == [timezone.localdate()] * 2
