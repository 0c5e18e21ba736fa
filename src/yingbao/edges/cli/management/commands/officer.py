"""yingbao officer add|list|off: the accounts of officers."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yingbao.office.access import actions
from yingbao.office.access.choices import Role
from yingbao.office.access.queries import get_officer, list_all_officers

REFUSED, NOT_FOUND = 4, 5
BY = "yingbao officer"


class Command(BaseCommand):
    help = "Add, list or switch off accounts of officers"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        add = verbs.add_parser(
            "add", help="add an officer; the password is asked for, or the first line of stdin"
        )
        add.add_argument("username")
        add.add_argument("--name", required=True)
        add.add_argument("--role", required=True, choices=Role.values)
        add.add_argument("--division", required=True, help="code of the county, township or village")
        add.add_argument("--title", default="")
        verbs.add_parser("list", help="list all officers")
        off = verbs.add_parser("off", help="switch an account off")
        off.add_argument("username")
        off.add_argument("--reason", required=True)

    def handle(self, *, verb: str, **options: Any) -> None:
        {"add": self.add, "list": self.list, "off": self.off}[verb](options)

    def add(self, options: dict[str, Any]) -> None:
        new = actions.NewOfficer(
            username=options["username"],
            password=ask_password(),
            name=options["name"],
            role=Role(options["role"]),
            division_code=options["division"],
            title=options["title"],
        )
        try:
            officer = actions.create_officer(new=new, by=BY)
        except actions.OfficerExists:
            raise CommandError(f"There is an officer {new.username} already", returncode=REFUSED) from None
        except actions.WeakPassword as weak:
            raise CommandError(" ".join(weak.messages), returncode=REFUSED) from None
        except actions.UnknownDivision:
            raise CommandError(
                f"No division {new.division_code}: `yingbao office open PACK` loads them",
                returncode=NOT_FOUND,
            ) from None
        self.stdout.write(f"{officer.username}: {officer.name}, {officer.role}, {officer.division.name}")

    def list(self, options: dict[str, Any]) -> None:
        for officer in list_all_officers():
            state = "" if officer.is_active else " (off)"
            self.stdout.write(
                f"{officer.username}\t{officer.name}\t{officer.role}\t{officer.division.name}{state}"
            )

    def off(self, options: dict[str, Any]) -> None:
        officer = get_officer(options["username"])
        if officer is None:
            raise CommandError(f"No officer {options['username']}", returncode=NOT_FOUND)
        actions.switch_off_officer(officer=officer, reason=options["reason"], by=BY)
        self.stdout.write(f"{officer.username} is switched off")


def ask_password() -> str:
    """Return the password typed unseen, or the first line piped in; never one from the command line."""
    if sys.stdin.isatty():
        return getpass.getpass()
    return sys.stdin.readline().rstrip("\n")
