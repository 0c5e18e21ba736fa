"""Writing what a payee list says of some persons: awards, the dues it paid, and that it paid them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from yingbao.office.casework.actions.numbering import next_numbers
from yingbao.office.casework.choices import Aim, AwardState
from yingbao.office.casework.models import Award, AwardChange
from yingbao.office.determination.fact_sources import schemes_of_enrolment
from yingbao.office.determination.packs import pack_of
from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.actions.moving import move_all
from yingbao.office.ledger.choices import AccountKind, Entry
from yingbao.office.payments.models import TakeOver
from yingbao.office.payments.queries.takeovers import PayeeList, programme_by_list
from yingbao.office.provision.choices import Cause, Per
from yingbao.office.register.models import Spell, Standing
from yingbao.office.register.statistics import analyze_room
from yingbao.values.month import Month

# The dues of these awards: whom the list names, from the first to the last person of a chunk.
_OF_CHUNK = """
award.county = %s AND award.programme = %s AND award.carried_from_id = %s
AND award.person_id BETWEEN %s AND %s
"""
_DUES = """
INSERT INTO provision_due (county, division_code, person_id, award_id, programme, per, period, sequence,
                           unit, "before", after, amount, cause, source_id, pack_digest, "on")
SELECT award.county, award.division_code, award.person_id, award.id, award.programme, %s, %s, 0,
       'fen', 0, SUM(spell.amount_fen), SUM(spell.amount_fen), %s, award.carried_from_id,
       award.pack_digest, %s
FROM casework_award award JOIN register_spell spell ON spell.person_id = award.person_id
WHERE {of_chunk}
  AND spell.scheme IN ({schemes}) AND spell.division_code = award.county
  AND spell.source_id <= %s AND (spell.ended_by_id IS NULL OR spell.ended_by_id > %s)
  AND (spell.valid_from IS NULL OR spell.valid_from <= %s)
  AND (spell.valid_to IS NULL OR spell.valid_to >= %s)
