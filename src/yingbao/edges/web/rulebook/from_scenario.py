"""Propose what a kept scenario tries: each programme and each value it writes otherwise is a proposal."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rulebook.differences import Difference, differences
from yingbao.law.facts.problems import PackProblems, Wording
from yingbao.law.packs import NotInForce, Pack
from yingbao.law.packs.edits import VALUES, Edit, programme_of
from yingbao.law.packs.rewritten import Rewritten, rewritten
from yingbao.office.access.permissions import Permission
from yingbao.office.determination.packs import pack_of
from yingbao.office.scenarios.models import Scenario
from yingbao.office.scenarios.queries import get_scenario
from yingbao.office.scenarios.trying import laid_by
from yingbao.values.month import Month


@dataclass(frozen=True)
class ToPropose:
    """One proposal a scenario can become: of a programme or a value, and the form filled with it."""

    name: Wording
    address: str
    differences: list[Difference]


@policy(permission=Permission.PROPOSE_RULES, scope=Scope.DOCUMENT)
def scenario_propose(request: OfficerRequest, scenario_id: int) -> HttpResponse:
    """List the proposals a scenario can become."""
    scenario = scenario_of(request, scenario_id)
    now = pack_of(scenario.county, Month.of(scenario.month))
    try:
        found = tried_otherwise(scenario, now)
    except (PackProblems, NotInForce):
        messages.error(request, gettext("What this scenario tries no longer fits the rules. Try it anew."))
        return redirect("scenario_list")
    page = {"scenario": scenario, "proposals": proposals(scenario, found, now), "left_out": found.left_out}
    return render(request, "rulebook/scenario_propose.html", page)


def scenario_of(request: OfficerRequest, scenario_id: int) -> Scenario:
    """Return a scenario the officer sees; of others there is none."""
    scenario = get_scenario(officer=request.user, scenario_id=scenario_id)
    if scenario is None:
        raise Http404
    return scenario


def tried_otherwise(scenario: Scenario, now: Pack) -> Rewritten:
    """Return what a scenario writes otherwise than the rules of its month as they are today.

    Raises:
        PackProblems, NotInForce: what it tries no longer fits the rules.
    """
    month = Month.of(scenario.month)
    then = pack_of(scenario.county, month, *laid_by(scenario.reforms, scenario.overlay))
    return rewritten(now, then, month)


def edits_asked(request: OfficerRequest, of: str) -> list[Edit]:
    """Return what the scenario named in the address writes otherwise of a programme or value.

    Nothing where none is named, or where it no longer fits: the form then shows what stands.
    """
    named = request.GET.get("scenario", "")
    if not (named.isascii() and named.isdecimal() and len(named) < 19):
        return []
    scenario = scenario_of(request, int(named))
    try:
        found = tried_otherwise(scenario, pack_of(scenario.county, Month.of(scenario.month)))
    except (PackProblems, NotInForce):
        return []
    return [edit for edit in found.edits if edit.of == of]


def proposals(scenario: Scenario, found: Rewritten, now: Pack) -> list[ToPropose]:
    """Return one proposal for each programme and each value, in the order they are found."""
    grouped: dict[tuple[bool, str], list[Edit]] = {}
    for edit in found.edits:
        grouped.setdefault((edit.what in VALUES, edit.of), []).append(edit)
    return [
        ToPropose(
            now.parameters[of].name if is_value else programme_of(now, of).name,
            f"{reverse('value_change' if is_value else 'rule_change', args=[of])}?scenario={scenario.pk}",
            differences(edits, now),
        )
        for (is_value, of), edits in grouped.items()
    ]
