"""Taking a wrong day of death back on screen: who is led to it, what it asks, what follows."""

from datetime import date

import pytest

from tests.office.determination.register_of import cover, died, holder, on
from tests.people import NOON, WULINGYUAN, Cast
from tests.web.conftest import SignIn
from yingbao.office.audit.models import Act
from yingbao.office.determination.actions import determine
from yingbao.office.determination.actions.running import carry_out
from yingbao.office.determination.models import Finding, Run
from yingbao.office.register.models import Death, Person
from yingbao.values.month import Month

JUNE = Month(2026, 6)
ANSWER = {"died_on": "2026-03-05", "reason": "入户见到本人", "document": "派出所证明〔2026〕12号"}


@pytest.fixture
def person(cast: Cast) -> Person:
    """Someone on Dibao whom a list tells dead since March."""
    person = holder("卯金刀", grade=1)
    on(person, "dibao", 40000)
    died(person, date(2026, 3, 5))
    cover(month=date(2026, 1, 1))
    return person


def address(person: Person) -> str:
    return f"/persons/{person.pk}/death"


def test_the_person_is_determined_again_as_living(sign_in: SignIn, person: Person) -> None:
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="yingbao work")
    missed = Finding.objects.filter(person=person, list="missed", run_to=None)
    assert not missed.exists()
    browser = sign_in("zhou_min")

    answer = browser.post(address(person), ANSWER, follow=True).content.decode()

    assert "已撤销死亡日期" in answer
    assert "死亡日期</dt>" not in answer
    run = Run.objects.get(state="asked")
    assert (run.county, run.scope, run.by) == (WULINGYUAN, "touched", "zhou_min")
    carry_out(run=run, at=NOON)
    assert missed.exists()


def test_the_page_says_which_day_is_known_from_which_list(sign_in: SignIn, person: Person) -> None:
    browser = sign_in("zhou_min")

    assert address(person) in browser.get(f"/persons/{person.pk}").content.decode()
    page = browser.get(address(person)).content.decode()

    assert "2026年3月5日" in page
    assert "死亡人员名单 2026年6月" in page
    assert Act.objects.filter(verb="register.person.viewed", subject=f"person:{person.pk}").count() == 2


@pytest.mark.parametrize(("left", "told"), [
    ({"reason": ""}, "请说明如何得知"), ({"document": ""}, "请写明所依据的文件或文书"),
    ({"died_on": "2026-03-06"}, "死亡日期已被修改"), ({"died_on": ""}, "死亡日期已被修改"),
])  # fmt: skip
def test_what_is_missing_or_was_changed_meanwhile_is_told(
    sign_in: SignIn, person: Person, left: dict[str, str], told: str
) -> None:
    answer = sign_in("zhou_min").post(address(person), ANSWER | left)

    assert told in answer.content.decode()
    assert Death.objects.get().ended_by is None
    assert not Run.objects.exists()


@pytest.mark.parametrize(("account", "status"), [
    ("shen_ji", 403), ("guan_li", 403), ("yang_mei", 403), ("ran_jing", 404),
])  # fmt: skip
def test_others_neither_find_nor_use_it(sign_in: SignIn, person: Person, account: str, status: int) -> None:
    browser = sign_in(account)

    assert browser.get(address(person)).status_code == status
    assert browser.post(address(person), ANSWER).status_code == status
    assert address(person) not in browser.get(f"/persons/{person.pk}").content.decode()
    assert Death.objects.get().ended_by is None


def test_of_the_living_nothing_is_taken_back(sign_in: SignIn, person: Person) -> None:
    Death.objects.all().delete()
    browser = sign_in("zhou_min")

    assert browser.get(address(person)).status_code == 404
    assert address(person) not in browser.get(f"/persons/{person.pk}").content.decode()
