"""yingbao backup [DIR] and yingbao backup verify DIR: keep everything, and prove that it was kept."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.backups.making import NotGood, make_backup
from yingbao.edges.backups.manifest import NoBackup, read_manifest
from yingbao.edges.backups.postgresql import ClientFailed, NoClient
from yingbao.edges.backups.proving import AnotherKind, prove
from yingbao.office.audit.actions import record
from yingbao.office.register.sealing import NoKeys

USAGE, PROBLEMS, REFUSED, NOT_FOUND = 2, 3, 4, 5


class Command(BaseCommand):
    help = "Make a backup that is proven, or prove one again"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "words",
            nargs="*",
            metavar="[verify] DIR",
            help="the folder of all backups (unless said: YINGBAO_BACKUPS); after verify: one backup",
        )

    def handle(self, *, words: list[str], **options: Any) -> None:
        try:
            if words[:1] == ["verify"] and len(words) == 2:
                self.verify(Path(words[1]))
            elif len(words) <= 1 and words != ["verify"]:
                self.make(Path(words[0]) if words else settings.BACKUPS_DIR)
            else:
                raise CommandError("yingbao backup [DIR] | yingbao backup verify DIR", returncode=USAGE)
        except NotGood as why:
            self.tell(why.problems)
        except ClientFailed as why:
            raise CommandError(str(why), returncode=PROBLEMS) from None
        except NoClient as why:
            text = gettext("%(program)s is not installed: the clients of PostgreSQL are needed")
            raise CommandError(text % {"program": why}, returncode=NOT_FOUND) from None
        except NoKeys as why:
            text = gettext("There is no usable key file at %(file)s")
            raise CommandError(text % {"file": why}, returncode=NOT_FOUND) from None
        except OSError as why:
            raise CommandError(str(why), returncode=PROBLEMS) from None

    def make(self, parent: Path) -> None:
        folder = make_backup(parent, timezone.now())
        made = read_manifest(folder)
        detail = {"rows": sum(made.rows.values()), "seals": made.seals}
        record("backups.backup.made", by="yingbao backup", subject=f"backup:{folder.name}", detail=detail)
        told = {"folder": folder, "rows": detail["rows"], "seals": made.seals, "root": made.last_root}
        self.stdout.write(
            gettext("%(folder)s is good: %(rows)s rows, %(seals)s seals, last root %(root)s") % told
        )

    def verify(self, folder: Path) -> None:
        try:
            self.tell(prove(folder))
        except NoBackup as why:
            text = gettext("%(file)s is missing or was changed")
            code = PROBLEMS if folder.is_dir() else NOT_FOUND
            raise CommandError(text % {"file": why}, returncode=code) from None
        except AnotherKind as why:
            text = gettext("The files are whole; to open it, set a database of its kind: %(kind)s")
            raise CommandError(text % {"kind": why}, returncode=REFUSED) from None
        self.stdout.write(gettext("%(folder)s is good") % {"folder": folder})

    def tell(self, problems: list[str]) -> None:
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(gettext("The backup is not good"), returncode=PROBLEMS)
