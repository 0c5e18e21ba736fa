"""An officer's answer to the one question that decides."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.audit.actions import record
from yingbao.office.register.actions.recording import open_entry
from yingbao.office.register.models import Person, Standing, StatedFact
from yingbao.office.register.queries.visible import get_person
from yingbao.values.month import Month

ONE_DAY = timedelta(days=1)


class PersonNotVisible(Exception):
    """The person is not known where the officer acts."""


class EmptyAnswer(Exception):
    """A fact and a value are needed; "not known" is said by saying nothing."""


class Answer(NamedTuple):
    """What is stated: a fact of the vocabulary, its value as text, and the days it holds."""

    fact: str
    value: str
    valid_from: date | None = None
    valid_to: date | None = None


@transaction.atomic
def state_fact(*, person: Person, answer: Answer, reason: str, at: datetime, by: Officer) -> StatedFact:
    """Enter what an officer found out about a person, with how (`reason`: asked by phone, saw the paper…).

    Earlier answers to the same question end where the new one holds, and keep the days before and after it.
    The value is checked against the vocabulary by the caller, who has the form.

    Raises:
        NotPermitted: the role states no facts.
        PersonNotVisible, EmptyAnswer: it cannot be entered.
    """
    require(by, Permission.STATE_FACTS)
    visible = get_person(by, person.pk)
    place = _place(visible, by) if visible else None
    if visible is None or place is None:
        raise PersonNotVisible(str(person.pk))
    if not answer.fact or not answer.value.strip():
        raise EmptyAnswer(answer.fact)
    entry = open_entry(division_code=place, at=at, month=Month.of(localdate(at)), by=by)
    earlier = list(_overlapping(visible, answer))
    StatedFact.objects.filter(pk__in=[old.pk for old in earlier]).update(ended_by=entry)
    StatedFact.objects.bulk_create(
        StatedFact(
            person=visible, fact=old.fact, value=old.value, valid_from=first, valid_to=last, source=entry
        )
        for old in earlier
        for first, last in _days_left(old, answer)
    )
    stated: StatedFact = StatedFact.objects.create(
        person=visible,
        fact=answer.fact,
        value=answer.value.strip(),
        valid_from=answer.valid_from,
        valid_to=answer.valid_to,
        source=entry,
    )
    record(
        "register.fact.stated",
        subject=f"person:{visible.pk}",
        by=by,
        reason=reason,
        detail={"fact": answer.fact, "source": entry.pk},
    )
    return stated


def _place(person: Person, by: Officer) -> str | None:
    low, high = by.acting_scope
    return (
        Standing.objects.filter(
            person=person, ended_by__isnull=True, division_code__gte=low, division_code__lt=high
        )
        .order_by("id")
        .values_list("division_code", flat=True)
        .first()
    )


def _overlapping(person: Person, answer: Answer) -> QuerySet[StatedFact]:
    """Return the current answers to the same question that hold on a day the new one holds."""
    current = StatedFact.objects.filter(person=person, fact=answer.fact, ended_by__isnull=True)
    if answer.valid_to is not None:
        current = current.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=answer.valid_to))
    if answer.valid_from is not None:
        current = current.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=answer.valid_from))
    return current


def _days_left(old: StatedFact, new: Answer) -> list[tuple[date | None, date | None]]:
    """Return the days of an old answer before and after the new one."""
    left: list[tuple[date | None, date | None]] = []
    if new.valid_from is not None and (old.valid_from is None or old.valid_from < new.valid_from):
        left.append((old.valid_from, new.valid_from - ONE_DAY))
    if new.valid_to is not None and (old.valid_to is None or old.valid_to > new.valid_to):
        left.append((new.valid_to + ONE_DAY, old.valid_to))
    return left
