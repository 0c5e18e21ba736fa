"""yingbao determine COUNTY MONTH: determine a month and compare it with who is enrolled."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.cli.acting import read_officer
from yingbao.law.packs import NotInForce, PackProblems
from yingbao.office.access.models import Division
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.access.sight import seeing_all
from yingbao.office.determination.actions import (
    ElsewhereThanOwnCounty,
    NegativeAmount,
    NotDetermined,
    Overtaken,
    PackChanged,
    TooFarAhead,
    ask_for_run,
    carry_out,
    determine,
)
from yingbao.office.determination.choices import Scope
from yingbao.office.determination.models import Run
from yingbao.values.division import DivisionCode, NotADivision
from yingbao.values.month import Month

USAGE, PROBLEMS, REFUSED, NOT_FOUND = 2, 3, 4, 5
NAME = "yingbao determine"


class Command(BaseCommand):
    help = "Determine a month of a county: who is entitled to what, who is missed, who is wrongly paid"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("county", help="six digits, such as 430811")
        parser.add_argument("month", help="such as 2026-06")
        parser.add_argument("--by", help="the account of the officer who asks")
        whom = parser.add_mutually_exclusive_group()
        whom.add_argument("--touched", action="store_true", help="only persons with new facts")
        whom.add_argument(
            "--person", type=int, action="append", help="only this person (by number in the register)"
        )
        whom.add_argument("--columns", action="store_true", help="answer everyone outside the database")
        parser.add_argument("--later", action="store_true", help="leave it to `yingbao work`")

    @seeing_all(reason="a month is determined for a whole county")
    def handle(self, *, county: str, month: str, **options: Any) -> None:
        code, asked = read_county(county), read_month(month)
        with refusals_told(code):
            self.run(code, asked, options)

    def run(self, county: str, month: Month, options: dict[str, Any]) -> None:
        wish: dict[str, Any] = {"county": county, "month": month, "at": timezone.now()}
        wish["by"] = read_officer(options["by"]) if options["by"] else NAME
        wish["scope"] = Scope.TOUCHED if options["touched"] else Scope.EVERYONE
        if options["later"]:
            self.stdout.write(gettext("Run %(run)s waits for yingbao work") % {"run": ask_for_run(**wish).pk})
        elif options["columns"]:
            self.report(carry_out(run=ask_for_run(**wish), at=wish["at"], outside=True))
        else:
            self.report(determine(**wish, persons=options["person"]))

    def report(self, run: Run) -> None:
        seconds = (
            (run.finished_at - run.started_at).total_seconds() if run.finished_at and run.started_at else 0
        )
        self.stdout.write(
            gettext(
                "Run %(run)s: %(written)s answers written, %(ended)s ended;"
                " lists: %(new)s new, %(gone)s gone (%(seconds).1f s)"
            )
            % {
                "run": run.pk,
                "written": run.counts.get("written", 0),
                "ended": run.counts.get("ended", 0),
                "new": run.counts.get("findings_written", 0),
                "gone": run.counts.get("findings_ended", 0),
                "seconds": seconds,
            }
        )


@contextmanager
def refusals_told(county: str) -> Iterator[None]:
    """End a command with what was refused, and the exit code of its kind."""
    try:
        yield
    except (PackProblems, NotInForce, NegativeAmount) as why:
        raise CommandError(str(why), returncode=PROBLEMS) from None
    except TooFarAhead as why:
        text = gettext("%(month)s is too far ahead: a month is determined from the month before it on")
        raise CommandError(text % {"month": why}, returncode=REFUSED) from None
    except (NotDetermined, Overtaken, PackChanged, NotPermitted, ElsewhereThanOwnCounty) as why:
        raise CommandError(f"{type(why).__name__}: {why}", returncode=REFUSED) from None
    except Division.DoesNotExist:
        text = gettext("No office is open for %(county)s") % {"county": county}
        raise CommandError(text, returncode=NOT_FOUND) from None


def read_county(text: str) -> str:
    """Return the code of a county, or end with a usage error."""
    try:
        code = DivisionCode(text)
    except NotADivision:
        raise CommandError(gettext("A county has six digits"), returncode=USAGE) from None
    if len(code.code) != 6:
        raise CommandError(gettext("A county has six digits"), returncode=USAGE)
    return code.code


def read_month(text: str) -> Month:
    """Return the month, or end with a usage error."""
    try:
        return Month.parse(text)
    except ValueError as why:
        raise CommandError(str(why), returncode=USAGE) from None
