"""Which months were determined, and what the runs did."""

from datetime import date

from django.db import connection
from django.db.models import Exists, Max, OuterRef, QuerySet

from yingbao.office.access.models import Officer
from yingbao.office.determination.choices import RunState, Scope
from yingbao.office.determination.models import Run
from yingbao.office.determination.queries.scope import counties_of
from yingbao.office.register.models import Standing
from yingbao.values.month import Month

LARGE = 200_000


def list_runs(*, officer: Officer) -> QuerySet[Run]:
    """Return the runs of the officer's county, the newest first; those waiting and failed among them."""
    return Run.objects.filter(counties_of(officer)).select_related("horizon").order_by("-id")


def get_latest_month(*, officer: Officer, on: date) -> Month | None:
    """Return the newest month that was determined for the officer's county, if any was.

    A month beyond the one after the given day is not the newest: it was determined far ahead, or by mistake.
    """
    known = _whole_runs().filter(counties_of(officer), month__lte=Month.of(on).next.first_day)
    latest = known.aggregate(month=Max("month"))["month"]
    return Month.of(latest) if latest else None


def list_failures(*, officer: Officer) -> list[Run]:
    """Return the last failed run of each month of the officer's county that nothing has made good since.

    The newest month first. What finished later for the month, or waits to be done, makes it good.
    """
    later = Run.objects.filter(county=OuterRef("county"), month=OuterRef("month"), pk__gt=OuterRef("pk"))
    failed = Run.objects.filter(counties_of(officer), ~Exists(later), state=RunState.FAILED)
    return list(failed.order_by("-month", "-id"))


def list_months(*, officer: Officer) -> list[Month]:
    """Return the months determined for the officer's county, the newest first."""
    months = _whole_runs().filter(counties_of(officer)).values_list("month", flat=True)
    return [Month.of(day) for day in months.distinct().order_by("-month")]


def get_latest_determined(county: str) -> Month | None:
    """Return the newest month for which everyone in the county was determined."""
    latest = _whole_runs().filter(county=county).aggregate(month=Max("month"))["month"]
    return Month.of(latest) if latest else None


def is_determined(county: str, month: Month) -> bool:
    """Return whether everyone in the county was determined for the month."""
    return _whole_runs().filter(county=county, month=month.first_day).exists()


def get_last_complete_run(county: str, month: Month) -> Run | None:
    """Return the last run after which everyone's answer for the month was up to date with its horizon."""
    complete = Run.objects.filter(
        county=county,
        month=month.first_day,
        state=RunState.FINISHED,
        scope__in=[Scope.EVERYONE, Scope.TOUCHED],
    )
    return complete.select_related("layout").order_by("-id").first()


def get_last_finished(county: str) -> int | None:
    """Return the number of the run of the county that finished last."""
    finished = Run.objects.filter(county=county, state=RunState.FINISHED).order_by("-finished_at", "-id")
    return finished.values_list("pk", flat=True).first()


def is_large(county: str) -> bool:
    """Return whether a county is answered faster outside the database: many persons, and PostgreSQL."""
    if connection.vendor != "postgresql":
        return False
    return Standing.objects.filter(county=county, ended_by=None)[LARGE : LARGE + 1].exists()


def is_overtaken(run: Run) -> bool:
    """Return whether a later run of the county finished already."""
    return Run.objects.filter(county=run.county, pk__gt=run.pk, state=RunState.FINISHED).exists()


def get_next_wish() -> Run | None:
    """Return the oldest run that waits to be done; one left running by a killed worker waits too."""
    waiting = Run.objects.filter(state__in=[RunState.ASKED, RunState.RUNNING])
    return waiting.order_by("id").first()


def _whole_runs() -> QuerySet[Run]:
    return Run.objects.filter(state=RunState.FINISHED, scope=Scope.EVERYONE)


def list_last_complete_runs() -> list[Run]:
    """Return the last complete run of each determined month, by county, the oldest month first."""
    whole = _whole_runs().values_list("county", "month").distinct().order_by("county", "month")
    return [run for county, day in whole if (run := get_last_complete_run(county, Month.of(day)))]
