"""yingbao office open PACK: load the divisions of a district."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from yingbao.office.access.actions import BadDivisions, DivisionRow, load_divisions

PROBLEMS, NOT_FOUND = 3, 5


class Command(BaseCommand):
    help = "Open the office of a district"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        opening = verbs.add_parser("open", help="load the divisions a pack lists; again is harmless")
        opening.add_argument("pack", help="the id of a pack, such as cn-430811")

    def handle(self, *, pack: str, **options: Any) -> None:
        path = settings.POLICY_DIR / "packs" / pack / "divisions.csv"
        if path.parent.parent != settings.POLICY_DIR / "packs" or not path.is_file():
            raise CommandError(f"{pack} has no divisions.csv", returncode=NOT_FOUND)
        try:
            count = load_divisions(rows=read_divisions(path), by="yingbao office open")
        except BadDivisions as bad:
            for line, code in bad.problems:
                self.stderr.write(f"{path}:{line}: {code}")
            raise CommandError(
                f"{len(bad.problems)} problems; nothing was loaded", returncode=PROBLEMS
            ) from None
        self.stdout.write(f"{count} divisions")


def read_divisions(path: Path) -> list[DivisionRow]:
    """Return the lines of a list of divisions with the columns code, name, level, parent."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            DivisionRow(row["code"], row["name"], row["level"], row["parent"]) for row in csv.DictReader(file)
        ]
