"""yingbao compare COUNTY MONTH: compare a determined month with who is enrolled, and print the lists."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from yingbao.edges.cli.acting import read_officer
from yingbao.edges.cli.management.commands.determine import (
    NAME,
    read_county,
    read_month,
    refusals_told,
)
from yingbao.office.access.sight import seeing_all
from yingbao.office.determination.actions import compare
from yingbao.office.determination.choices import WorkList
from yingbao.office.determination.queries.figures import count_lists


class Command(BaseCommand):
    help = "Compare a determined month with who is enrolled"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("county", help="six digits, such as 430811")
        parser.add_argument("month", help="such as 2026-06")
        parser.add_argument("--by", help="the account of the officer who asks")

    @seeing_all(reason="a month is compared for a whole county")
    def handle(self, *, county: str, month: str, **options: Any) -> None:
        code, asked = read_county(county), read_month(month)
        by = read_officer(options["by"]) if options["by"] else NAME
        with refusals_told(code):
            compare(county=code, month=asked, at=timezone.now(), by=by)
        counted = count_lists(county=code, month=asked)
        for kind in WorkList:
            count, at_stake = counted[kind]
            self.stdout.write(f"{kind.label}\t{count}\t{at_stake}")
