"""yingbao keys new|show|rotate|reseal|retire: the keys the numbers of persons are sealed with."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.office.register.actions.keys import StillUsed, TooEarly, reseal, retire_key, rotate_keys
from yingbao.office.register.key_file import CurrentKey, NoSuchKey, TooManyKeys, key_state
from yingbao.office.register.sealed_places import count_by_key
from yingbao.office.register.sealing import KeysExist, NoKeys, write_new_keys

PROBLEMS, REFUSED, NOT_FOUND = 3, 4, 5


class Command(BaseCommand):
    help = "The keys that seal numbers of persons"
    requires_system_checks: list[str] = []  # the checks ask for the file `keys new` makes

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser(
            "new", help="write a new key file; an existing one is never overwritten (exit code 4)"
        )
        verbs.add_parser("show", help="which keys there are, and how many values each sealed")
        verbs.add_parser("rotate", help="add a key; from now on values are sealed with it")
        verbs.add_parser("reseal", help="seal with the newest key what older ones sealed, while others work")
        retire = verbs.add_parser("retire", help="take out a key nothing is sealed with any more")
        retire.add_argument("version", type=int)

    def handle(self, *, verb: str, **options: Any) -> None:
        verbs = {"new": self.new, "show": self.show, "rotate": self.rotate, "reseal": self.reseal}
        try:
            if verb == "retire":
                self.retire(options["version"])
            else:
                verbs[verb]()
        except NoKeys:
            told = {"file": settings.KEY_FILE}
            raise CommandError(
                gettext("There is no usable key file at %(file)s") % told, returncode=NOT_FOUND
            ) from None

    def new(self) -> None:
        try:
            write_new_keys(settings.KEY_FILE)
        except KeysExist:
            raise CommandError(
                f"{settings.KEY_FILE} exists. With other keys no number could be read any more.",
                returncode=REFUSED,
            ) from None
        self.stdout.write(f"{settings.KEY_FILE}: keep a copy in another place than the database's backups.")

    def show(self) -> None:
        state, counted = key_state(settings.KEY_FILE), count_by_key()
        for name, mark in state.fingerprints.items():
            self.stdout.write(f"{name}\t{mark}{' *' if name == str(state.current) else ''}")
            for where, counts in counted.items():
                if name.isdigit() and counts[int(name)]:
                    self.stdout.write(f"\t{where}\t{counts[int(name)]}")

    def rotate(self) -> None:
        try:
            version = rotate_keys(at=timezone.now(), by="yingbao keys rotate")
        except TooManyKeys:
            raise CommandError(gettext("No further key can be numbered"), returncode=REFUSED) from None
        self.stdout.write(
            gettext(
                "Values are sealed with key %(version)s from now on. Copy %(file)s to its safe place now."
            )
            % {"version": version, "file": settings.KEY_FILE}
        )

    def reseal(self) -> None:
        done = reseal(by="yingbao keys reseal", wait=time.sleep)
        self.stdout.write(gettext("%(count)s values sealed anew") % {"count": done.values})
        for where in sorted(done.unopened):
            self.stderr.write(gettext("does not open in its place: %(where)s") % {"where": where})
        if done.left:
            text = gettext("%(count)s values bear an older key")
            raise CommandError(text % {"count": done.left}, returncode=PROBLEMS)

    def retire(self, version: int) -> None:
        try:
            retire_key(version=version, at=timezone.now(), by="yingbao keys retire")
        except StillUsed as why:
            for where, count in why.uses.items():
                self.stderr.write(f"{where}: {count}")
            text = gettext("Values are sealed with key %(version)s: run `yingbao keys reseal` first")
            raise CommandError(text % {"version": version}, returncode=REFUSED) from None
        except CurrentKey:
            text = gettext("Key %(version)s seals what is written now: run `yingbao keys rotate` first")
            raise CommandError(text % {"version": version}, returncode=REFUSED) from None
        except TooEarly as why:
            text = gettext("A value may be on its way: try again after %(at)s")
            raise CommandError(text % {"at": why}, returncode=REFUSED) from None
        except NoSuchKey:
            text = gettext("There is no key %(version)s")
            raise CommandError(text % {"version": version}, returncode=NOT_FOUND) from None
        except OperationalError:
            text = gettext("Others are writing at the moment: try again later")
            raise CommandError(text, returncode=REFUSED) from None
        self.stdout.write(
            gettext("Key %(version)s is out. Backups made before need the copy you kept.")
            % {"version": version}
        )
