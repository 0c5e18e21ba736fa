"""What was found, in a few figures, as it is kept with a scenario and told to machines."""

from typing import Any

from yingbao.law.facts.problems import Wording
from yingbao.office.determination.queries.households import Households
from yingbao.office.determination.queries.what_if import Change, Totals, WhatIf
from yingbao.office.scenarios.costs import Costs, Sides, get_costs


def summarize(found: WhatIf) -> dict[str, Any]:
    """Return the figures of what was found: counts, and money in whole fen; no person is named."""
    costs = get_costs(found)
    return {
        "programmes": [_programme(change) for change in found.changes],
        **_money(costs),
        "funds": {part.payer: _sides(part.sides) for part in costs.funds()},
        "funds_once": {part.payer: _sides(part.sides) for part in costs.funds(yearly=False)},
    }


def _programme(change: Change) -> dict[str, Any]:
    return {
        "id": change.programme,
        "name": _wording(change.name),
        "per": change.pays.per if change.pays else None,
        "per_before": change.paid.per if change.paid else None,
        "unit": change.pays.unit if change.pays else None,
        "before": _totals(change.before),
        "after": _totals(change.after),
        "counts": {effect.value: count for effect, count in sorted(change.counts.items())},
        "wanted": dict(change.wanted),
    }


def _money(costs: Costs) -> dict[str, Any]:
    named = {"monthly": costs.monthly, "yearly": costs.yearly, "once": costs.once}
    return {name: _sides(sides) for name, sides in named.items()} | {"without_amount": list(costs.without)}


def _sides(sides: Sides) -> dict[str, int | None]:
    return {
        "before": sides.before.fen if sides.before is not None else None,
        "after": sides.after.fen if sides.after is not None else None,
    }


def _totals(totals: Totals) -> dict[str, Any]:
    told: dict[str, Any] = {
        "entitled": totals.entitled,
        "to_ask": totals.to_ask,
        "owed": totals.owed_fen.fen,
        "without_amount": totals.without_amount,
    }
    return told | ({"households": _households(totals.households)} if totals.households else {})


def _households(households: Households) -> dict[str, int]:
    """What the sum of money owed per household is of, and what it leaves out."""
    return {
        "counted": households.counted,
        "without_amount": households.without_amount,
        "contradicting": households.contradicting,
        "persons_apart": households.persons_apart,
    }


def _wording(words: Wording) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
