"""`python -m demo.load`: open both offices and bring every file in as an officer would, then determine.

Everything goes through the product's own actions: received, read in a child process, dry run, confirmed,
applied. A file that is in already changes nothing, so loading twice is the same as loading once.
"""

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django

from demo import months
from demo.generate import HOME
from demo.world import DISTRICTS
from yingbao.office.access.sight import seeing_all

MONTHS = (months.BEFORE, months.NOW)
# What was owed before is only asked for money's sake.
EARLIER = range(months.BASELINE, months.BEFORE)


class NotApplied(Exception):
    """A file of the demo was not taken: the demo or the import is wrong."""


@dataclass(frozen=True)
class Delivery:
    """A file, what it is and for which month."""

    path: Path
    kind: str
    month: str
    district: str


def deliveries(home: Path, districts: tuple[str, ...]) -> list[Delivery]:
    """Return the files in the order they would have come in."""
    found = []
    for district in districts:
        for entry in json.loads((home / district / "files.json").read_text(encoding="utf-8")):
            path = home / district / entry["file"]
            found.append(Delivery(path, entry["kind"], entry["month"], district))
    return found


def open_offices(districts: tuple[str, ...]) -> None:
    """Load the divisions of both districts."""
    from django.core.management import call_command

    for district in districts:
        call_command("office", "open", f"cn-{district}")


def bring_in(delivery: Delivery) -> str:
    """Bring one file in, all the way; return what became of it in a few words.

    Raises:
        NotApplied: the file was refused as a whole, or stopped half-way.
    """
    from django.conf import settings
    from django.utils import timezone

    from yingbao.edges.jobs.rosters import work_on
    from yingbao.office.access.models import Officer
    from yingbao.office.register.actions.rosters.receiving import Statement, confirm_roster, receive_roster
    from yingbao.office.register.actions.rosters.saying_empty import has_only_a_header, say_nobody_is_on
    from yingbao.office.register.choices import SourceState
    from yingbao.office.register.roster_kinds import load_kinds_of
    from yingbao.values.month import Month

    officer = Officer.objects.get(username=OFFICERS[delivery.district])
    said = Statement(delivery.path.name, "", delivery.district, Month.parse(delivery.month))
    with delivery.path.open("rb") as file:
        received = receive_roster(
            pieces=iter(lambda: file.read(1 << 20), b""), said=said, at=timezone.now(), by=officer
        )
    source = received.source
    if source.state == SourceState.APPLIED:
        return "already in"
    if source.state in (SourceState.RECEIVED, SourceState.READING):
        source = work_on(source, timezone.now)
    if has_only_a_header(source):
        kind = load_kinds_of(settings.POLICY_DIR, delivery.district)[delivery.kind]
        for scheme in kind.covers:
            source = say_nobody_is_on(source=source, kind=kind, scheme=scheme, by=officer)
            source = work_on(source, timezone.now)
    if source.state == SourceState.READ and source.kind == delivery.kind:
        source = work_on(confirm_roster(source=source, by=officer), timezone.now)
    if source.state != SourceState.APPLIED:
        raise NotApplied(f"{delivery.path}: {source.kind} {source.state} {source.problem}")
    return told(source.counts.get("applied", {}))


OFFICERS = {"430811": "zhou_min", "500156": "ran_jing"}


def told(counts: dict[str, int]) -> str:
    return " ".join(f"{name} {count}" for name, count in counts.items() if count)


def bring_in_all(home: Path, districts: tuple[str, ...]) -> Iterator[tuple[Delivery, str]]:
    """Bring in every file and tell of each."""
    for delivery in deliveries(home, districts):
        yield delivery, bring_in(delivery)


def determine(districts: tuple[str, ...]) -> None:
    """Determine January to June; May and June again, as far as something was learnt since."""
    from django.utils import timezone

    from yingbao.office.determination.actions import determine as determine_month
    from yingbao.office.determination.queries.runs import is_determined
    from yingbao.values.month import Month

    for district in districts:
        for ordinal in (*EARLIER, *MONTHS):
            month = Month.parse(months.text(ordinal))
            if ordinal in MONTHS or not is_determined(district, month):
                determine_month(county=district, month=month, at=timezone.now(), by="demo")


@seeing_all(reason="the demo fills whole districts")
def load(home: Path = HOME, districts: tuple[str, ...] = DISTRICTS, *, quiet: bool = False) -> None:
    """Do all of it."""
    from demo import accounts, casework, money

    started = time.monotonic()

    def tell(text: str) -> None:
        if not quiet:
            print(f"  {time.monotonic() - started:5.1f} s  {text}", flush=True)

    open_offices(districts)
    people = accounts.create(districts)
    for delivery, outcome in bring_in_all(home, districts):
        tell(f"{delivery.path.name}: {outcome}")
    determine(districts)
    for district in districts:
        tell(f"Cases {district} 办件: {casework.fill(district)}")
    tell("January to June 2026 determined and compared")
    for district in districts:
        tell(f"Payee lists taken over {district} 接管发放名单: {money.fill(district)}")
    tell("Accounts 账号:\n" + accounts.table(people))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=HOME)
    parser.add_argument("--district", choices=DISTRICTS)
    wanted = parser.parse_args()
    django.setup()
    load(wanted.home, (wanted.district,) if wanted.district else DISTRICTS)


if __name__ == "__main__":
    main()
