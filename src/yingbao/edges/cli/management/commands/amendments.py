"""yingbao amendments check and restore: the files of approved amendments against the table."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.office.rulebook.actions import restore_files
from yingbao.office.rulebook.queries import Wrong, list_wrong_files

PROBLEMS = 3
SAID: dict[Wrong, Promise] = {
    Wrong.MISSING: _("%(path)s is missing; it was approved"),
    Wrong.CHANGED: _("%(path)s is not what was approved"),
    Wrong.NOT_APPROVED: _("%(path)s was approved by nobody; take it away"),
    Wrong.ENDED: _("%(path)s was ended; it should not be there"),
}


class Command(BaseCommand):
    help = "Compare the files of approved amendments with what was approved"
    # It mends what the check of the rules would refuse.
    requires_system_checks: list[str] = ["safety"]

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("check", help="say which files differ (exit code 3)")
        verbs.add_parser("restore", help="write again what is missing or differs, take away what was ended")

    def handle(self, *, verb: str, **options: Any) -> None:
        if verb == "restore":
            for path in restore_files(by="yingbao amendments"):
                self.stdout.write(gettext("Mended: %(path)s") % {"path": path})
        wrong = list_wrong_files()
        for each in wrong:
            self.stdout.write(str(SAID[each.wrong]) % {"path": each.path})
        if wrong:
            sys.exit(PROBLEMS)
        self.stdout.write(gettext("The files are those that were approved."))
