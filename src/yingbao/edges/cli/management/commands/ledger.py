"""yingbao ledger check|journal: whether the book of money holds together; the book for another program."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from yingbao.edges.cli.management.commands.determine import PROBLEMS, read_county
from yingbao.edges.exchange.journals import MANNERS, write_journal
from yingbao.office.access.sight import seeing_all
from yingbao.office.ledger.findings import Checked, Finding, Findings
from yingbao.office.ledger.queries.checking import check_ledger, counties
from yingbao.office.payments.queries.agreement import check_agreement
from yingbao.values.money import Money


class Command(BaseCommand):
    help = "Check the book of money, write it down for hledger or beancount"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser(
            "check", help="read every transfer, due, line and roll again and say what does not fit"
        )
        check.add_argument("county", nargs="?", help="six digits, such as 430811; without it, all")
        journal = verbs.add_parser("journal", help="write the journal of a year to the standard output")
        journal.add_argument("county", help="six digits, such as 430811")
        journal.add_argument("year", type=int)
        journal.add_argument("--format", choices=sorted(MANNERS), default="hledger", help="for which program")

    def handle(self, *, verb: str, **options: Any) -> None:
        {"check": self.check_books, "journal": self.journal}[verb](options)

    @seeing_all(reason="the book of money is of whole counties")
    def check_books(self, options: dict[str, Any]) -> None:
        faults = 0
        for county in [read_county(options["county"])] if options["county"] else counties():
            ledger = check_ledger(county)
            wrong = [*ledger.wrong, *check_agreement(county)]
            for each in wrong:
                self.tell(county, each)
            self.stdout.write(summary(county, ledger))
            faults += sum(each.count for each in wrong)
        if faults:
            told = gettext("Money does not fit in %(count)s places")
            raise CommandError(told % {"count": faults}, returncode=PROBLEMS)

    def tell(self, county: str, wrong: Findings) -> None:
        for each in wrong.told:
            self.stdout.write(f"{county} {said(each)}")
        more = wrong.count - len(wrong.told)
        if more:
            told = gettext("%(county)s … and %(count)s more of which each %(wrong)s")
            self.stdout.write(told % {"county": county, "count": more, "wrong": wrong.wrong.label})

    def journal(self, options: dict[str, Any]) -> None:
        county = read_county(options["county"])
        for part in write_journal(county, options["year"], MANNERS[options["format"]]):
            self.stdout.write(part, ending="")


def said(finding: Finding) -> str:
    """Return in words what is wrong, where and how much."""
    told = {"place": finding.place, "wrong": finding.wrong.label, "yuan": str(Money(finding.fen))}
    return gettext("%(place)s %(wrong)s (%(yuan)s yuan)") % told


def summary(county: str, ledger: Checked) -> str:
    """Return how much was read."""
    told = {"county": county, "transfers": ledger.transfers, "yuan": str(Money(ledger.fen))}
    return gettext("%(county)s: %(transfers)s transfers, %(yuan)s yuan") % told
