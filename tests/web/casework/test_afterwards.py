"""Rounds, plans and certificates on screen: written once, seen in the own division only."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.office.casework.desk import open_offices
from tests.office.determination.register_of import cover, holder, on
from tests.people import Cast
from tests.web.conftest import SignIn
from yingbao.office.casework.models import Case, CertificateReminder, Letter, ReviewItem, SupportPlan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _offices(cast: Cast) -> None:
    open_offices()


def test_a_round_is_drawn_looked_through_and_followed_by_a_case(cast: Cast, sign_in: SignIn) -> None:
    cover()
    on(holder("王秀兰"), "nursing_subsidy", 11000)
    affairs, village, township = sign_in("xiang_dong"), sign_in("yang_mei"), sign_in("wu_gang")
    form = {"programme": "nursing_subsidy", "kind": "yearly", "due_on": "2096-12-31"}
    assert affairs.post("/reviews/new", form).status_code == 302
    assert affairs.post("/reviews/new", form).status_code == 200, "everyone is drawn once a year"
    item = ReviewItem.objects.get()
    assert "王秀兰" in village.get(f"/reviews/{item.round_id}").content.decode()
    page = f"/reviews/items/{item.pk}"
    assert village.post(page, {"result": "changed"}).status_code == 200
    for _ in range(2):
        village.post(page, {"result": "changed", "found": "已搬走"})
    item.refresh_from_db()
    assert (item.result, item.found, item.by) == ("changed", "已搬走", "yang_mei")
    for _ in range(2):
        assert township.post(f"{page}/case", {"aim": "end"}).status_code == 302
    assert Case.objects.get().aim == "end"
    assert "1 / 1" in township.get("/reviews/").content.decode()
    for other in ("tian_fang", "ran_jing"):
        assert sign_in(other).get(page).status_code == 404
        assert sign_in(other).get(f"/reviews/{item.round_id}").status_code == 404


def test_a_plan_is_written_and_the_next_one_begins_with_its_words(cast: Cast, sign_in: SignIn) -> None:
    person, browser = holder("王秀兰"), sign_in("yang_mei")
    page = f"/persons/{person.pk}/plan"
    given = {"needs": "独居", "goals": "能出门", "agreed_with": "本人", "review_on": "2096-01-01"}
    answer = browser.post(f"{page}/new", {**given, "services": "上门护理；村医"})
    assert answer.status_code == 200
    assert not SupportPlan.objects.exists()
    assert browser.post(f"{page}/new", {**given, "services": "上门护理；村医；每月一次"}).status_code == 302
    assert "每月一次" in browser.get(page).content.decode()
    assert "上门护理；村医；每月一次" in browser.get(f"{page}/new").content.decode()
    assert sign_in("tian_fang").get(page).status_code == 404
    assert sign_in("xiang_dong").get(f"{page}/new").status_code == 403


def test_a_plan_promises_what_the_rules_owe(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 6, 15))
    cover()
    person, browser = holder("王秀兰"), sign_in("wu_gang")
    page = f"/persons/{person.pk}/plan"
    offered = browser.get(f"{page}/new").content.decode()
    assert 'value="nursing_subsidy"' in offered
    assert 'value="living_allowance"' not in offered, "who is on no Dibao is not owed it"

    given = {"needs": "独居", "goals": "能出门", "agreed_with": "本人", "review_on": "2096-01-01"}
    given |= {"services": "上门护理；村医；每月一次"}
    for programmes in (["living_allowance"], ["no_such_programme"]):
        assert browser.post(f"{page}/new", {**given, "programmes": programmes}).status_code == 200
    assert not SupportPlan.objects.exists()
    assert browser.post(f"{page}/new", {**given, "programmes": ["nursing_subsidy"]}).status_code == 302
    owed, free = SupportPlan.objects.get().services.order_by("number")
    assert (owed.programme, owed.who, owed.how_often) == ("nursing_subsidy", "区民政局", "每月")
    assert (free.programme, free.what) == ("", "上门护理")
    assert 'href="/programmes/nursing_subsidy"' in browser.get(page).content.decode()

    # What was promised stays to be ticked when the rules owe it no more.
    person.certificate_set.update(expires_on=date(2026, 5, 1))
    again = browser.get(f"{page}/new").content.decode()
    assert re.search(r'value="nursing_subsidy"[^>]*checked', again)


def test_who_was_told_is_told_once(cast: Cast, sign_in: SignIn) -> None:
    soon = timezone.localdate() + timedelta(days=30)
    person = holder("王秀兰", expires_on=soon)
    holder("李四", expires_on=date(2020, 1, 1))
    browser = sign_in("wu_gang")
    page = browser.get("/certificates/").content.decode()
    assert "王秀兰" in page
    assert "李四" not in page
    assert "李四" in browser.get("/certificates/?life=expired").content.decode()
    certificate = person.certificate_set.get().pk
    for _ in range(2):
        assert browser.post(f"/certificates/{certificate}/tell", {"how": "电话"}).status_code == 302
    assert CertificateReminder.objects.get().how == "电话"
    assert Letter.objects.count() == 1
    assert sign_in("tian_fang").post(f"/certificates/{certificate}/tell").status_code == 404
    assert "王秀兰" not in sign_in("tian_fang").get("/certificates/").content.decode()
