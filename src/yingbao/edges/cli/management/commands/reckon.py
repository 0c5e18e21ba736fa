"""yingbao reckon COUNTY MONTH: find what is owed for a determined month, and what differs from before."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.cli.acting import read_officer
from yingbao.edges.cli.management.commands.determine import (
    REFUSED,
    read_county,
    read_month,
    refusals_told,
)
from yingbao.office.access.own_county import NotOwnCounty
from yingbao.office.access.sight import seeing_all
from yingbao.office.provision.actions.reckoning import reckon
from yingbao.office.provision.choices import Cause, LeftOut
from yingbao.office.provision.models import Reckoning
from yingbao.values.money import Money

NAME = "yingbao reckon"


class Command(BaseCommand):
    help = "Find what is owed for a determined month; found again it owes nobody twice"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("county", help="six digits, such as 430811")
        parser.add_argument("month", help="such as 2026-06")
        parser.add_argument("--by", help="the account of the officer who asks")

    @seeing_all(reason="what is owed for a month is found for a whole county")
    def handle(self, *, county: str, month: str, **options: Any) -> None:
        code, asked = read_county(county), read_month(month)
        by, now = read_officer(options["by"]) if options["by"] else NAME, timezone.now()
        with refusals_told(code):
            try:
                done = reckon(county=code, month=asked, on=timezone.localdate(now), at=now, by=by)
            except NotOwnCounty:
                told = gettext("An officer finds what is owed in the own county only")
                raise CommandError(told, returncode=REFUSED) from None
        self.report(done)

    def report(self, done: Reckoning) -> None:
        found = [cause for cause in Cause if cause in done.counts]
        for cause in found:
            counted = done.counts[cause]
            self.stdout.write(f"{cause.label}\t{counted['dues']}\t{Money(counted['fen'])}")
        if not found:
            self.stdout.write(gettext("Nothing new is owed"))
        for programme, told in done.counts.get("left_out", {}).items():
            self.stderr.write(f"{programme}\t{told['awards']}\t{LeftOut(told['why']).label}")
