"""For many persons at once the database finds what the plain function says of one; found again it adds nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.office.determination.register_of import holder
from tests.office.determination.test_changes_over_time import taken_back
from tests.office.provision.awards import NURSING, OTHER, VALIDITY, awarded, believe, changed, make_run
from tests.people import NOON, WULINGYUAN, make_cast, make_source
from yingbao.office.casework.choices import Aim
from yingbao.office.ledger.models import Transfer
from yingbao.office.provision.actions.finding import find_dues
from yingbao.office.provision.choices import Cause, Per, ReckoningState
from yingbao.office.provision.models import Due, Reckoning
from yingbao.office.provision.owed import Change, Course, Known, Owed, Said, Says, Terms, cause_of, find_owed
from yingbao.office.provision.periods import period_of
from yingbao.office.provision.statements import Asked, Place
from yingbao.office.register.models import Person
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
MONTHS = [Month(2025, 11) + n for n in range(8)]
SAID: list[Said | None] = [
    Said(Says.YES, 11000), Said(Says.YES, 9000), Said(Says.YES, 0), None, Said(Says.UNKNOWN), Said(Says.NO),
    Said(Says.NO, lapsed=True), Said(Says.NO, lapsed=True), Said(Says.GONE),
]  # fmt: skip
ANSWERS = st.fixed_dictionaries({month: st.sampled_from(SAID) for month in MONTHS})
CHANGES = st.lists(
    st.tuples(st.sampled_from([Aim.SUSPEND, Aim.RESUME, Aim.END, Aim.CHANGE]), st.sampled_from(MONTHS)),
    max_size=3,
)
TERMS = st.builds(
    Terms,
    per=st.sampled_from([Per.MONTH, Per.MONTH, Per.MONTH, Per.QUARTER, Per.YEAR, Per.ONCE]),
    stops_when_compared=st.booleans(),
    grace_months=st.integers(0, 2),
    back_months=st.integers(0, 3),
)
PEOPLE = st.lists(
    st.tuples(st.sampled_from(MONTHS[1:5]), CHANGES, st.lists(ANSWERS, min_size=2, max_size=2), st.booleans()),
    min_size=2, max_size=3,
)  # fmt: skip


@dataclass
class Follower:
    """One person, followed by the plain function."""

    person: Person
    course: Course
    found: dict[Month, list[tuple[int, int, Cause]]]

    def expect(
        self,
        month: Month,
        terms: Terms,
        answers: Mapping[Month, Said],
        learned_in: Month,
        frozen: Month | None,
    ) -> Owed:
        """What must be found for a month, and remember it."""
        period = period_of(terms.per, month, self.course.first_month)
        before = self.found.get(month - 1, [])
        dues = self.found.get(period, [])
        listed = dues[0][1] if dues and dues[0][2] == Cause.LISTED else None
        found = dues[-1][1] if dues else None
        known = Known(answers, learned_in, found, before[-1][1] if before else 0, listed, frozen)
        owed = find_owed(month, terms, self.course, known)
        if owed.fen != (found or 0):
            self.found.setdefault(period, []).append((found or 0, owed.fen, cause_of(found, owed)))
        return owed


def follow(number: int, first: Month, changes: list[tuple[Aim, Month]], listed: bool, per: Per) -> Follower:
    person = holder(f"某{number}")
    award = awarded(person, first)
    for aim, month in changes:
        changed(award, aim, month)
    written = [Change(n, aim, month) for n, (aim, month) in enumerate(changes, 1)]
    course = Course(first, written, frozenset([first - 1]) if listed and per == Per.MONTH else frozenset())
    follower = Follower(person, course, {})
    for month in course.listed:
        Due.objects.create(
            county=WULINGYUAN, division_code=award.division_code, person=person, award=award, programme=NURSING,
            per=Per.MONTH, period=month.first_day, sequence=0, before=0, after=7000, amount=7000,
            cause=Cause.LISTED, source=make_source(), on=date(2026, 6, 1),
        )  # fmt: skip
        follower.found[month] = [(0, 7000, Cause.LISTED)]
    return follower


def heard(answers: Mapping[Month, Said | None]) -> dict[Month, Said]:
    """An amount nobody knows is no yes; who is gone is gone."""
    return {month: said or Said(Says.UNKNOWN) for month, said in answers.items()}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    TERMS,
    PEOPLE,
    st.sampled_from(MONTHS),
    st.lists(st.sampled_from(MONTHS), max_size=3),
    st.sampled_from([None, *MONTHS[:2]]),
)
def test_many_at_once_are_found_as_one_by_one(
    terms: Terms, people: Any, day: Month, again: list[Month], frozen: Month | None
) -> None:
    with taken_back():
        make_cast()
        folk = [
            follow(n, first, changes, listed, terms.per)
            for n, (first, changes, _, listed) in enumerate(people)
        ]
        for turn, months in enumerate((MONTHS[1:], [*again, *MONTHS[1:]])):
            run = make_run()
            said = [answers[turn] for _, _, answers, _ in people]
            believe(run, {each.person: answers for each, answers in zip(folk, said, strict=True)})
            for each, answers in zip(folk, said, strict=True):
                # Who is gone in any month stands here no longer; not known is then gone.
                gone = any(a is not None and a.says is Says.GONE for a in answers.values())
                stands = each.person.standings.filter(ended_by=None)
                if gone and stands.exists():
                    stands.update(ended_by=make_source())
            for month in months:
                until = MONTHS[-1] if turn else month
                by = frozen if terms.per == Per.YEAR and month.year > MONTHS[0].year else None
                reckoning = do(month, terms, until, day, by)
                for each, answers in zip(folk, said, strict=True):
                    bounded = {
                        m: a for m, a in heard(answers).items() if terms.per == Per.MONTH or m <= until
                    }
                    owed = each.expect(month, terms, bounded, day, by)
                    event(f"{terms.per} {owed.how}{' frozen' if by else ''}")
                assert as_found(folk) == as_expected(folk)
                # Found again at once, nothing is added.
                assert do(month, terms, until, day, by).dues.count() == 0
                for cause in set(reckoning.dues.values_list("cause", flat=True)):
                    event(f"cause {cause}")
        in_money = [abs(due.amount) for due in Due.objects.exclude(cause=Cause.LISTED)]
        assert sorted(Transfer.objects.values_list("fen", flat=True)) == sorted(in_money)


def do(month: Month, terms: Terms, until: Month, day: Month, frozen: Month | None) -> Reckoning:
    reckoning = Reckoning.objects.create(
        county=WULINGYUAN, month=month.first_day, on=day.first_day, by="test", asked_at=NOON,
        state=ReckoningState.RUNNING,
    )  # fmt: skip
    last = MONTHS[-1] if terms.per == Per.MONTH else until
    places = {each: Place(0, VALIDITY | OTHER, VALIDITY) for each in MONTHS if each <= last}
    asked = Asked(WULINGYUAN, NURSING, month, terms, places, day, frozen)
    find_dues(reckoning=reckoning, asked=asked, pack_digest="0" * 64)
    return reckoning


def as_found(folk: list[Follower]) -> list[tuple[Any, ...]]:
    order = [each.person.pk for each in folk]
    rows = Due.objects.order_by("person", "period", "sequence")
    return [
        (order.index(d.person_id), Month.of(d.period), d.sequence, d.before, d.after, d.cause) for d in rows
    ]


def as_expected(folk: list[Follower]) -> list[tuple[Any, ...]]:
    return [
        (number, period, sequence, *due)
        for number, each in enumerate(folk)
        for period, dues in sorted(each.found.items())
        for sequence, due in enumerate(dues)
    ]
