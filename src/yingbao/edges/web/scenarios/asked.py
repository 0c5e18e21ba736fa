"""What a page about a what-if was asked: a scenario that was kept, or reforms and values in the address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.utils import timezone

from yingbao.edges.web.determination.lists import month_asked
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import county_of
from yingbao.edges.web.templatetags.written import label
from yingbao.law.packs import NotInForce, PackProblems
from yingbao.office.determination.queries import runs
from yingbao.office.determination.queries.what_if import WhatIf, get_what_if
from yingbao.office.scenarios.models import Scenario
from yingbao.office.scenarios.queries import get_scenario, recompute, tried_in
from yingbao.office.scenarios.trying import CannotTry, Tried


class CannotShow(Exception):
    """What was asked cannot be worked out; the message says why, in the reader's language."""


@dataclass(frozen=True)
class Asked:
    """What is tried, and the scenario it was kept as, if it was."""

    tried: Tried
    scenario: Scenario | None = None

    @property
    def address(self) -> str:
        """The part of an address that asks the same again."""
        return urlencode({"scenario": self.scenario.pk}) if self.scenario else address_of(self.tried)


def address_of(tried: Tried) -> str:
    """Return what is tried as the part of an address after the question mark."""
    named = [("month", str(tried.month))]
    named += [("reform", reform) for reform in tried.reforms] + [("set", value) for value in tried.values]
    return urlencode(named)


def asked(request: OfficerRequest) -> Asked:
    """Return what the address asks; a scenario the officer does not see is not found."""
    written = request.GET.get("scenario", "")
    if written:
        if not (written.isascii() and written.isdigit() and len(written) < 18):
            raise Http404
        return asked_of(request, int(written))
    months = runs.list_months(officer=request.user)
    month = month_asked(request, months, today=timezone.localdate())
    county = county_of(request.user)
    return Asked(Tried.of(county, month, request.GET.getlist("reform"), request.GET.getlist("set")))


def asked_of(request: OfficerRequest, scenario_id: int) -> Asked:
    """Return what a scenario asks, or end as not found."""
    scenario = get_scenario(officer=request.user, scenario_id=scenario_id)
    if scenario is None:
        raise Http404
    return Asked(tried_in(scenario), scenario)


def work_out(request: OfficerRequest, what: Asked) -> tuple[WhatIf, bool]:
    """Return what is found in the officer's own division, and whether the rules changed since it was kept.

    Raises:
        CannotShow: a value, a reform or the month cannot be understood.
    """
    within = request.user.division_id
    try:
        if what.scenario:
            again = recompute(what.scenario, within=within)
            return again.found, again.rules_changed
        tried = what.tried
        found = get_what_if(county=tried.county, month=tried.month, laid=tried.laid, within=within)
    except CannotTry as why:
        raise CannotShow(label(why.wording)) from None
    except (PackProblems, NotInForce) as why:
        raise CannotShow(str(why)) from None
    return found, False
