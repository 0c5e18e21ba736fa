"""yingbao restore DIR --into DATABASE: bring a backup back; what was there is moved aside, never deleted."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.utils import OperationalError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.backups.making import NotGood
from yingbao.edges.backups.manifest import NoBackup, read_manifest
from yingbao.edges.backups.postgresql import ClientFailed, NoClient
from yingbao.edges.backups.proving import AnotherKind
from yingbao.edges.backups.restoring import HoldsRows, Newer, OtherKeys, restore_backup
from yingbao.office.register.sealing import NoKeys

PROBLEMS, REFUSED, NOT_FOUND = 3, 4, 5


class Command(BaseCommand):
    help = "Bring a backup back"
    requires_system_checks: list[str] = []  # the database may be what is missing

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", type=Path, help="the folder of one backup")
        parser.add_argument(
            "--into",
            required=True,
            help="an SQLite file, or a database of the server that is set",
        )
        parser.add_argument("--over", default="", help="the same name again: its rows may be replaced")
        parser.add_argument(
            "--files",
            type=Path,
            help="where amendments and uploads go, if not to their place",
        )

    def handle(self, *, backup: Path, into: str, over: str, files: Path | None, **options: Any) -> None:
        if connection.vendor == "sqlite":
            into, over = str(Path(into).resolve()), str(Path(over).resolve()) if over else ""
        if files is None and into == str(connection.settings_dict["NAME"]):
            files = settings.HOME
        try:
            aside = restore_backup(backup, into=into, over=over, files=files, at=timezone.now())
        except tuple(REASONS) as why:
            text, code = REASONS[type(why)]
            raise CommandError(str(text) % {"what": why}, returncode=code) from None
        for old in aside:
            self.stdout.write(gettext("moved aside: %(what)s") % {"what": old})
        made = read_manifest(backup)
        told = {"into": into, "rows": sum(made.rows.values()), "root": made.last_root}
        self.stdout.write(gettext("%(into)s: %(rows)s rows, counted and verified, last root %(root)s") % told)


REASONS: dict[type[Exception], tuple[Promise | str, int]] = {
    NoBackup: (_("%(what)s is missing or was changed"), PROBLEMS),
    NotGood: (_("The backup is not good: %(what)s"), PROBLEMS),
    ClientFailed: ("%(what)s", PROBLEMS),
    OperationalError: (_("The server refuses; stop the web and worker services first: %(what)s"), REFUSED),
    AnotherKind: (_("It is a backup of %(what)s; set such a database"), REFUSED),
    Newer: (_("A newer version made it; these migrations are not known here: %(what)s"), REFUSED),
    OtherKeys: (_("The key file here lacks these keys of the backup: %(what)s"), REFUSED),
    HoldsRows: (_("%(what)s holds rows: to replace them say --over %(what)s"), REFUSED),
    NoKeys: (_("There is no usable key file at %(what)s"), NOT_FOUND),
    NoClient: (_("%(what)s is not installed: the clients of PostgreSQL are needed"), NOT_FOUND),
}
