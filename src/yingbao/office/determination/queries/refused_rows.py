"""Rows of a payee list that could not be read, by name: someone missing may only be misspelt."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from yingbao.law.rules.months import Programme
from yingbao.office.determination.facts_sql import Question
from yingbao.office.register.choices import RowOutcome
from yingbao.office.register.models import Coverage, Person, StagedRow
from yingbao.office.register.rosters.names import name_key

AT_ONCE = 500


@dataclass(frozen=True)
class RefusedRow:
    """Where a row was refused."""

    source: int
    line: int


def get_refused_names(
    question: Question, programmes: Sequence[Programme], persons: Iterable[int]
) -> Mapping[tuple[int, str], RefusedRow]:
    """Return the refused rows of the newest payee lists that bear the name of one of the persons."""
    wanted = list(persons)
    found: dict[tuple[int, str], RefusedRow] = {}
    for programme in programmes:
        source = _newest_list(question, programme)
        rows = _names_refused(source) if source else {}
        for person, name in _names_of(wanted) if rows else ():
            if name in rows:
                found[person, programme.id] = RefusedRow(source or 0, rows[name])
    return found


def _names_of(persons: Sequence[int]) -> Iterator[tuple[int, str]]:
    for start in range(0, len(persons), AT_ONCE):
        some = Person.objects.filter(pk__in=persons[start : start + AT_ONCE])
        for person, name in some.values_list("pk", "name"):
            yield person, name_key(name)


def _newest_list(question: Question, programme: Programme) -> int | None:
    """Return the newest complete list of who draws the programme, of the month or an earlier one."""
    if programme.enrolment is None:
        return None
    lists = Coverage.objects.filter(
        scheme=programme.enrolment.scheme,
        division_code__startswith=question.county,
        month__lte=question.month.first_day,
        source_id__lte=question.horizon,
    )
    return lists.order_by("-month", "-source_id").values_list("source_id", flat=True).first()


def _names_refused(source: int) -> dict[str, int]:
    refused = StagedRow.objects.filter(source_id=source, outcome=RowOutcome.REFUSED)
    rows = refused.order_by("-line").values_list("line", "changes")
    return {name_key(str(changes["name"])): line for line, changes in rows if changes.get("name")}
