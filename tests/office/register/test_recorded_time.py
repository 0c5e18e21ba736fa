from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.people import NOON, WULINGYUAN, make_person, make_source, make_spell
from yingbao.office.audit.queries import list_acts
from yingbao.office.register import models
from yingbao.office.register.actions.recording import (
    AnotherIsApplying,
    NotConfirmed,
    begin_recording,
    finish_recording,
    open_entry,
)
from yingbao.office.register.choices import SourceState
from yingbao.office.register.queries.person_file import get_person_file, list_history
from yingbao.office.register.queries.recorded_time import get_horizon, known_at
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
WAITING = {"state": SourceState.CONFIRMED, "applied_at": None}


def test_nothing_is_known_before_the_first_source() -> None:
    assert get_horizon() == 0


def test_the_horizon_is_the_last_source_applied(cast) -> None:
    first, second = make_source(), make_source()
    make_source(**WAITING)

    assert first.pk < get_horizon() == second.pk


def test_a_source_being_applied_holds_the_horizon_back(cast) -> None:
    before = make_source()
    running = begin_recording(source=make_source(**WAITING), at=NOON, by="yingbao work")
    entry = open_entry(division_code=WULINGYUAN, at=NOON, month=Month(2026, 6), by=cast.zhou_min)

    assert get_horizon() == before.pk
    finish_recording(source=running, at=NOON, by="yingbao work")
    assert get_horizon() == entry.pk


def test_who_waited_while_something_newer_was_recorded_gets_a_new_place(cast) -> None:
    waiting = make_source(**WAITING)
    models.StagedChunk.objects.create(source=waiting, first_line=2, sealed=b"x")
    models.StagedRow.objects.create(source=waiting, line=2, outcome="added")
    newer = make_source()
    old = waiting.pk

    begun = begin_recording(source=waiting, at=NOON, by="yingbao work")

    assert begun.pk > newer.pk
    assert not models.Source.objects.filter(pk=old).exists()
    assert (begun.chunks.count(), begun.rows.count()) == (1, 1)
    assert list_acts(subject=f"source:{begun.pk}").get().detail == {"read_as": old}
    assert get_horizon() == newer.pk, "what was known then stays what was known then"


def test_who_did_not_wait_keeps_the_place(cast) -> None:
    make_source()
    waiting = make_source(**WAITING)

    assert begin_recording(source=waiting, at=NOON, by="yingbao work").pk == waiting.pk


def test_a_source_stopped_midway_is_continued_where_it_was(cast) -> None:
    running = begin_recording(source=make_source(**WAITING), at=NOON, by="yingbao work")
    models.Source.objects.filter(pk=running.pk).update(position=5000)
    open_entry(division_code=WULINGYUAN, at=NOON, month=Month(2026, 6), by=cast.zhou_min)

    again = begin_recording(source=running, at=NOON, by="yingbao work")

    assert (again.pk, again.position) == (running.pk, 5000)


def test_one_source_at_a_time_is_applied(cast) -> None:
    begin_recording(source=make_source(**WAITING), at=NOON, by="yingbao work")

    with pytest.raises(AnotherIsApplying):
        begin_recording(source=make_source(**WAITING), at=NOON, by="yingbao work")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_source(state=SourceState.APPLYING, applied_at=None)


@pytest.mark.parametrize("state", ["received", "read", "cancelled", "refused", "applied"])
def test_only_what_was_confirmed_is_applied(cast, state: str) -> None:
    with pytest.raises(NotConfirmed):
        begin_recording(source=make_source(state=state), at=NOON, by="yingbao work")


def test_what_was_known_at_a_horizon_is_known_at_it_for_ever(cast) -> None:
    person = make_person("王秀兰")
    first = make_spell(person, "dibao", make_source("dibao"), amount_fen=30000)
    then = get_horizon()
    correction = make_source("dibao")
    models.Spell.objects.filter(pk=first.pk).update(ended_by=correction)
    second = make_spell(person, "dibao", correction, amount_fen=42000)

    at_then = models.Spell.objects.filter(known_at(then))
    assert list(at_then) == [first]
    assert list(models.Spell.objects.filter(known_at(get_horizon()))) == [second]
    assert list(models.Spell.objects.filter(known_at(None))) == [second]
    file = get_person_file(cast.zhou_min, person, horizon=then)
    assert [entry.row.amount_fen for entry in file.spells] == [30000]
    history = list_history(person, "spells")
    assert [(entry.row.pk, entry.ended_by) for entry in history] == [
        (second.pk, None),
        (first.pk, correction),
    ]


def test_a_fact_never_ends_before_it_begins(cast) -> None:
    person = make_person("王秀兰")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_spell(person, "dibao", valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 31))


def test_a_fact_is_not_ended_by_an_older_source(cast) -> None:
    older = make_source()
    spell = make_spell(make_person("王秀兰"), "dibao", make_source())

    with pytest.raises(IntegrityError), transaction.atomic():
        models.Spell.objects.filter(pk=spell.pk).update(ended_by=older)
