"""Deciding who is who: what is offered, what is shown, and what each district learns."""

from typing import Any

import pytest

from tests.people import FENGSHAN, WULINGYUAN, XIEHE_VILLAGE, Cast, make_person, make_source
from tests.web.conftest import SignIn
from yingbao.office.determination.models import Run
from yingbao.office.register.models import Conflict, Death, Person

pytestmark = pytest.mark.usefixtures("cast")
REASON = "看过户口本"


@pytest.fixture
def person(cast: Cast) -> Person:
    return make_person("王秀英", XIEHE_VILLAGE)


@pytest.fixture
def stranger(cast: Cast) -> Person:
    return make_person("古月胡", f"{FENGSHAN}001")


def asked(person: Person, kind: str, **detail: Any) -> Conflict:
    return Conflict.objects.create(
        kind=kind,
        source=make_source("two-allowances-payees"),
        line=3,
        person=person,
        division_code=WULINGYUAN,
        detail=detail,
    )


def test_a_new_name_is_decided_and_the_officer_told_how_the_row_comes_in(
    sign_in: SignIn, person: Person
) -> None:
    address = f"/conflicts/{asked(person, 'second_holder', name='王丽华').pk}"
    browser = sign_in("zhou_min")

    shown = browser.get(address).content.decode()
    assert "是同一人，现名为王丽华" in shown
    assert "是同一人，本名单姓名写法不同：王丽华" in shown
    answer = browser.post(address, {"decision": "renamed", "reason": REASON}, follow=True).content.decode()

    assert "请把同一份名单重新导入一次" in answer
    person.refresh_from_db()
    assert person.name == "王丽华"
    assert "曾用名、别名" in browser.get(f"/persons/{person.pk}").content.decode()


def test_both_days_of_a_death_are_shown_and_either_or_neither_is_right(
    sign_in: SignIn, person: Person
) -> None:
    Death.objects.create(person=person, died_on="2026-05-03", source=person.source)
    address = f"/conflicts/{asked(person, 'contradicting', died_on='2026-05-04').pk}"
    browser = sign_in("zhou_min")

    shown = browser.get(address).content.decode()
    for sentence in (
        "本名单的日期正确：2026年5月4日 去世",
        "已登记的日期正确：2026年5月3日",
        "本人健在：死亡信息有误，予以撤销",
    ):
        assert sentence in shown
    assert "是两个人" not in shown
    browser.post(address, {"decision": "revoked", "reason": REASON})

    assert not Death.objects.filter(ended_by=None).exists()


def test_a_decision_is_determined_without_being_asked_for(
    sign_in: SignIn, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    wished = []
    monkeypatch.setattr(
        "yingbao.edges.web.rosters.decisions.ask_for_news", lambda **who: wished.append(who["by"])
    )
    address = f"/conflicts/{asked(person, 'second_holder', name='王丽华').pk}"

    sign_in("zhou_min").post(address, {"decision": "also_called", "reason": REASON})

    assert wished == ["zhou_min"]
    assert not Run.objects.exists()


def test_both_districts_see_what_was_said_and_neither_sees_the_other_file(
    sign_in: SignIn, person: Person, stranger: Person
) -> None:
    conflict = asked(stranger, "second_holder", name="胡月古")
    here, there = sign_in("zhou_min"), sign_in("ran_jing")

    shown = here.get(f"/conflicts/{conflict.pk}").content.decode()
    assert "是同一人：请登记此人的区县处理" in shown
    assert "现名为" not in shown
    wish = {"decision": "same_person", "reason": REASON}
    assert (
        "已请登记此人的区县处理" in here.post(f"/conflicts/{conflict.pk}", wish, follow=True).content.decode()
    )

    question = Conflict.objects.get(asked_by=conflict)
    shown = there.get(f"/conflicts/{question.pk}").content.decode()
    assert "武陵源区认为其名单上的人就是本区登记的这个人" in shown
    assert "胡月古" in shown
    assert "第 3 行" not in shown, "the line is in a file of another district"
    assert "已请武隆区核实：尚未处理" in here.get(f"/conflicts/{conflict.pk}").content.decode()
    there.post(f"/conflicts/{question.pk}", {"decision": "kept_apart", "reason": REASON})

    decided = here.get(f"/conflicts/{conflict.pk}").content.decode()
    assert "已请武隆区核实：两个人" in decided
    assert "ran_jing" not in decided
    for page in ("/conflicts/?show=decided", f"/conflicts/{conflict.pk}"):
        assert stranger.name not in here.get(page).content.decode(), page
    assert here.get(f"/persons/{stranger.pk}").status_code == 404
    assert "本区县认为是同一人" in here.get("/conflicts/?show=decided").content.decode()


def test_what_is_not_offered_cannot_be_decided(sign_in: SignIn, stranger: Person) -> None:
    address = f"/conflicts/{asked(stranger, 'second_holder', name='胡月古').pk}"

    for decision in ("renamed", "also_called", "adopted", "revoked", f"merged:{stranger.pk}"):
        page = sign_in("zhou_min").post(address, {"decision": decision, "reason": REASON}).content.decode()
        assert "有内容需要更正" in page, decision
    assert Conflict.objects.get().state == "open"
