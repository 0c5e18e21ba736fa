"""What differs on a monthly roll from the month before: who is new, gone, or paid otherwise, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery, Sum, Value

from yingbao.office.access.models import Officer
from yingbao.office.access.within import lies_within
from yingbao.office.casework.choices import AwardState
from yingbao.office.casework.models import Award
from yingbao.office.payments.choices import (
    BLOCKING,
    DifferenceKind,
    DifferenceReason,
    LineState,
    ProblemKind,
    RollKind,
    RollState,
)
from yingbao.office.payments.models import Discharge, Line, LineProblem, Roll
from yingbao.office.provision.models import Due
from yingbao.values.month import Month

COLUMNS = ("person_id", "place", "called", "before", "after")


@dataclass(frozen=True)
class Difference:
    """One person who is paid otherwise than the month before; fen, nought where nothing is paid."""

    person_id: int
    name: str
    division_code: str
    before_fen: int
    after_fen: int
    reason: DifferenceReason | ProblemKind


@dataclass(frozen=True)
class Comparison:
    """A monthly roll beside what was paid of its programme the month before, in an officer's division."""

    officer: Officer
    roll: Roll
    # Lines of this roll that are paid, and those of the month before.
    here: QuerySet[Line]
    last: QuerySet[Line]

    def count(self) -> dict[DifferenceKind, int]:
        """Return how many persons differ in each way."""
        return {kind: self.rows(kind).count() for kind in DifferenceKind}

    def rows(self, kind: DifferenceKind) -> QuerySet[Line, dict[str, Any]]:
        """Return who differs in a way, by place, name and person: person_id, place, called, before, after."""
        found = self._gone() if kind is DifferenceKind.STOPPED else self._paid(kind)
        rows: QuerySet[Line, dict[str, Any]] = found.order_by("place", "called", "person_id").values(*COLUMNS)
        return rows

    def _gone(self) -> QuerySet[Line, Any]:
        gone = self.last.filter(~Exists(self.here.filter(person=OuterRef("person")))).order_by()
        told = {"place": Max("division_code"), "called": Max("name"), "before": Sum("fen"), "after": Value(0)}
        return gone.values("person_id").annotate(**told)

    def _paid(self, kind: DifferenceKind) -> QuerySet[Line, Any]:
        last = self.last.filter(person=OuterRef("person")).order_by().values("person")
        mine = self.here.annotate(before=Subquery(last.annotate(paid=Sum("fen")).values("paid")))
        if kind is DifferenceKind.NEW:
            mine = mine.filter(before__isnull=True)
        else:
            mine = mine.filter(before__isnull=False).exclude(before=F("fen"))
        return mine.annotate(place=F("division_code"), called=F("name"), after=F("fen"))

    def differences(self, kind: DifferenceKind, rows: slice) -> list[Difference]:
        """Return some of those who differ in a way, each with the reason."""
        found = list(self.rows(kind)[rows])
        say = REASONS[kind](self, [row["person_id"] for row in found])
        return [
            Difference(
                row["person_id"],
                row["called"],
                row["place"],
                row["before"] or 0,
                row["after"] or 0,
                say(row["person_id"]),
            )
            for row in found
        ]


def compared_with_last_month(officer: Officer, roll: Roll) -> Comparison | None:
    """Return a monthly roll beside the month before; None for the other kinds, which pay what came later."""
    if roll.kind != RollKind.REGULAR:
        return None
    before = (Month.of(roll.month.month) - 1).first_day
    here = Line.objects.filter(lies_within(officer.division_id)).exclude(state=LineState.OUT)
    rolls = Roll.objects.filter(county=roll.county, programme=roll.programme, month__month=before)
    # What came back was not paid, whichever roll it stands on again.
    last = here.exclude(state=LineState.FAILED).filter(
        roll__in=list(rolls.exclude(state=RollState.CANCELLED))
    )
    return Comparison(officer, roll, here.filter(roll=roll), last)


