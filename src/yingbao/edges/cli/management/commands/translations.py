"""yingbao translations: collect the sentences of the product, check the catalogue, compile it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yingbao.edges.cli import catalogue


class Command(BaseCommand):
    help = "Collect, check or compile the translations"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verb = parser.add_mutually_exclusive_group()
        verb.add_argument("--collect", action="store_true", help="bring new sentences into the catalogue")
        verb.add_argument("--check", action="store_true", help="say what is missing (exit code 3)")
        verb.add_argument(
            "--compile", action="store_true", help="write the file the product reads (as without any option)"
        )

    def handle(self, **options: Any) -> None:
        if not (options["collect"] or options["check"]):
            catalogue.compile_catalogue()
        if options["collect"]:
            catalogue.collect()
        if options["check"]:
            self.check_catalogue()

    def check_catalogue(self) -> None:
        problems = catalogue.problems()
        for problem in problems:
            self.stdout.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problems in the catalogue", returncode=3)
