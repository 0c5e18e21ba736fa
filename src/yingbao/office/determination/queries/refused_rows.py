"""Rows of a payee list that were not entered: someone missing may only stand there unread or contested."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from yingbao.law.rules.months import Programme
from yingbao.office.access.within import lies_within
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.queries.payee_lists import lists_of, places_of
from yingbao.office.register.choices import RowOutcome
from yingbao.office.register.models import Coverage, Person, StagedRow
from yingbao.office.register.rosters.names import name_key

AT_ONCE = 500


@dataclass(frozen=True)
class RefusedRow:
    """Where a row was refused, or held back because it is contested."""

    source: int
    line: int
    contested: bool = False


@dataclass(frozen=True)
class _NotEntered:
    """The rows of one list that were not entered: those about a known person, the others by name."""

    by_person: dict[int, RefusedRow] = field(default_factory=dict)
    by_name: dict[str, RefusedRow] = field(default_factory=dict)

    def find(self, person: int, name: str) -> RefusedRow | None:
        return self.by_person.get(person) or self.by_name.get(name)


def get_refused_names(
    question: Question, programmes: Sequence[Programme], persons: Iterable[int]
) -> Mapping[tuple[int, str], RefusedRow]:
    """Return the rows not entered that may be about one of the persons, by person and programme.

    Of each person, the newest list that covers the place where the person stands is looked at. A row that
    bears a number somebody known holds is about that person alone, a row without one about whoever has its
    name there.
    """
    wanted = list(persons)
    places = places_of(question, wanted)
    names = dict(_names_of(wanted))
    rows_of = cache(_rows_not_entered)
    found: dict[tuple[int, str], RefusedRow] = {}
    for programme in programmes:
        newest = _newest_lists(question, programme)
        for person, place in places.items():
            covering = [newest[code] for code in newest if place.startswith(code)]
            row = rows_of(max(covering)[1]).find(person, names.get(person, "")) if covering else None
            if row is not None:
                found[person, programme.id] = row
    return found


def _names_of(persons: Sequence[int]) -> Iterator[tuple[int, str]]:
    for start in range(0, len(persons), AT_ONCE):
        some = Person.objects.filter(pk__in=persons[start : start + AT_ONCE])
        for person, name in some.values_list("pk", "name"):
            yield person, name_key(name)


def _newest_lists(question: Question, programme: Programme) -> dict[str, tuple[object, int]]:
    """Return the newest complete list of who draws the programme, by the division it is of."""
    lists = Coverage.objects.filter(
        lies_within(question.county),
        scheme__in=lists_of(programme),
        month__lte=question.month.first_day,
        source_id__lte=question.horizon,
    )
    found = lists.order_by("month", "source_id").values_list("division_code", "month", "source_id")
    return {code: (month, source) for code, month, source in found}


def _rows_not_entered(source: int) -> _NotEntered:
    rows = StagedRow.objects.filter(
        source_id=source, outcome__in=[RowOutcome.REFUSED, RowOutcome.CONFLICT]
    ).order_by("-line")
    found = _NotEntered()
    for line, outcome, person, changes in rows.values_list("line", "outcome", "person_id", "changes"):
        row = RefusedRow(source, line, outcome == RowOutcome.CONFLICT)
        if person:
            found.by_person[person] = row
        elif changes.get("name"):
            found.by_name[name_key(str(changes["name"]))] = row
    return found
