"""What is known of enrolment: whose payee lists came in, and since when.

Who is on no list is known not to be enrolled only where a complete list covers
the person, of the month asked for or an earlier one. Without one it is unknown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yingbao.law.rules.months import MonthRules, Programme
from yingbao.office.access.models import Officer
from yingbao.office.access.queries import list_townships
from yingbao.office.access.within import lies_within
from yingbao.office.determination.fact_sources import lists_of_enrolment
from yingbao.office.determination.facts import FirstLists, get_coverage, get_first_lists
from yingbao.office.determination.facts_sql import Question, folk_select
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.tables import fetch
from yingbao.office.register.models import Coverage as CompleteList
from yingbao.office.register.queries.recorded_time import get_horizon
from yingbao.values.month import Month

AT_ONCE = 500
COUNTY = 6  # digits of a county's code


def watched(rules: MonthRules) -> list[Programme]:
    """Return the programmes whose lists are worked through: those compared with enrolment."""
    return [programme for programme in rules.programmes if is_watched(programme)]


def is_watched(programme: Programme) -> bool:
    """Return whether a programme is compared with enrolment."""
    return programme.enrolment is not None and programme.enrolment.compare != "none"


def listed(question: Question, programme: Programme, person: str) -> str:
    """Return the condition that a list tells in the month whether a person is enrolled or not."""
    covered = get_coverage(question).condition(question.county, lists_of(programme))
    if covered in ("TRUE", "FALSE"):
        return covered
    return (
        f"EXISTS (SELECT 1 FROM ({folk_select(question)}) AS folk"  # noqa: S608 - our own names and checked codes
        f" WHERE folk.person_id = {person} AND ({covered}))"
    )


def lists_of(programme: Programme) -> tuple[str, ...]:
    """Return the schemes any complete list of which shows who is enrolled in a programme."""
    return lists_of_enrolment(programme.enrolment.scheme) if programme.enrolment else ()


def get_listed_since(
    question: Question, programmes: Iterable[Programme], persons: Iterable[int]
) -> dict[tuple[int, str], Month]:
    """Return the first month a list tells of, by person and programme; no entry where none does."""
    return listed_since(programmes, places_of(question, sorted(set(persons))), get_first_lists(question))


def listed_since(
    programmes: Iterable[Programme], places: Mapping[int, str], firsts: FirstLists
) -> dict[tuple[int, str], Month]:
    """Return the same for persons whose places are known, with the first lists of each scheme."""
    found: dict[tuple[int, str], Month] = {}
    for programme in programmes:
        since = {code: _earliest(firsts, lists_of(programme), code) for code in set(places.values())}
        for person, code in places.items():
            month = since[code]
            if month is not None:
                found[person, programme.id] = month
    return found


def list_unlisted(*, officer: Officer, month: Month) -> list[Programme]:
    """Return the programmes of whose payee lists none came in for any part of the officer's division.

    Nobody can be missed there as long. Above counties there is no such list.

    Raises:
        NotInForce: the pack says nothing about the month.
    """
    own = officer.division_id
    county = own[:COUNTY]
    if len(county) < COUNTY:
        return []
    question = Question(county, month, get_horizon())
    divisions = get_coverage(question).divisions
    return [
        programme
        for programme in watched(pack_of(county, month).for_month(month))
        if not any(
            own.startswith(code) or code.startswith(own)
            for scheme in lists_of(programme)
            for code in divisions.get(scheme, ())
        )
    ]


@dataclass(frozen=True)
class PartlyListed:
    """A programme of which some townships sent this month's payee list, and which others did not."""

    programme: Programme
    townships: tuple[str, ...]


def list_partly_listed(*, officer: Officer, month: Month) -> list[PartlyListed]:
    """Return the programmes of which only a part of the county sent its payee list of the month.

    With the names of the officer's townships that did not. Above counties there is no such list.

    Raises:
        NotInForce: the pack says nothing about the month.
    """
    county = officer.division_id[:COUNTY]
    if len(county) < COUNTY:
        return []
    programmes = watched(pack_of(county, month).for_month(month))
    came = CompleteList.objects.filter(
        lies_within(county),
        source_id__lte=get_horizon(),
        month=month.first_day,
        scheme__in={scheme for each in programmes for scheme in lists_of(each)},
    )
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for scheme, code in came.values_list("scheme", "division_code").distinct():
        codes[scheme].add(code)
    townships = dict(list_townships(officer).values_list("code", "name")) if codes else {}
    found = [
        PartlyListed(programme, _without(townships, {c for s in lists_of(programme) for c in codes[s]}))
        for programme in programmes
    ]
    return [each for each in found if each.townships]


def _without(townships: Mapping[str, str], came: set[str]) -> tuple[str, ...]:
    """Return the townships none of the lists covers; nothing if there is no list at all."""
    if not came:
        return ()
    return tuple(name for code, name in townships.items() if not any(code.startswith(c) for c in came))


def places_of(question: Question, persons: Sequence[int]) -> dict[int, str]:
    """Return where persons stand, as known to the question."""
    found: dict[int, str] = {}
    for start in range(0, len(persons), AT_ONCE):
        for person, code in fetch(folk_select(question, persons=persons[start : start + AT_ONCE])):
            found[person] = code
    return found


def _earliest(firsts: FirstLists, schemes: Sequence[str], code: str) -> Month | None:
    months = (
        month for (scheme, covered), month in firsts.items() if scheme in schemes and code.startswith(covered)
    )
    return min(months, default=None)
