"""A day of death nobody contradicts is taken back: who may, what stays readable, what lists do afterwards."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.office.register.test_decisions import FIRST, bring, death_list, known_deaths
from tests.people import NOON, XIEHE_VILLAGE, Cast, make_person
from tests.rosters import number
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.models import Act
from yingbao.office.register.actions import deaths
from yingbao.office.register.actions.answers import PersonNotVisible
from yingbao.office.register.actions.conflicts import NoReason
from yingbao.office.register.models import Conflict, Death, Person, Source
from yingbao.office.register.queries.person_file import get_person_file, list_history
from yingbao.values.resident_id import ResidentId

pytestmark = pytest.mark.django_db
REASON = "入户见到本人"
DOCUMENT = "协合派出所证明〔2026〕12号"


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Path) -> None:
    settings.UPLOAD_DIR = tmp_path / "uploads"


@pytest.fixture
def person(cast: Cast, tmp_path: Path) -> Person:
    """Someone of 武陵源区 whom one list tells dead."""
    person = make_person("王秀英", XIEHE_VILLAGE, number=ResidentId(number(1)))
    bring(death_list(tmp_path, FIRST), cast.zhou_min, "deaths")
    return person


def told(person: Person, by: Officer, **other: Any) -> dict[str, Any]:
    day = date.fromisoformat(FIRST)
    return {
        "person": person, "died_on": day, "reason": REASON, "document": DOCUMENT, "at": NOON, "by": by,
    } | other  # fmt: skip


def test_the_day_is_ended_by_an_entry_and_was_known_before_it(cast: Cast, person: Person) -> None:
    before = Source.objects.latest("id")

    ended = deaths.take_back_death(**told(person, cast.zhou_min))

    entry = ended.ended_by
    assert entry is not None
    assert (entry.kind, entry.received_by) == (Source.OFFICER_ENTRY, "zhou_min")
    assert entry.division_code == XIEHE_VILLAGE
    assert get_person_file(cast.zhou_min, person).deaths == []
    assert [each.row for each in get_person_file(cast.zhou_min, person, horizon=before.pk).deaths] == [ended]
    assert [each.ended_by for each in list_history(person, "deaths")] == [entry]


def test_the_act_is_written_with_its_reason_and_document(cast: Cast, person: Person) -> None:
    ended = deaths.take_back_death(**told(person, cast.zhou_min, reason=f" {REASON} "))

    act = Act.objects.get(verb="register.death.taken_back")
    assert (act.by, act.subject, act.reason) == ("zhou_min", f"person:{person.pk}", REASON)
    assert act.detail == {"death": ended.pk, "document": DOCUMENT, "source": ended.ended_by_id}


def test_the_same_list_enters_the_day_no_more_and_a_later_death_is_believed(
    cast: Cast, person: Person, tmp_path: Path
) -> None:
    deaths.take_back_death(**told(person, cast.zhou_min))

    bring(death_list(tmp_path, FIRST, "王秀英"), cast.zhou_min, "deaths", month=7)
    assert (known_deaths(), Conflict.objects.count()) == ([], 0)

    bring(death_list(tmp_path, "2026-07-02"), cast.zhou_min, "deaths", month=7)
    assert known_deaths() == ["2026-07-02"]


@pytest.mark.parametrize(("account", "refusal"), [
    ("ran_jing", PersonNotVisible), ("tian_fang", PersonNotVisible),
    ("yang_mei", NotPermitted), ("shen_ji", NotPermitted), ("guan_li", NotPermitted),
])  # fmt: skip
def test_only_who_decides_conflicts_where_the_person_is_known_takes_it_back(
    cast: Cast, person: Person, account: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        deaths.take_back_death(**told(person, getattr(cast, account)))

    assert known_deaths() == [FIRST]
    assert not Act.objects.filter(verb="register.death.taken_back").exists()


@pytest.mark.parametrize(("other", "refusal"), [
    ({"reason": " "}, NoReason), ({"document": " "}, deaths.NoDocument),
    ({"died_on": date(2026, 5, 4)}, deaths.OtherDeath),
])  # fmt: skip
def test_without_reason_or_document_or_for_another_day_nothing_changes(
    cast: Cast, person: Person, other: dict[str, Any], refusal: type[Exception]
) -> None:
    entries = Source.objects.count()

    with pytest.raises(refusal):
        deaths.take_back_death(**told(person, cast.zhou_min, **other))

    assert (known_deaths(), Source.objects.count()) == ([FIRST], entries)


def test_nobody_takes_the_same_day_back_twice(cast: Cast, person: Person) -> None:
    first = deaths.take_back_death(**told(person, cast.zhou_min))

    with pytest.raises(deaths.OtherDeath):
        deaths.take_back_death(**told(person, cast.zhou_min))

    assert Death.objects.get().ended_by == first.ended_by
