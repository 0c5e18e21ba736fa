"""yingbao whatif COUNTY MONTH: who would gain and lose under other rules, and the cost."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import get_language, gettext

from yingbao.edges.cli.acting import read_officer
from yingbao.edges.cli.management.commands.determine import (
    PROBLEMS,
    REFUSED,
    USAGE,
    read_county,
    read_month,
    refusals_told,
)
from yingbao.law.packs.words import PAYERS
from yingbao.office.access.sight import seeing_all
from yingbao.office.determination.queries.what_if import Change, Effect, WhatIf, get_what_if
from yingbao.office.scenarios.actions import ElsewhereThanOwnCounty, save_scenario
from yingbao.office.scenarios.costs import Costs, Sides, get_costs
from yingbao.office.scenarios.summary import summarize
from yingbao.office.scenarios.trying import CannotTry, Tried

NAME = "yingbao whatif"


class Command(BaseCommand):
    help = "What would change in a month under reforms or other values; nothing is stored unless it is saved"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("county", help="six digits, such as 430811")
        parser.add_argument("month", help="such as 2026-06")
        parser.add_argument(
            "--reform", action="append", default=[], help="a reform of the pack; several are laid in order"
        )
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            dest="values",
            metavar="PARAMETER=VALUE",
            help="a value to try, amounts in yuan: living_allowance_rate=120, nursing_subsidy_rate:1=130",
        )
        parser.add_argument("--save", metavar="NAME", help="keep it as a scenario of this name")
        parser.add_argument("--note", default="", help="what is to be said about it, with --save")
        parser.add_argument("--by", help="the account of the officer who keeps it")
        parser.add_argument(
            "--json", action="store_true", help="print the figures for a machine, money in fen"
        )

    @seeing_all(reason="other rules are tried on a whole county")
    def handle(self, *, county: str, month: str, **options: Any) -> None:
        tried = Tried.of(read_county(county), read_month(month), options["reform"], options["values"])
        if not tried:
            raise CommandError(gettext("Give at least one --reform or --set"), returncode=USAGE)
        with refusals_told(tried.county), trying_told():
            found = get_what_if(county=tried.county, month=tried.month, laid=tried.laid)
            kept = self.keep(tried, options) if options["save"] else None
        if options["json"]:
            self.stdout.write(json.dumps(told_to_machines(found, kept), ensure_ascii=False, indent=2))
            return
        for line in tell(found):
            self.stdout.write(line)
        if kept:
            self.stdout.write(gettext("Kept as scenario %(number)s") % {"number": kept})

    def keep(self, tried: Tried, options: dict[str, Any]) -> int:
        by = read_officer(options["by"]) if options["by"] else NAME
        scenario = save_scenario(
            tried=tried, name=options["save"], note=options["note"], by=by, at=timezone.now()
        )
        return scenario.pk


@contextmanager
def trying_told() -> Iterator[None]:
    """End the command with what cannot be tried or kept, and the exit code of its kind."""
    try:
        yield
    except CannotTry as why:
        raise CommandError(why.wording.speak(spoken()), returncode=PROBLEMS) from None
    except ElsewhereThanOwnCounty as why:
        raise CommandError(f"{type(why).__name__}: {why}", returncode=REFUSED) from None


def spoken() -> str:
    """Return the language of the words of a pack."""
    return "en" if get_language() == "en" else "zh"


def told_to_machines(found: WhatIf, kept: int | None) -> dict[str, Any]:
    """Return the figures with what they are of; no person is named."""
    return {
        "county": found.county,
        "month": str(found.month),
        "laid": list(found.laid),
        "digests": list(found.digests),
        "scenario": kept,
        **summarize(found),
    }


def tell(found: WhatIf) -> Iterator[str]:
    """Give the lines: one of each programme, then the cost and who bears it."""
    if not found.changes:
        yield gettext("The reform would change nothing")
        return
    for change in found.changes:
        yield tell_change(change)
        yield from tell_households(change)
    yield from tell_costs(get_costs(found))


def tell_change(change: Change) -> str:
    """Return one line about one programme."""
    counts = change.counts
    if change.borne_alone:
        return gettext("%(programme)s: nobody is answered otherwise; who pays it changes") % {
            "programme": change.name.speak(spoken())
        }
    return gettext(
        "%(programme)s: %(gainers)s gain, %(losers)s lose, %(other)s get another amount, %(ask)s to ask"
    ) % {
        "programme": change.name.speak(spoken()),
        "gainers": counts[Effect.GAINS],
        "losers": counts[Effect.LOSES],
        "other": counts[Effect.MORE] + counts[Effect.LESS] + counts[Effect.AMOUNT_UNKNOWN],
        "ask": counts[Effect.TO_ASK],
    }


def tell_households(change: Change) -> Iterator[str]:
    """Give how the sum after is made where money is owed per household, and what it leaves out."""
    households = change.after.households
    if households is None or not households.anyone:
        return
    yield "  " + gettext(
        "per household, each counted once: %(counted)s; not in the sum: %(apart)s persons whose household "
        "is not known, %(without)s households of unknown amount, %(contradicting)s of contradicting amounts"
    ) % {
        "counted": households.counted,
        "apart": households.persons_apart,
        "without": households.without_amount,
        "contradicting": households.contradicting,
    }


def tell_costs(costs: Costs) -> Iterator[str]:
    """Give the cost in a month, in a year and once, and what each payer bears of a year."""
    if not costs.programmes:
        return
    yield gettext("A month: %(sides)s yuan") % {"sides": in_yuan(costs.monthly)}
    yield gettext("A year, reckoned from this month: %(sides)s yuan") % {"sides": in_yuan(costs.yearly)}
    for part in costs.funds():
        payer = PAYERS[part.payer].speak(spoken()) if part.payer else gettext("who pays is not written")
        yield f"  {payer}: {in_yuan(part.sides)}"
    if costs.once != Sides(costs.once.before, costs.once.before) or costs.once.before:
        yield gettext("Owed once: %(sides)s yuan") % {"sides": in_yuan(costs.once)}
    if any(costs.without):
        yield gettext("%(count)s entitled persons have no known amount; the sums leave them out") % {
            "count": costs.without[1]
        }


def in_yuan(sides: Sides) -> str:
    """Return an amount before and after."""
    before, after = (gettext("not known") if a is None else str(a) for a in (sides.before, sides.after))
    return f"{before} -> {after}"
