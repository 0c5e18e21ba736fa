"""yingbao keys new: make the key file the numbers of persons are sealed with."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from yingbao.office.register.sealing import KeysExist, write_new_keys

REFUSED = 4


class Command(BaseCommand):
    help = "Make the key file"
    requires_system_checks: list[str] = []  # the checks ask for the file this makes

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser(
            "new", help="write a new key file; an existing one is never overwritten (exit code 4)"
        )

    def handle(self, **options: Any) -> None:
        try:
            write_new_keys(settings.KEY_FILE)
        except KeysExist:
            raise CommandError(
                f"{settings.KEY_FILE} exists. With other keys no number could be read any more.",
                returncode=REFUSED,
            ) from None
        self.stdout.write(f"{settings.KEY_FILE}: keep a copy in another place than the database's backups.")
