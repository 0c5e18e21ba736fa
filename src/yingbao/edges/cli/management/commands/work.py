"""yingbao work: do what waits: rosters, messages, the timetable, runs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from yingbao.edges.jobs.worker import work


class Command(BaseCommand):
    help = "Do what waits: rosters, messages, the timetable, runs; goes on until stopped"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until-idle", action="store_true", help="stop when nothing waits any more")

    def handle(self, **options: Any) -> None:
        try:
            done = work(timezone.now, until_idle=options["until_idle"])
        except KeyboardInterrupt:
            return
        self.stdout.write(str(done))