GROUP BY award.id HAVING SUM(spell.amount_fen) > 0
"""
_OF_DUES = """
FROM provision_due due JOIN casework_award award ON award.id = due.award_id
WHERE {of_chunk} AND due.cause = %s
"""
_DISCHARGES = f"""
INSERT INTO payments_discharge (due_id, taken_over_id, alive) SELECT due.id, %s, TRUE {_OF_DUES}
"""


@dataclass(frozen=True)
class Course:
    """From when to when somebody was paid, and how much in the last month."""

    first: Month
    last: Month
    fen: int
    rows: tuple[int, ...]


class CarryingOver:
    """One list being taken over, some persons at a time, each in the caller's transaction."""

    def __init__(self, take_over: TakeOver, payees: PayeeList, *, on: date, at: datetime) -> None:
        self.take_over, self.payees = take_over, payees
        self.on, self.at = on, at
        self.by = take_over.decided_by

    def write(self, persons: Sequence[int]) -> None:
        """Write all of these persons, given in the order of their ids; the next call writes others."""
        courses = self._courses(persons)
        self._awards(courses)
        analyze_room("casework")
        chunk = self._chunk(persons)
        self._dues(chunk)
        # What follows joins each due with its award: of thousands just written the planner has to know.
        analyze_room("provision")
        self._paid(chunk)

    def _courses(self, persons: Sequence[int]) -> dict[int, Course]:
        """Return how each was paid; a month without a row between two with one is in the course."""
        rows: defaultdict[int, list[Spell]] = defaultdict(list)
        for spell in self.payees.spells().filter(person__in=persons).order_by("person_id", "id"):
            rows[spell.person_id].append(spell)
        return {person: self._course(of_person) for person, of_person in rows.items()}

    def _course(self, spells: Sequence[Spell]) -> Course:
        since, last = self.payees.since, self.payees.last_month
        firsts = [max(since, Month.of(each.valid_from)) if each.valid_from else since for each in spells]
        lasts = [min(last, Month.of(each.valid_to)) if each.valid_to else last for each in spells]
        now = [each for each, until in zip(spells, lasts, strict=True) if until == max(lasts)]
        paid = sum(each.amount_fen or 0 for each in now)
        return Course(min(firsts), max(lasts), paid, tuple(each.pk for each in spells))

    def _awards(self, courses: Mapping[int, Course]) -> None:
        county, on = self.payees.county, self.on
        numbers = next_numbers(county=county, kind="award", year=on.year, count=len(courses))
        places = self._places(list(courses))
        awards = Award.objects.bulk_create(
            [
                Award(
                    number=number,
                    division_code=places.get(person, county),
                    person_id=person,
                    amount_fen=course.fen,
                    first_month=course.first.first_day,
                    last_month=None if self._goes_on(course) else course.last.first_day,
                    state=AwardState.ACTIVE if self._goes_on(course) else AwardState.ENDED,
                    grounds=self._grounds(course),
                    **self._of_all(),
                )
                for number, (person, course) in zip(numbers, courses.items(), strict=True)
            ]
        )
        AwardChange.objects.bulk_create(
            [change for award in awards for change in self._changes(award, courses[award.person_id])]
        )

    def _goes_on(self, course: Course) -> bool:
        return course.last == self.payees.last_month

    def _places(self, persons: Sequence[int]) -> dict[int, str]:
        """Return where each stands in the county; who has left it is the county's own."""
        here = Standing.objects.filter(
            person__in=persons, county=self.payees.county, ended_by__isnull=True
        ).order_by("id")
        return dict(here.values_list("person_id", "division_code"))

    def _of_all(self) -> dict[str, object]:
        month = Month.of(self.payees.source.month)
        pack = pack_of(self.payees.county, month)
        programme = programme_by_list(self.payees.county, self.payees.programme, month)
        cited = programme.citations if programme else ()
        return {
            "county": self.payees.county,
            "programme": self.payees.programme,
            "carried_from": self.payees.source,
            "per": Per.MONTH.value,
            "clause": str(cited[0]) if cited else "",
            "pack_id": pack.id,
            "pack_digest": pack.digest,
            "decided_by": self.by,
            "decided_on": self.on,
            "made_at": self.at,
        }

    def _grounds(self, course: Course) -> dict[str, object]:
        """Return what the award rests on: rows of the list by their ids, no condition of the rules."""
        return {
            "month": str(Month.of(self.payees.source.month)),
            "amount_fen": course.fen,
            "source": self.payees.source.pk,
            "spells": list(course.rows),
            "conditions": [],
        }

    def _changes(self, award: Award, course: Course) -> list[AwardChange]:
        told = {"award": award, "by": self.by, "on": self.on, "at": self.at}
        said = self.payees.source.name or str(self.payees.source)
        begun = AwardChange(
            number=1,
            aim=Aim.GRANT,
            from_month=course.first.first_day,
            amount_fen=course.fen,
            reason=said,
            **told,
        )
        if self._goes_on(course):
            return [begun]
        until = course.last.next.first_day
        return [begun, AwardChange(number=2, aim=Aim.END, from_month=until, reason=said, **told)]

    def _chunk(self, persons: Sequence[int]) -> tuple[str | int, ...]:
        payees = self.payees
        return (payees.county, payees.programme, payees.source.pk, persons[0], persons[-1])

    def _dues(self, chunk: tuple[str | int, ...]) -> None:
        schemes = schemes_of_enrolment(self.payees.scheme)
        statement = _DUES.format(of_chunk=_OF_CHUNK, schemes=", ".join(["%s"] * len(schemes)))
        known = self.payees.source.pk
        with connection.cursor() as cursor:
            for month in self.payees.months:
                first, last = month.first_day.isoformat(), month.last_day.isoformat()
                due = (Per.MONTH.value, first, Cause.LISTED.value, self.on.isoformat())
                cursor.execute(statement, (*due, *chunk, *schemes, known, known, last, first))

    def _paid(self, chunk: tuple[str | int, ...]) -> None:
        """Note that the list paid these dues, and write what was owed and paid into the book of money."""
        listed = (*chunk, Cause.LISTED.value)
        with connection.cursor() as cursor:
            cursor.execute(_DISCHARGES.format(of_chunk=_OF_CHUNK), (self.take_over.pk, *listed))
        of_dues = _OF_DUES.format(of_chunk=_OF_CHUNK)
        programme = self.payees.programme
        payable = Which(AccountKind.PAYABLE, programme=programme)
        before = Which(AccountKind.BEFORE, programme=programme)
        for year in sorted({month.year for month in self.payees.months}):
            self._move(
                Entry.OWED,
                Which(AccountKind.COST, programme=programme, year=year),
                payable,
                f"SELECT 'due:' || due.id AS key, due.amount AS fen {of_dues}"
                " AND due.period BETWEEN %s AND %s",
                (*listed, f"{year}-01-01", f"{year}-12-31"),
            )
        select = f"SELECT 'before:' || due.id AS key, due.amount AS fen {of_dues}"
        self._move(Entry.PAID_BEFORE, payable, before, select, listed)

    def _move(
        self, entry: Entry, debit: Which, credit: Which, select: str, params: tuple[str | int, ...]
    ) -> None:
        county, on = self.payees.county, self.on
        move_all(county=county, on=on, entry=entry, debit=debit, credit=credit, select=select, params=params)
