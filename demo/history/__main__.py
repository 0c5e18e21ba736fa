"""`python -m demo.history`: a district paid month by month from 2021 to June 2026; its books are checked.

In a database of its own under var/history, a folder for each district. What comes back is demanded and repaid
at the end.
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
HISTORIES = ROOT / "var" / "history"


class BooksDoNotFit(Exception):
    """The book of money does not add up after the history: the product is wrong."""


def environment(home: Path) -> None:
    """Set the product up for a database and keys of its own."""
    home.mkdir(parents=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingbao.project.settings")
    os.environ |= {"YINGBAO_HOME": str(home), "YINGBAO_SECRET_KEY": secrets.token_urlsafe(64)}


def prepare(county: str) -> None:
    """Make the keys and the tables, and open the office with its officers."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("keys", "new")
    call_command("migrate", verbosity=0)
    from demo import accounts, load

    load.open_offices((county,))
    accounts.create((county,))


def bring_in(county: str, rosters: Iterable[Any]) -> None:
    """Bring lists in as an officer would."""
    from demo import load, months
    from demo.rosters.writing import month_folder, write

    for roster in rosters:
        folder = month_folder(HISTORIES / county / "files", county, roster.month)
        folder.mkdir(parents=True, exist_ok=True)
        write(roster, folder)
        load.bring_in(load.Delivery(folder / roster.file, roster.kind, months.text(roster.month), county))


def office_of(county: str) -> Any:
    """Return who pays in a district."""
    from demo import money
    from demo.accounts import ACCOUNTS
    from demo.history.paying import Office
    from yingbao.office.access.choices import Role
    from yingbao.office.access.models import Officer

    finance = next(each for each in ACCOUNTS if each.role is Role.FINANCE and each.division == county)
    names = (*money.SEATS[county], finance.username)
    return Office(county, *(Officer.objects.get(username=name) for name in names))


def run(county: str, scale: float, until: int) -> None:
    """Pay every month up to one, and say what it came to."""
    from demo import money, months
    from demo.history import people
    from demo.history.bank import Bank
    from demo.history.paying import Day, pay_month
    from yingbao.values.month import Month

    history = people.build(county, scale)
    bring_in(county, people.rosters_of_2020(history))
    money.take_over(county, months.last_day(people.LISTED), since=people.LISTED, first=people.FIRST)
    office = office_of(county)
    bank = Bank(county)
    for ordinal in range(people.FIRST, until + 1):
        started = time.monotonic()
        deaths = people.deaths_of(history, ordinal)
        if deaths is not None:
            bring_in(county, [deaths])
        again_from = min((months.of(died) for _, died in history.learned.get(ordinal, [])), default=ordinal)
        month = Month.from_ordinal(ordinal)
        again = range(max(people.FIRST, again_from), ordinal)
        money.find_again(county, again, Day(month).on, office.preparer)
        closed = pay_month(office, bank, month, money.PROGRAMMES)
        print(f"{closed.month:%Y-%m}  {time.monotonic() - started:5.1f} s  {bank.paid / 100:.2f}", flush=True)
    print(f"asked {bank.asked / 100:.2f}, paid {bank.paid / 100:.2f}")
    recovered = money.recover(county)
    print(f"demanded back {recovered / 100:.2f}")
    check(county, range(people.LISTED // 12, until // 12 + 1))


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
        journal = HISTORIES / county / f"{year}.journal"
        journal.write_text(written.getvalue(), encoding="utf-8")
        asked = [hledger, "check", "--strict", "ordereddates", "payees", "-f", str(journal)]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
        if done.returncode:
            raise BooksDoNotFit(f"{year}: {done.stderr}")
        print(f"hledger: {year} fits")


def main() -> None:
    from demo import months
    from demo.world import DISTRICTS

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--district", choices=DISTRICTS, default=DISTRICTS[0])
    parser.add_argument("--scale", type=float, default=0.15, help="size of the district; 1 is all of it")
    parser.add_argument("--until", default=months.text(months.NOW), help="the last month, such as 2026-06")
    asked = parser.parse_args()
    home = HISTORIES / asked.district
    if home.exists():
        sys.exit(f"{home} is there already: remove it to begin anew")
    environment(home)
    prepare(asked.district)
    from yingbao.office.access.sight import seeing_all

    year, month = asked.until.split("-")
    with seeing_all(reason="the demo fills whole districts"):
        run(asked.district, asked.scale, months.month(int(year), int(month)))


if __name__ == "__main__":
    main()
