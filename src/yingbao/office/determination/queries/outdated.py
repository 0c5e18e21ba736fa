"""Months whose answers rest on other rules than those in force for them now."""

from django.db.models import Max

from yingbao.office.access.models import Officer
from yingbao.office.determination.choices import RunState, Scope
from yingbao.office.determination.models import Run
from yingbao.office.determination.packs import packs_of
from yingbao.values.month import Month

COMPLETE = [Scope.EVERYONE, Scope.TOUCHED]


def list_outdated_months(*, officer: Officer) -> list[Month]:
    """Return the determined months of the officer's county that must be determined anew, the newest first.

    Their last run asked other rules than an officer would ask now: a rule or a rate was changed since.

    Raises:
        PackProblems: the rules as they are cannot be understood.
    """
    county = officer.division_id[:6]
    finished = Run.objects.filter(county=county, state=RunState.FINISHED, scope__in=COMPLETE)
    newest = finished.order_by().values("month").annotate(newest=Max("pk")).values("newest")
    asked = dict(Run.objects.filter(pk__in=newest).order_by("-month").values_list("month", "pack_digest"))
    now = packs_of(county, map(Month.of, asked))
    return [Month.of(day) for day, digest in asked.items() if now[Month.of(day)].digest != digest]
