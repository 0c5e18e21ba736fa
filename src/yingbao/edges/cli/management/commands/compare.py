"""yingbao compare COUNTY MONTH: compare a determined month with who is enrolled, and print the lists."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from yingbao.edges.cli.management.commands.determine import (
    read_county,
    read_month,
    read_officer,
    refusals_told,
)
from yingbao.office.determination.actions import compare
from yingbao.office.determination.choices import WorkList
from yingbao.office.determination.queries.figures import count_lists


class Command(BaseCommand):
    help = "Compare a determined month with who is enrolled"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("county", help="six digits, such as 430811")
        parser.add_argument("month", help="such as 2026-06")
        parser.add_argument("--by", help="the account of the officer who asks")

    def handle(self, *, county: str, month: str, **options: Any) -> None:
        code, asked = read_county(county), read_month(month)
        with refusals_told(code):
            compare(county=code, month=asked, at=timezone.now(), by=read_officer(options["by"]))
        counted = count_lists(county=code, month=asked)
        for kind in WorkList:
            count, at_stake = counted[kind]
            self.stdout.write(f"{kind.label}\t{count}\t{at_stake}")
