"""yingbao officer add|list|off|unlock|password|factor-off: the accounts of officers."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yingbao.office.access import actions
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.access.queries import get_officer, list_all_officers

REFUSED, NOT_FOUND = 4, 5
BY = "yingbao officer"
WITH_REASON = {
    "off": "switch an account off",
    "unlock": "let an account that rests after wrong tries be tried again",
    "password": "give a new password to an officer who forgot it; asked for, or the first line of stdin",
    "factor-off": "take the second factor off an account whose phone is lost, and end its sessions",
}


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
        add.add_argument("--unit", default="", help="unit of the plan a lead unit's officer speaks for")
        verbs.add_parser("list", help="list all officers")
        for verb, does in WITH_REASON.items():
            parser = verbs.add_parser(verb, help=does)
            parser.add_argument("username")
            parser.add_argument("--reason", required=True)

    def handle(self, *, verb: str, **options: Any) -> None:
        acts = {"add": self.add, "list": self.list, "off": self.off, "unlock": self.unlock}
        acts |= {"password": self.password, "factor-off": self.factor_off}
        acts[verb](options)

    def add(self, options: dict[str, Any]) -> None:
        new = actions.NewOfficer(
            username=options["username"],
            password=ask_password(),
            name=options["name"],
            role=Role(options["role"]),
            division_code=options["division"],
            title=options["title"],
            unit=options["unit"],
        )
        try:
            officer = actions.create_officer(new=new, by=BY)
        except actions.OfficerExists:
            raise CommandError(f"There is an officer {new.username} already", returncode=REFUSED) from None
        except actions.WeakPassword as weak:
            raise CommandError(" ".join(weak.messages), returncode=REFUSED) from None
        except actions.NeedsUnit:
            raise CommandError(
                "Say by --unit which unit of the plan the officer speaks for", returncode=REFUSED
            ) from None
        except actions.UnknownDivision:
            raise CommandError(
                f"No division {new.division_code}: `yingbao office open PACK` loads them",
                returncode=NOT_FOUND,
            ) from None
        self.stdout.write(
            f"{officer.username}: {officer.name}, {officer.own_role}, {officer.own_division.name}"
        )

    def list(self, options: dict[str, Any]) -> None:
        for officer in list_all_officers():
            state = "" if officer.is_active else " (off)"
            self.stdout.write(
                f"{officer.username}\t{officer.name}\t{officer.own_role}\t{officer.own_division.name}{state}"
            )

    def off(self, options: dict[str, Any]) -> None:
        officer = named(options)
        actions.switch_off_officer(officer=officer, reason=options["reason"], by=BY)
        self.stdout.write(f"{officer.username} is switched off")

    def unlock(self, options: dict[str, Any]) -> None:
        officer = named(options)
        actions.unlock_officer(officer=officer, reason=options["reason"], by=BY)
        self.stdout.write(f"{officer.username} may be tried again")

    def password(self, options: dict[str, Any]) -> None:
        officer = named(options)
        try:
            actions.give_password(officer=officer, password=ask_password(), reason=options["reason"], by=BY)
        except actions.WeakPassword as weak:
            raise CommandError(" ".join(weak.messages), returncode=REFUSED) from None
        self.stdout.write(f"{officer.username} has a new password and must choose an own one")

    def factor_off(self, options: dict[str, Any]) -> None:
        officer = named(options)
        actions.take_off_second_factor(officer=officer, reason=options["reason"], by=BY)
        self.stdout.write(f"{officer.username} has no second factor any more")


def named(options: dict[str, Any]) -> Officer:
    """Return the officer a command is about."""
    officer = get_officer(options["username"])
    if officer is None:
        raise CommandError(f"No officer {options['username']}", returncode=NOT_FOUND)
    return officer


def ask_password() -> str:
    """Return the password typed unseen, or the first line piped in; never one from the command line."""
    if sys.stdin.isatty():
        return getpass.getpass()
    return sys.stdin.readline().rstrip("\n")
