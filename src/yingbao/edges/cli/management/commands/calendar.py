"""`yingbao calendar show YEAR`: the days off and the weekends worked, and how sure they are."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import get_language

from yingbao.law.calendars import Calendar
from yingbao.law.calendars.telling import tell_year
from yingbao.law.packs import PackProblems

PROBLEMS = 3


class Command(BaseCommand):
    help = "Show which days of a year are off and which weekends are worked."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--policy", type=Path, default=None, help="folder of the policy")
        verbs = parser.add_subparsers(dest="verb", required=True)
        showing = verbs.add_parser("show", help="days off, weekends worked, and how many days are worked")
        showing.add_argument("year", type=int, choices=range(1949, 3000), metavar="YEAR")

    def handle(self, *_: object, **options: object) -> None:
        """Print the year; a calendar that is wrong is told problem by problem."""
        language = get_language() or settings.LANGUAGE_CODE
        try:
            calendar = Calendar.load(Path(str(options["policy"] or settings.POLICY_DIR)))
        except PackProblems as wrong:
            for problem in wrong.problems:
                self.stderr.write(problem.speak(language))
            sys.exit(PROBLEMS)
        for line in tell_year(calendar, int(str(options["year"])), language):
            self.stdout.write(line)
