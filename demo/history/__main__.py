"""`python -m demo.history`: a district paid month by month from 2021 to June 2026; its books are checked.

In a database of its own under var/history. What comes back is demanded and repaid at the end.
"""

import argparse
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "var" / "history"


class BooksDoNotFit(Exception):
    """The book of money does not add up after the history: the product is wrong."""


def environment() -> None:
    """Set the product up for a database and keys of its own."""
    HOME.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingbao.project.settings")
    os.environ |= {"YINGBAO_HOME": str(HOME), "YINGBAO_SECRET_KEY": secrets.token_urlsafe(64)}


def prepare() -> None:
    """Make the keys and the tables, and open the office with its officers."""
    import django
    from django.core.management import call_command

    from demo.history.people import COUNTY

    django.setup()
    if not (HOME / "keys" / "register.key").exists():
        call_command("keys", "new")
    call_command("migrate", verbosity=0)
    from demo import accounts, load

    load.open_offices((COUNTY,))
    accounts.create((COUNTY,))


def bring_in(rosters: Iterable[Any]) -> None:
    """Bring lists in as an officer would."""
    from demo import load, months
    from demo.history.people import COUNTY
    from demo.rosters.writing import month_folder, write

    for roster in rosters:
        folder = month_folder(HOME / "files", COUNTY, roster.month)
        folder.mkdir(parents=True, exist_ok=True)
        write(roster, folder)
        load.bring_in(load.Delivery(folder / roster.file, roster.kind, months.text(roster.month), COUNTY))


def run(scale: float, until: int) -> None:
    """Pay every month up to one, and say what it came to."""
    from demo import money, months
    from demo.history import people
    from demo.history.bank import Bank
    from demo.history.paying import Day, Office, pay_month
    from yingbao.office.access.models import Officer
    from yingbao.values.month import Month

    history = people.build(scale)
    bring_in(people.rosters_of_2020(history))
    money.take_over(people.COUNTY, months.last_day(people.LISTED), since=people.LISTED, first=people.FIRST)
    names = (*money.SEATS[people.COUNTY], "peng_cai")
    office = Office(people.COUNTY, *(Officer.objects.get(username=name) for name in names))
    bank = Bank(people.COUNTY)
    for ordinal in range(people.FIRST, until + 1):
        started = time.monotonic()
        deaths = people.deaths_of(history, ordinal)
        if deaths is not None:
            bring_in([deaths])
        again_from = min((months.of(died) for _, died in history.learned.get(ordinal, [])), default=ordinal)
        month = Month.from_ordinal(ordinal)
        again = range(max(people.FIRST, again_from), ordinal)
        money.find_again(people.COUNTY, again, Day(month).on, office.preparer)
        closed = pay_month(office, bank, month, money.PROGRAMMES)
        print(f"{closed.month:%Y-%m}  {time.monotonic() - started:5.1f} s  {bank.paid / 100:.2f}", flush=True)
    print(f"asked {bank.asked / 100:.2f}, paid {bank.paid / 100:.2f}")
    recovered = money.recover(people.COUNTY)
    print(f"demanded back {recovered / 100:.2f}")
    check(people.COUNTY, range(people.LISTED // 12, until // 12 + 1))


def check(county: str, years: Iterable[int]) -> None:
    """Have the book checked by the product, and each year's journal by hledger where it is installed.

    Raises:
        BooksDoNotFit: one of them says so.
    """
    from django.core.management import CommandError, call_command

    try:
        call_command("ledger", "check", county)
    except CommandError as wrong:
        raise BooksDoNotFit(str(wrong)) from wrong
    hledger = shutil.which("hledger")
    if hledger is None:
        print("hledger is not installed: its check was left out")
        return
    for year in years:
        written = StringIO()
        call_command("ledger", "journal", county, str(year), stdout=written)
        journal = HOME / f"{county}-{year}.journal"
        journal.write_text(written.getvalue(), encoding="utf-8")
        asked = [hledger, "check", "--strict", "ordereddates", "payees", "-f", str(journal)]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
        if done.returncode:
            raise BooksDoNotFit(f"{year}: {done.stderr}")
        print(f"hledger: {year} fits")


def main() -> None:
    from demo import months

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=0.15, help="size of the district; 1: 2085 holders")
    parser.add_argument("--until", default=months.text(months.NOW), help="the last month, such as 2026-06")
    asked = parser.parse_args()
    if HOME.exists():
        sys.exit(f"{HOME} is there already: remove it to begin anew")
    environment()
    prepare()
    from yingbao.office.access.sight import seeing_all

    year, month = asked.until.split("-")
    with seeing_all(reason="the demo fills whole districts"):
        run(asked.scale, months.month(int(year), int(month)))


if __name__ == "__main__":
    main()