def _new(compared: Comparison, persons: list[int]) -> Callable[[int], DifferenceReason | ProblemKind]:
    earlier = Line.objects.filter(
        roll__programme=compared.roll.programme,
        person__in=persons,
        roll__month__month__lt=compared.roll.month.month,
    ).exclude(roll__state=RollState.CANCELLED)
    states: dict[int, set[str]] = {}
    for person, state in earlier.values_list("person_id", "state"):
        states.setdefault(person, set()).add(state)

    def say(person: int) -> DifferenceReason:
        known = states.get(person, set())
        if not known:
            return DifferenceReason.GRANTED
        held = known & {LineState.OUT, LineState.FAILED}
        return DifferenceReason.HELD_BEFORE if held else DifferenceReason.AGAIN

    return say


def _stopped(compared: Comparison, persons: list[int]) -> Callable[[int], DifferenceReason | ProblemKind]:
    roll = compared.roll
    out = dict(
        Line.objects.filter(roll=roll, person__in=persons, state=LineState.OUT).values_list("person_id", "id")
    )
    against = LineProblem.objects.filter(line__in=list(out.values()), kind__in=BLOCKING, accepted_by="")
    problems = dict(against.order_by("-kind").values_list("line_id", "kind"))
    awards = dict(
        Award.objects.filter(person__in=persons, programme=roll.programme, county=roll.county)
        .order_by("id")
        .values_list("person_id", "state")
    )
    too_much = _owed_less(roll, persons)

    def say(person: int) -> DifferenceReason | ProblemKind:
        if person in out:
            kind = problems.get(out[person])
            return ProblemKind(kind) if kind else DifferenceReason.LEFT_OUT
        if person in too_much:
            return DifferenceReason.TOO_MUCH_BEFORE
        state = awards.get(person)
        if state == AwardState.ENDED:
            return DifferenceReason.ENDED
        return DifferenceReason.RESTS if state == AwardState.SUSPENDED else DifferenceReason.NOTHING_OWED

    return say


def _changed(compared: Comparison, persons: list[int]) -> Callable[[int], DifferenceReason | ProblemKind]:
    roll = compared.roll
    deducted = set(
        compared.here.filter(person__in=persons, deducted_fen__gt=0).values_list("person_id", flat=True)
    )
    now = _of_earlier_months(compared.here.filter(person__in=persons), roll.month.month)
    before = (Month.of(roll.month.month) - 1).first_day
    then = _of_earlier_months(compared.last.filter(person__in=persons), before)

    def say(person: int) -> DifferenceReason:
        if person in deducted:
            return DifferenceReason.DEDUCTED
        if fen := now.get(person):
            return DifferenceReason.ARREARS if fen > 0 else DifferenceReason.LESS_BEFORE
        return DifferenceReason.WITHOUT_ARREARS if then.get(person) else DifferenceReason.OTHER_AMOUNT

    return say


REASONS = {DifferenceKind.NEW: _new, DifferenceKind.STOPPED: _stopped, DifferenceKind.CHANGED: _changed}


def _of_earlier_months(lines: QuerySet[Line], month: date) -> dict[int, int]:
    """Return what lines pay for months before one, in fen, by person."""
    discharges = Discharge.objects.filter(
        line__in=list(lines.values_list("pk", flat=True)), due__period__lt=month
    )
    summed = discharges.order_by().values("line__person_id").annotate(fen=Sum("due__amount"))
    return {row["line__person_id"]: row["fen"] for row in summed}


def _owed_less(roll: Roll, persons: list[int]) -> set[int]:
    """Return of whom less is owed than was paid: what is open adds up to less than nothing."""
    held = Discharge.objects.filter(due=OuterRef("pk"), alive=True)
    dues = Due.objects.filter(
        ~Exists(held), county=roll.county, programme=roll.programme, person__in=persons, unit="fen"
    )
    summed = dues.order_by().values("person_id").annotate(fen=Sum("amount")).filter(fen__lt=0)
    return {row["person_id"] for row in summed}
