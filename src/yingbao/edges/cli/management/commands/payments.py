"""yingbao payments formats|file|return: the files a bank reads, and those it answers with."""

from argparse import ArgumentParser
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import get_language

from yingbao.edges.cli.acting import NOT_FOUND, REFUSED, read_officer
from yingbao.edges.exchange.banks.answers import digest_of, read_answers
from yingbao.edges.exchange.banks.cells import CannotBeWritten
from yingbao.edges.exchange.banks.formats import FormatProblem, NoSuchFormat, formats
from yingbao.edges.exchange.banks.handing_over import AnotherFileIsThere, NoFolder, put
from yingbao.edges.exchange.banks.saying import say_reason
from yingbao.edges.exchange.banks.writing import file_name, write
from yingbao.office.access.own_county import NotOwnCounty
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.access.sight import seeing_all
from yingbao.office.payments.actions.approving import AnotherRoll
from yingbao.office.payments.actions.filing import AnotherFile, NotAllMayBePaid, NothingToPay, file_roll
from yingbao.office.payments.actions.holding import NotNow
from yingbao.office.payments.actions.returning import read_return
from yingbao.office.payments.bank_answers import Reason, ReturnRefused
from yingbao.office.payments.models import Roll

USAGE, PROBLEMS = 2, 3
OBSTACLES = (
    NotPermitted, NotOwnCounty, NotNow, NotAllMayBePaid, NothingToPay, AnotherRoll, AnotherFile,
    AnotherFileIsThere, NoSuchFormat,
)  # fmt: skip


class Command(BaseCommand):
    help = "Make bank files and read what banks answer"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("formats", help="the shapes of bank files in policy/banks; reads all of them")
        file = verbs.add_parser("file", help="make the bank file of an approved roll, or the same once more")
        file.add_argument("roll", help="the number of the roll")
        file.add_argument("--to", required=True, type=Path, help="the folder it is put into")
        answer = verbs.add_parser("return", help="read the file a bank answered with, whole or not at all")
        answer.add_argument("roll", help="the number of the roll")
        answer.add_argument("file", type=Path)
        for acting in (file, answer):
            acting.add_argument("--by", required=True, help="the account of the officer who acts")
            acting.add_argument(
                "--on", default="", help="the business day, such as 2026-06-24; today if left out"
            )

    @seeing_all(reason="a bank file is about everyone on a roll")
    def handle(self, *, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{verb}")(**options)
        except FormatProblem as found:
            for problem in found.problems:
                self.stderr.write(problem)
            raise CommandError(f"{len(found.problems)} problems", returncode=PROBLEMS) from None
        except (CannotBeWritten, ReturnRefused) as why:
            self._tell(why.reasons)
            raise CommandError(f"{len(why.reasons)} reasons; nothing changed", returncode=PROBLEMS) from None
        except NoFolder as why:
            raise CommandError(f"{why} is not there", returncode=NOT_FOUND) from None
        except OBSTACLES as why:
            raise CommandError(f"{type(why).__name__}: {why}", returncode=REFUSED) from None

    def do_formats(self, **_: Any) -> None:
        for each in formats().values():
            self.stdout.write(f"{each.id:24} {each.sure:8} {each.name.zh}  {each.name.en}")

    def do_file(self, *, roll: str, to: Path, by: str, on: str, **_: Any) -> None:
        found = _roll(roll)
        if not to.is_dir():
            raise NoFolder(str(to))
        content = file_roll(
            roll=found,
            write=partial(write, found.bank_format),
            name=partial(file_name, found.bank_format),
            on=_day(on),
            at=timezone.now(),
            by=read_officer(by),
        )
        found.refresh_from_db()
        self.stdout.write(f"{put(to, found.file_name, content)} {found.lines_in} {found.file_digest}")

    def do_return(self, *, roll: str, file: Path, by: str, on: str, **_: Any) -> None:
        found, officer = _roll(roll), read_officer(by)
        if not file.is_file():
            raise CommandError(f"{file} is not there", returncode=NOT_FOUND)
        read = read_return(
            roll=found,
            answers=read_answers(found.bank_format, file.resolve(), file.name),
            name=file.name,
            digest=digest_of(file.read_bytes()),
            on=_day(on),
            at=timezone.now(),
            by=officer,
        )
        found.refresh_from_db()
        self.stdout.write(f"{found.number} {found.state}: {read.settled} paid, {read.failed} sent back")

    def _tell(self, reasons: tuple[Reason, ...]) -> None:
        for reason in reasons:
            self.stderr.write(say_reason(reason, get_language() or "zh"))


def _roll(number: str) -> Roll:
    roll = Roll.objects.filter(number=number).first()
    if roll is None:
        raise CommandError(f"there is no roll {number}", returncode=NOT_FOUND)
    return roll


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError as why:
        raise CommandError(str(why), returncode=USAGE) from None
