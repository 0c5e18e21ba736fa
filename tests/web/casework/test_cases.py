"""A case on screen: taken, handed from desk to desk, decided; each desk sees its own turn and nothing else."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.office.casework.desk import accepted, entitled, handed_in, open_offices, reviewed
from tests.office.determination.register_of import cover, holder
from tests.people import Cast
from tests.web.conftest import SignIn
from yingbao.edges.web.casework.words import time_look
from yingbao.office.casework.choices import CaseState
from yingbao.office.casework.models import Award, Case, PublicNotice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _offices(cast: Cast) -> None:
    open_offices()


def do(browser: Client, case: Case, verb: str, **given: Any) -> Case:
    """Send the form of an act on Monday 1 June or the day given, and return the case."""
    room = "decide/" if verb in {"approve", "refuse"} else ""
    answer = browser.post(f"/cases/{case.pk}/{room}{verb}", {"on": "2026-06-01", **given})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    case.refresh_from_db()
    return case


def test_a_case_goes_from_desk_to_desk_on_screen(sign_in: SignIn) -> None:
    person = entitled()
    township, federation, affairs = sign_in("wu_gang"), sign_in("zhou_min"), sign_in("xiang_dong")
    form = {"programme": "nursing_subsidy", "aim": "grant", "origin": "person", "on": "2026-06-01"}
    assert township.post(f"/persons/{person.pk}/apply", form).status_code == 302
    case = Case.objects.get()

    do(township, case, "bring-papers", brought=["1", "2", "3"], not_needed_4="本人申请")
    do(township, case, "accept")
    do(township, case, "pass-on", agrees="yes", on="2026-06-02")
    do(federation, case, "pass-on", agrees="yes", words="证件有效", on="2026-06-03")
    do(affairs, case, "approve", on="2026-06-04")
    do(township, case, "publish", telephone="0744-5550000", on="2026-06-05")
    assert case.state == CaseState.ON_NOTICE
    assert PublicNotice.objects.get().lines.get().masked_name == "王*兰"
    page = township.get(f"/cases/{case.pk}").content.decode()
    assert "2026年6月12日" in page


def test_each_desk_sees_its_own_turn(cast: Cast, sign_in: SignIn) -> None:
    case = accepted(cast, entitled())
    seen = {
        name: case.number in sign_in(name).get("/cases/").content.decode() for name in ("wu_gang", "zhou_min")
    }
    assert seen == {"wu_gang": True, "zhou_min": False}
    assert case.number in sign_in("zhou_min").get("/cases/?which=open").content.decode()


def test_a_case_of_another_division_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    case = accepted(cast, entitled())
    for other in ("tian_fang", "ran_jing"):
        browser = sign_in(other)
        assert browser.get(f"/cases/{case.pk}").status_code == 404
        assert (
            browser.post(f"/cases/{case.pk}/pass-on", {"agrees": "yes", "on": "2026-06-02"}).status_code
            == 404
        )
        assert case.number not in browser.get("/cases/?which=open").content.decode()


def test_only_what_can_be_done_is_offered(cast: Cast, sign_in: SignIn) -> None:
    case = accepted(cast, entitled())
    assert f"/cases/{case.pk}/pass-on" in sign_in("wu_gang").get(f"/cases/{case.pk}").content.decode()
    offered = sign_in("zhou_min").get(f"/cases/{case.pk}").content.decode()
    assert f"/cases/{case.pk}/pass-on" not in offered
    assert f"/cases/{case.pk}/withdraw" in offered  # at any counter


def test_why_it_cannot_be_granted_is_said(cast: Cast, sign_in: SignIn) -> None:
    cover()
    case = reviewed(cast, holder("李四", grade=4))
    answer = sign_in("xiang_dong").post(f"/cases/{case.pk}/decide/approve", {"on": "2026-06-04"})
    assert "政策规则在这个月不给予" in answer.content.decode()
    assert not Award.objects.exists()


def test_a_double_click_opens_one_case(cast: Cast, sign_in: SignIn) -> None:
    person, browser = entitled(), sign_in("wu_gang")
    form = {"programme": "nursing_subsidy", "aim": "grant", "origin": "person", "on": "2026-06-01"}
    answers = [browser.post(f"/persons/{person.pk}/apply", form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Case.objects.count() == 1


def test_a_second_click_on_an_act_is_told(cast: Cast, sign_in: SignIn) -> None:
    case, browser = accepted(cast, entitled()), sign_in("wu_gang")
    do(browser, case, "pass-on", agrees="yes")
    answer = browser.post(f"/cases/{case.pk}/pass-on", {"agrees": "yes", "on": "2026-06-01"})
    assert answer.status_code == 200
    assert "不由您办理" in answer.content.decode()
    assert case.acts.filter(kind="passed").count() == 1


def test_a_day_to_come_is_refused(cast: Cast, sign_in: SignIn) -> None:
    case = handed_in(cast, entitled())
    answer = sign_in("wu_gang").post(f"/cases/{case.pk}/withdraw", {"words": "撤回", "on": "2096-01-01"})
    assert answer.status_code == 200
    assert "还没有到" in answer.content.decode()


def test_the_first_button_is_what_brings_the_case_on(cast: Cast, sign_in: SignIn) -> None:
    """The decision before sending back; the papers before acceptance; never taking back."""
    decided = sign_in("xiang_dong").get(f"/cases/{reviewed(cast, entitled()).pk}").content.decode()
    assert decided.index("decide/approve") < decided.index("decide/refuse") < decided.index("send-back")

    case, township = handed_in(cast, entitled("李明")), sign_in("wu_gang")
    before = township.get(f"/cases/{case.pk}").content.decode()
    do(township, case, "bring-papers", brought=["1", "2", "3"], not_needed_4="本人申请")
    after = township.get(f"/cases/{case.pk}").content.decode()
    assert before.index("/bring-papers") < before.index("/accept")
    assert f'href="/cases/{case.pk}/accept">受理' in after
    assert "/bring-papers" not in after or after.index("/accept") < after.index("/bring-papers")


def test_a_case_refused_says_no_later_step_was_done(cast: Cast, sign_in: SignIn) -> None:
    case = reviewed(cast, entitled())
    do(sign_in("xiang_dong"), case, "refuse", words="不符合条件", on="2026-06-04")

    page = sign_in("wu_gang").get(f"/cases/{case.pk}").content.decode()

    looks = re.findall(r"yb-course__step yb-course__step--(\w+)", page)
    assert looks == ["done", "done", "done", "done", "ahead", "ahead"]
    assert "不予给予" in page
    assert "退回" not in page


def test_every_missing_paper_is_shown_before_it_is_told(cast: Cast, sign_in: SignIn) -> None:
    case = handed_in(cast, entitled())
    page = sign_in("wu_gang").get(f"/cases/{case.pk}/ask-papers").content.decode()
    assert [paper.name_zh in page for paper in case.papers.all()] == [True] * 4


def test_cases_are_found_by_name_or_number_and_no_number_of_a_person_stays_in_an_address(
    cast: Cast, sign_in: SignIn
) -> None:
    case, browser = accepted(cast, entitled()), sign_in("wu_gang")
    for sought in ("王秀", case.number, case.number[-6:], case.number[-2:], f" {case.number} "):
        assert f'"/cases/{case.pk}"' in browser.get("/cases/", {"name": sought}).content.decode(), sought
    for sought in ("李", "999999"):
        assert f'"/cases/{case.pk}"' not in browser.get("/cases/", {"name": sought}).content.decode()
    for room in ("/cases/", "/awards/"):
        answer = browser.get(room, {"name": "43081119900101123X"})
        assert (answer.status_code, answer.headers["Location"]) == (302, room)
        assert "证件号码请到“人员”里查找" in browser.get(room).content.decode()


def test_the_nearer_the_last_day_the_louder_it_is_said() -> None:
    assert [time_look(days) for days in (-1, 0, 3, 4)] == ["yb-late", "yb-soon", "yb-soon", "yb-hint"]


def test_papers_are_not_noted_where_none_was_ticked(cast: Cast, sign_in: SignIn) -> None:
    case = handed_in(cast, entitled())
    answer = sign_in("wu_gang").post(f"/cases/{case.pk}/bring-papers", {"on": "2026-06-01"})
    assert answer.status_code == 200
    assert "请勾选已经带来的材料，或者写明为什么不需要" in answer.content.decode()


def test_whoever_decides_sees_what_the_rules_say_and_how_much_it_is(cast: Cast, sign_in: SignIn) -> None:
    case, affairs = reviewed(cast, entitled()), sign_in("xiang_dong")
    for page in (f"/cases/{case.pk}", f"/cases/{case.pk}/decide/approve", f"/cases/{case.pk}/decide/refuse"):
        assert "政策规则对2026年6月的结论" in (said := affairs.get(page).content.decode())
        assert re.search(r"每月\s*[0-9,]+\.[0-9]{2} 元", said), page
