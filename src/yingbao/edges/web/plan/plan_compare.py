"""The plan beside the next one: which clauses differ, what rests on them, how many persons it concerns."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.plan.rates import Rate, rates
from yingbao.edges.web.plan.things import ShownThing, shown_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.law.packs import Pack
from yingbao.law.packs.comparing import Affected, Comparison, compare
from yingbao.law.packs.coverage import coverage_of, read_plan
from yingbao.law.packs.pack import PEOPLE
from yingbao.law.packs.parameters import DatedParameter
from yingbao.law.plans.differences import Change
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.determination.queries import entitled, figures, runs

NEXT = "plan-next.yaml"
CHANGES: dict[Change, Promise] = {
    Change.ADDED: _("new"),
    Change.REMOVED: _("gone"),
    Change.CHANGED: _("worded differently"),
    Change.MOVED: _("stands elsewhere"),
}


@dataclass(frozen=True)
class ShownDifference:
    """One clause that differs, with what had become of it."""

    affected: Affected
    change: Promise
    look: str
    things: list[ShownThing]
    lost: str
    got: str


LOOKS: dict[Change, str] = {Change.ADDED: "yes", Change.REMOVED: "no", Change.CHANGED: "unknown"}


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def plan_compare(request: OfficerRequest) -> HttpResponse:
    """Compare the county's plan with the next one, where one was read."""
    pack = rules_of(request.user)
    path = pack.folders[-1] / NEXT
    coverage = coverage_of(pack)
    if coverage is None or not path.exists():
        return render(request, "plan/plan_compare_missing.html")
    found = compared(pack, path, path.stat().st_mtime_ns)
    page = {
        "found": found,
        "counts": [(CHANGES[change], found.count(change)) for change in Change],
        "differences": [shown(each) for each in found.clauses if not each.only_moved],
        "moved": [each.difference for each in found.clauses if each.only_moved],
        "indicators": [shown_of(each) for each in found.of_kind("indicator")],
        "parameters": values(found),
        **people(request.user, found, pack),
    }
    return render(request, "plan/plan_compare.html", page)


@lru_cache(maxsize=8)
def compared(pack: Pack, path: Path, _changed_at: int) -> Comparison:
    """Return the comparison of a pack's plan with another, made once for a file."""
    coverage = coverage_of(pack)
    assert coverage is not None  # noqa: S101 - asked only of packs with a plan
    return compare(coverage.plan, read_plan(path), coverage, pack)


def shown(affected: Affected) -> ShownDifference:
    """Return a clause that differs as the page shows it."""
    return ShownDifference(
        affected,
        CHANGES[affected.change],
        LOOKS.get(affected.change, ""),
        [shown_of(thing) for thing in affected.things],
        "、".join(number.text for number in affected.lost),
        "、".join(number.text for number in affected.got),
    )


def values(found: Comparison) -> list[tuple[DatedParameter, Rate | None]]:
    """Return the parameters that carry a number that changed, with what they are now."""
    return [(each, next(iter(rates(each)), None)) for each in found.parameters]


def people(officer: Officer, found: Comparison, pack: Pack) -> dict[str, object]:
    """Return how many persons of the officer's division the affected programmes reach now."""
    programmes = found.of_kind("programme")
    month = runs.get_latest_month(officer=officer, on=timezone.localdate())
    shown_programmes = [(shown_of(each), found.things[each.id][1]) for each in programmes]
    if month is None or not may(officer, Permission.VIEW_LISTS):
        return {"programmes": [(*each, None) for each in shown_programmes], "month": None}
    # Persons are counted here, and no money.
    counts = figures.count_programmes(officer=officer, month=month, per_household=())
    return {
        "programmes": [(*each, entitled_to(each[0].id, counts, pack)) for each in shown_programmes],
        "month": month,
        "persons": entitled.count_persons(
            officer=officer, month=month, programmes=[each.id for each in programmes]
        ),
    }


def entitled_to(programme_id: str, counts: Mapping[str, figures.ProgrammeFigure], pack: Pack) -> int | None:
    """Return how many are entitled to a programme; None where it is not owed to persons or households."""
    if not any(each.id == programme_id for each in pack.of(PEOPLE)):
        return None
    return counts[programme_id].entitled if programme_id in counts else 0
