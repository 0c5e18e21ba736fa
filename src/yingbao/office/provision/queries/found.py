"""What was found to be owed, as far as an officer sees it: for a month, or in a month; by why."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.provision.choices import ReckoningState
from yingbao.office.provision.models import Due, Reckoning
from yingbao.values.month import Month


@dataclass(frozen=True)
class Found:
    """So many dues of a programme for one reason, and what they add up to in fen."""

    programme: str
    cause: str
    dues: int
    fen: int


def found_dues(officer: Officer) -> QuerySet[Due]:
    """Return the dues in money found in the officer's division, by place, person, period and sequence."""
    if not may(officer, Permission.VIEW_MONEY):
        return Due.objects.none()
    low, high = officer.scope
    here = Due.objects.filter(division_code__gte=low, division_code__lt=high, unit="fen")
    return here.order_by("division_code", "person_id", "programme", "period", "sequence")


def owed_for(officer: Officer, month: Month) -> QuerySet[Due]:
    """Return the dues of a month: first, and whatever was added or taken later."""
    return found_dues(officer).filter(period=month.first_day)


def found_in(officer: Officer, month: Month) -> QuerySet[Due]:
    """Return the dues found on a day of the month, of whatever period they are."""
    reckonings = _reckonings(officer).filter(on__gte=month.first_day, on__lte=month.last_day)
    return found_dues(officer).filter(reckoning__in=list(reckonings.values_list("pk", flat=True)))


def by_cause(dues: QuerySet[Due]) -> list[Found]:
    """Return how many dues there are for each programme and reason, and their sum."""
    counted = dues.order_by("programme", "cause").values("programme", "cause")
    rows = counted.annotate(dues=Count("id"), fen=Sum("amount"))
    return [Found(row["programme"], row["cause"], row["dues"], row["fen"]) for row in rows]


def reckoned_months(officer: Officer) -> list[Month]:
    """Return the months for which it was found what is owed, the newest first."""
    months = _reckonings(officer).order_by("-month").values_list("month", flat=True).distinct()
    return [Month.of(each) for each in months]


def _reckonings(officer: Officer) -> QuerySet[Reckoning]:
    county = officer.division_id[:6]
    return Reckoning.objects.filter(county=county, state=ReckoningState.FINISHED)
