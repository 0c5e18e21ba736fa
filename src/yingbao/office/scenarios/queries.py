"""Which scenarios an officer sees, and what they say now."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from yingbao.office.access.models import Officer
from yingbao.office.access.within import lies_within
from yingbao.office.determination.queries.what_if import WhatIf, get_what_if
from yingbao.office.scenarios.models import Scenario
from yingbao.office.scenarios.trying import Tried, laid_by
from yingbao.values.month import Month


@dataclass(frozen=True)
class Recomputed:
    """A scenario worked out again: with the rules as they are now, and what was known when it was saved."""

    found: WhatIf
    # The rules of today, or those tried, are not what they were when it was saved.
    rules_changed: bool


def list_scenarios(*, officer: Officer) -> QuerySet[Scenario]:
    """Return the scenarios kept in the officer's county, the newest first.

    Those of the own division, of what lies above it in the county, and of what lies below.
    """
    own = officer.division_id
    above = [own[:length] for length in (6, 9, 12) if length <= len(own)]
    kept = Scenario.objects.filter(county=own[:6], ended_at=None)
    return kept.filter(Q(division__in=above) | lies_within(own, "division")).order_by("-id")


def get_scenario(*, officer: Officer, scenario_id: int) -> Scenario | None:
    """Return one scenario the officer sees."""
    return list_scenarios(officer=officer).filter(pk=scenario_id).first()


def tried_in(scenario: Scenario) -> Tried:
    """Return what a scenario tries."""
    reforms, values = tuple(scenario.reforms), tuple(scenario.values)
    return Tried(scenario.county, Month.of(scenario.month), reforms, values)


def recompute(scenario: Scenario, *, within: str) -> Recomputed:
    """Return what a scenario finds inside a division, from what was known when it was saved.

    Raises:
        PackProblems: a reform is no longer there, or no longer fits the rules.
        NotInForce: the pack no longer says anything about the month.
    """
    found = get_what_if(
        county=scenario.county,
        month=Month.of(scenario.month),
        laid=laid_by(scenario.reforms, scenario.overlay),
        within=within,
        horizon=scenario.horizon_id or 0,
    )
    return Recomputed(found, found.digests != (scenario.digest_now, scenario.digest_then))


def sees_summary(officer: Officer, scenario: Scenario) -> bool:
    """Return whether the figures kept with a scenario are all about the officer's own division."""
    return scenario.division.startswith(officer.division_id)


def may_end(officer: Officer, scenario: Scenario) -> bool:
    """Return whether an officer may take a scenario off the list: the own one; the county's officer any."""
    return scenario.by == officer.username or officer.acting_division_id == scenario.county
