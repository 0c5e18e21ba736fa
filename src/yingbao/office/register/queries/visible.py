"""Whom an officer sees. Every screen loads persons through here; who is not visible is not found."""

from django.db.models import QuerySet

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.register.models import Conflict, Person, Source, Standing
from yingbao.office.register.sealed_columns import SEALED


def standings_in(low: str, high: str) -> QuerySet[Standing]:
    """Return where persons stand now, in a half-open range of division codes."""
    return Standing.objects.filter(ended_by__isnull=True, division_code__gte=low, division_code__lt=high)


def visible_persons(officer: Officer) -> QuerySet[Person]:
    """Return the persons known now in the officer's division; nobody, if the role sees no persons.

    A person merged into another is not listed: only the other is.
    """
    if not may(officer, Permission.VIEW_PERSONS):
        return Person.objects.none()
    return Person.objects.filter(
        pk__in=standings_in(*officer.scope).values("person_id"), merged_into__isnull=True
    )


def get_person(officer: Officer, person_id: int) -> Person | None:
    """Return one visible person, or None. Who was merged into another is found as the other."""
    if not may(officer, Permission.VIEW_PERSONS):
        return None
    found = Person.objects.select_related("merged_into")
    # Where someone stood is asked for with the person: whoever goes on with the person needs it again.
    found = found.prefetch_related("standings", "merged_into__standings")
    person = found.filter(pk=person_id).first()
    if person is not None and person.merged_into is not None:
        person = person.merged_into
    if person is None:
        return None
    # Asked by the person alone: with the range in the question SQLite walks through the whole division.
    low, high = officer.scope
    here = (each for each in person.standings.all() if each.ended_by_id is None)
    return person if any(low <= each.division_code < high for each in here) else None


def get_owner(officer: Officer, *, column: str, row: int) -> Person | None:
    """Return the visible person a sealed value belongs to, or None.

    The column is a key of sealed_columns.SEALED, such as bankaccount.account; the row is its id.
    """
    sealed = SEALED.get(column)
    found = sealed.model._default_manager.filter(pk=row).first() if sealed else None
    if found is None:
        return None
    return get_person(officer, found.pk if isinstance(found, Person) else found.person_id)


def visible_sources(officer: Officer) -> QuerySet[Source]:
    """Return what was received for the officer's division or a part of it, the newest first."""
    low, high = officer.scope
    return Source.objects.filter(division_code__gte=low, division_code__lt=high).order_by("-id")


def get_source(officer: Officer, source_id: int) -> Source | None:
    """Return one visible source, or None."""
    return visible_sources(officer).filter(pk=source_id).first()


def visible_conflicts(officer: Officer) -> QuerySet[Conflict]:
    """Return the conflicts of the officer's division, the oldest first."""
    if not may(officer, Permission.VIEW_PERSONS):
        return Conflict.objects.none()
    low, high = officer.scope
    return (
        Conflict.objects.filter(division_code__gte=low, division_code__lt=high)
        .select_related("person", "other_person", "source")
        .order_by("id")
    )


def get_conflict(officer: Officer, conflict_id: int) -> Conflict | None:
    """Return one visible conflict, or None."""
    return visible_conflicts(officer).filter(pk=conflict_id).first()
