"""A department decides the cases of its turn with the name in them, and sees nothing of the register."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from tests.office.casework.desk import MONDAY, accepted, day, entitled, handed_in, open_offices
from tests.office.determination.register_of import cover, holder
from tests.people import PASSWORD, WULINGYUAN, WULONG, Cast
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.access.sight import seeing
from yingbao.office.casework.actions.accepting import accept, note_papers
from yingbao.office.casework.actions.acting import NotYourTurn, locked
from yingbao.office.casework.actions.checking import pass_on
from yingbao.office.casework.actions.deciding import approve
from yingbao.office.casework.choices import CaseState
from yingbao.office.casework.models import Award, Case, CaseAct
from yingbao.office.register.models import Person

pytestmark = pytest.mark.django_db
CONCESSION = "devices_and_guide_dogs_in_public"  # led by the transport bureau; one concession, no money
Sit = Callable[..., Officer]


@pytest.fixture
def sit(cast: Cast) -> Sit:
    """Give a department an officer."""
    open_offices()

    def give(unit: str, account: str = "he_ping", county: str = WULINGYUAN) -> Officer:
        return Officer.objects.create_user(
            account, password=PASSWORD, name="何平", own_role=Role.LEAD_UNIT, own_unit=unit,
            own_division_id=county,
        )  # fmt: skip

    return give


def at_desk(officer: Officer) -> Client:
    browser = Client()
    browser.force_login(officer)
    return browser


def at_department(cast: Cast, person: Person) -> Case:
    """An application the township has accepted and checked; the bureau that leads decides."""
    case = handed_in(cast, person, programme=CONCESSION)
    papers = [paper.number for paper in case.papers.all()]
    note_papers(case=case, brought=papers, not_needed={}, on=MONDAY, by=cast.wu_gang)
    case = accept(case=case, by=cast.wu_gang, **day(0))
    return pass_on(case=case, agrees=True, words="", by=cast.wu_gang, **day(1))


def blind(name: str = "王秀兰") -> Person:
    """Someone the concession is for."""
    cover()
    return holder(name, kind=1, grade=1)


def test_it_opens_the_case_of_its_turn_and_not_its_person(cast: Cast, sit: Sit) -> None:
    case, browser = accepted(cast, entitled()), at_desk(sit("health"))

    assert browser.get(f"/cases/{case.pk}").status_code == 404
    Case.objects.filter(pk=case.pk).update(turn="health")
    answer = browser.get(f"/cases/{case.pk}")
    assert answer.status_code == 200
    assert "王秀兰" in answer.content.decode()
    assert f"/persons/{case.person_id}" not in answer.content.decode()
    assert browser.get(f"/persons/{case.person_id}").status_code == 403


def test_its_casework_is_in_sight_and_the_register_is_not(cast: Cast, sit: Sit) -> None:
    case = accepted(cast, entitled())

    with seeing(sit("health")):
        assert CaseAct.objects.filter(case=case).exists()
        assert locked(case).person.name == "王秀兰"
        assert not Person.objects.exists()
    with seeing(cast.tian_fang):
        assert not Case.objects.exists()
        assert not CaseAct.objects.exists()
    with seeing(cast.guan_li):
        assert not Case.objects.exists()


def test_the_department_the_step_names_grants(cast: Cast, sit: Sit) -> None:
    case, browser = at_department(cast, blind()), at_desk(sit("transport"))
    page = browser.get(f"/cases/{case.pk}").content.decode()
    assert f"/cases/{case.pk}/decide/approve" in page
    assert "政策规则对" in page
    assert "重度残疾人护理补贴" not in page  # of the person it hears no more than its own programme

    answer = browser.post(f"/cases/{case.pk}/decide/approve", {"on": "2026-06-03"})

    assert answer.status_code == 302, answer.content.decode()[-3000:]
    award = Award.objects.get(case=case)
    assert (award.person_id, award.decided_by, award.amount_fen) == (case.person_id, "he_ping", None)
    assert award.grounds["outcome"] == "yes"
    assert browser.get(f"/cases/{case.pk}").status_code == 200
    assert browser.get(f"/awards/{award.pk}").status_code == 200


def test_it_refuses_with_reasons(cast: Cast, sit: Sit) -> None:
    case, browser = at_department(cast, blind()), at_desk(sit("transport"))

    answer = browser.post(f"/cases/{case.pk}/decide/refuse", {"on": "2026-06-03", "words": "证件已注销。"})

    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.REFUSED
    assert case.letters.filter(kind="refusal").exists()


def test_it_is_told_why_the_rules_say_no(cast: Cast, sit: Sit) -> None:
    cover()
    case = at_department(cast, holder("李四", kind=1, grade=1, expires_on=date(2026, 5, 31)))

    answer = at_desk(sit("transport")).post(f"/cases/{case.pk}/decide/approve", {"on": "2026-06-03"})

    assert "政策规则在这个月不给予" in answer.content.decode()
    assert not Award.objects.exists()


def test_nobody_else_decides_it(cast: Cast, sit: Sit) -> None:
    case = at_department(cast, blind())
    address, given = f"/cases/{case.pk}/decide/approve", {"on": "2026-06-03"}

    for colleague in (cast.zhou_min, cast.xiang_dong):
        assert "不由您办理" in at_desk(colleague).post(address, given).content.decode()
    for stranger in (sit("health", "he_xia"), sit("transport", "chen_mo", WULONG)):
        assert at_desk(stranger).post(address, given).status_code == 404
    case.refresh_from_db()
    assert (case.turn, case.state) == ("transport", CaseState.OPEN)


def test_its_turn_over_it_hears_no_answer_any_more(cast: Cast, sit: Sit) -> None:
    officer = sit("transport")
    case = approve(case=at_department(cast, blind()), by=officer, **day(2))

    assert "政策规则对" not in at_desk(officer).get(f"/cases/{case.pk}").content.decode()
    with pytest.raises(NotYourTurn):
        approve(case=case, by=officer, **day(3))


def test_who_prepared_it_in_the_department_does_not_decide_it(cast: Cast, sit: Sit) -> None:
    officer, colleague = sit("education"), sit("education", "liu_yan")
    case = handed_in(cast, entitled(), programme="boarding_allowance")
    browser = at_desk(officer)
    given = {"on": "2026-06-01", "brought": [str(paper.number) for paper in case.papers.all()]}
    assert browser.post(f"/cases/{case.pk}/bring-papers", given).status_code == 302
    assert browser.post(f"/cases/{case.pk}/accept", {"on": "2026-06-01"}).status_code == 302
    assert browser.post(f"/cases/{case.pk}/pass-on", {"on": "2026-06-02", "agrees": "yes"}).status_code == 302

    refusing = (f"/cases/{case.pk}/decide/refuse", {"on": "2026-06-03", "words": "不是在校学生。"})
    assert "由另一人决定" in browser.post(*refusing).content.decode()
    assert at_desk(colleague).post(*refusing).status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.REFUSED
