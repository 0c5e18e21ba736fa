"""Which alarms are due by a day and were not raised yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, QuerySet

from yingbao.law.calendars import Calendar
from yingbao.office.casework.choices import AlarmKind, CaseState
from yingbao.office.casework.models import Alarm, Case
from yingbao.office.casework.queries.courses import calendar, days_of

# Whom a long overdue case is told to besides whoever has the turn.
ABOVE = {"village": "township", "township": "disabled_federation", "disabled_federation": "civil_affairs"}
REMIND, ESCALATE = "limit_reminder_days", "limit_escalation_days"


@dataclass(frozen=True)
class Ringing:
    """One alarm: for which day, about which limit, told to which unit."""

    case: Case
    kind: AlarmKind
    due_on: date
    for_day: date
    unit: str


def limited_cases(county: str) -> QuerySet[Case]:
    """Return the open cases of a county in which somebody has until a day.

    The last day of a public notice is nobody's limit: it ends by itself.
    """
    open_cases = Case.objects.filter(county=county, ended_on__isnull=True, due_on__isnull=False)
    return open_cases.exclude(state=CaseState.ON_NOTICE)


def provisional_cases(county: str) -> QuerySet[Case]:
    """Return the open cases of a county whose limit rests on a year nobody had published."""
    return Case.objects.filter(county=county, due_provisional=True, ended_on__isnull=True)


def ringing(cases: Sequence[int], on: date) -> Iterator[Ringing]:
    """Give the alarms of some cases that are due by a day and were not raised, by case and day."""
    days = calendar()
    raised = set(
        Alarm.objects.filter(
            case__in=cases, act_number=F("case__began_with"), due_on=F("case__due_on")
        ).values_list("case_id", "kind")
    )
    for case in Case.objects.filter(pk__in=cases, ended_on__isnull=True).order_by("pk"):
        for each in alarms_of(case, days):
            if each.for_day <= on and (case.pk, each.kind) not in raised:
                yield each


def alarms_of(case: Case, days: Calendar) -> Iterator[Ringing]:
    """Give every alarm of the limit a case is under now, with the day of each.

    The reminder comes some working days before the last day; where the district has not said how many, none
    comes. The last day itself is in time: overdue is the day after.
    """
    due = case.due_on
    if due is None:
        return
    reminder, escalation = days_of(case, REMIND), days_of(case, ESCALATE)
    if reminder is not None:
        yield Ringing(case, AlarmKind.REMINDER, due, working_days_before(days, due, reminder), case.turn)
    yield Ringing(case, AlarmKind.OVERDUE, due, due + timedelta(days=1), case.turn)
    if escalation is not None:
        late = days.deadline(due, escalation, "working").day + timedelta(days=1)
        yield Ringing(case, AlarmKind.ESCALATION, due, late, ABOVE.get(case.turn, case.turn))


def working_days_before(days: Calendar, day: date, count: int) -> date:
    """Return the working day so many working days before a day."""
    while count > 0:
        day -= timedelta(days=1)
        count -= days.is_working(day).working
    return day
