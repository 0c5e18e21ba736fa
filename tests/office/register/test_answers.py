from datetime import date

import pytest

from tests.people import NOON, make_person
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.queries import list_acts
from yingbao.office.register.actions.answers import Answer, EmptyAnswer, PersonNotVisible, state_fact
from yingbao.office.register.models import Source, StatedFact
from yingbao.office.register.queries.recorded_time import get_horizon, known_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang(cast):
    return make_person("王秀兰")


def state(person, by, value="true", **more):
    answer = Answer("needs_long_term_care", value, **more)
    return state_fact(person=person, answer=answer, reason="visited", at=NOON, by=by)


def days_known(person) -> list[tuple[str, date | None, date | None]]:
    known = StatedFact.objects.filter(person=person, ended_by__isnull=True)
    return sorted(
        ((row.value, row.valid_from, row.valid_to) for row in known), key=lambda row: row[1] or date.min
    )


def test_an_answer_is_a_fact_with_its_own_source(cast, wang) -> None:
    stated = state(wang, cast.yang_mei)

    assert (stated.fact, stated.value, stated.person) == ("needs_long_term_care", "true", wang)
    assert (stated.source.kind, stated.source.received_by) == (Source.OFFICER_ENTRY, "yang_mei")
    assert stated.source.division_code == "430811201203"
    assert stated.source.month == date(2026, 6, 1)
    assert get_horizon() == stated.source_id
    act = list_acts(subject=f"person:{wang.pk}").get()
    assert (act.verb, act.reason, act.detail["fact"]) == ("register.fact.stated", "visited", stated.fact)


def test_a_new_answer_takes_the_place_of_the_old_which_stays_readable(cast, wang) -> None:
    old = state(wang, cast.yang_mei, "false")
    before = get_horizon()
    new = state(wang, cast.zhou_min, "true")

    old.refresh_from_db()
    assert old.ended_by == new.source
    assert days_known(wang) == [("true", None, None)]
    assert list(StatedFact.objects.filter(known_at(before))) == [old]


def test_an_old_answer_keeps_the_days_the_new_one_does_not_speak_of(cast, wang) -> None:
    state(wang, cast.yang_mei, "false", valid_from=date(2025, 1, 1))
    state(wang, cast.yang_mei, "true", valid_from=date(2026, 3, 1), valid_to=date(2026, 5, 31))

    assert days_known(wang) == [
        ("false", date(2025, 1, 1), date(2026, 2, 28)),
        ("true", date(2026, 3, 1), date(2026, 5, 31)),
        ("false", date(2026, 6, 1), None),
    ]


def test_answers_that_do_not_meet_stand_beside_each_other(cast, wang) -> None:
    state(wang, cast.yang_mei, "false", valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    state(wang, cast.yang_mei, "true", valid_from=date(2026, 1, 1))

    assert len(days_known(wang)) == 2
    assert not StatedFact.objects.filter(ended_by__isnull=False).exists()


def test_nobody_answers_for_a_person_of_another_division(cast, wang) -> None:
    with pytest.raises(PersonNotVisible):
        state(wang, cast.tian_fang)
    assert not StatedFact.objects.exists()


def test_an_auditor_answers_nothing(cast, wang) -> None:
    with pytest.raises(NotPermitted):
        state(wang, cast.shen_ji)


def test_an_empty_answer_is_none(cast, wang) -> None:
    with pytest.raises(EmptyAnswer):
        state(wang, cast.yang_mei, "  ")
