"""`yingbao jobs list`, `yingbao jobs run NAME --on DAY`: the timetable, and a work of it done by hand."""

import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from yingbao.edges.jobs.running import do_next_job
from yingbao.edges.jobs.timetable import list_counties, timetable
from yingbao.office.access.sight import seeing_all
from yingbao.office.jobs.actions import ask
from yingbao.office.jobs.choices import JobState
from yingbao.office.jobs.models import Job
from yingbao.office.jobs.queries import get_last_days

NAME = "yingbao jobs"
FAILED = 3


class Command(BaseCommand):
    help = "Show the timetable, or do a work of it by hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="every work of the timetable, and the last day it was asked for")
        running = verbs.add_parser("run", help="do a work for a day, in every county or in one")
        running.add_argument("name", choices=sorted(timetable()), metavar="NAME")
        running.add_argument("--on", type=date.fromisoformat, required=True, metavar="DAY")
        running.add_argument("--county", default="", help="code of one county")

    def handle(self, **options: Any) -> None:
        """Do what the verb says."""
        if options["verb"] == "list":
            self.show()
        else:
            self.run_by_hand(options["name"], options["on"], options["county"])

    def show(self) -> None:
        """Print the timetable with the last day of each work, over all counties."""
        last: dict[str, date] = {}
        for (name, _), day in get_last_days().items():
            last[name] = max(day, last.get(name, day))
        for entry in timetable().values():
            rhythm = "monthly" if entry.monthly else "daily"
            self.stdout.write(f"{entry.name:<20}{rhythm:<9}{last.get(entry.name, '—')!s:<12}{entry.sentence}")

    @seeing_all(reason="the timetable is about whole counties")
    def run_by_hand(self, name: str, on: date, county: str) -> None:
        """Ask for the work and do it here, after what waited of the same kind before."""
        asked = [
            ask(kind=name, county=each, params={"on": str(on)}, at=timezone.now(), by=NAME).pk
            for each in ([county] if county else list_counties())
        ]
        while do_next_job(timezone.now, kinds=[name]) is not None:
            pass
        for job in Job.objects.filter(pk__in=asked).order_by("pk"):
            self.stdout.write(f"{job.kind} {job.county} {on}: {job.state} {job.problem}".rstrip())
        if Job.objects.filter(pk__in=asked).exclude(state=JobState.DONE).exists():
            sys.exit(FAILED)
