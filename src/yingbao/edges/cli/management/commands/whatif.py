"""yingbao whatif COUNTY MONTH --reform ID: who would gain and lose under other rules, and the cost."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import get_language, gettext

from yingbao.edges.cli.management.commands.determine import read_county, read_month, refusals_told
from yingbao.office.determination.queries.what_if import Change, Effect, get_what_if


class Command(BaseCommand):
    help = "What would change in a month under one or more reforms; nothing is stored"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("county", help="six digits, such as 430811")
        parser.add_argument("month", help="such as 2026-06")
        parser.add_argument(
            "--reform", action="append", required=True, help="a reform of the pack; several are laid in order"
        )

    def handle(self, *, county: str, month: str, reform: list[str], **options: Any) -> None:
        code, asked = read_county(county), read_month(month)
        with refusals_told(code):
            found = get_what_if(county=code, month=asked, laid=reform)
        if not found.changes:
            self.stdout.write(gettext("The reform would change nothing"))
        for change in found.changes:
            self.stdout.write(tell(change))


def tell(change: Change) -> str:
    """Return one line about one programme."""
    counts = change.counts
    return gettext(
        "%(programme)s: %(gainers)s gain, %(losers)s lose, %(other)s get another amount, %(ask)s to ask;"
        " monthly %(before)s -> %(after)s yuan; %(unknown)s without a known amount"
    ) % {
        "programme": change.name.speak(get_language() or "zh"),
        "gainers": counts[Effect.GAINS],
        "losers": counts[Effect.LOSES],
        "other": counts[Effect.MORE] + counts[Effect.LESS] + counts[Effect.AMOUNT_UNKNOWN],
        "ask": counts[Effect.TO_ASK],
        "before": change.before.owed_fen,
        "after": change.after.owed_fen,
        "unknown": change.after.without_amount,
    }
