"""The book of money: a million transfers written, checked, and written down as a journal.

`python -m benchmarks.ledger sqlite 1000000`, `python -m benchmarks.ledger postgresql 1000000`.
A third of them is what is owed, a third what is sent to the bank, a third what the bank paid.
"""

import os
import resource
import time
from datetime import date

from benchmarks.audit import cpu_seconds, run

TARGET = 15.0
COUNTY, PROGRAMME, YEAR = "430811", "nursing_subsidy", 2026
AT_ONCE = 5_000


def main() -> None:
    """Make an empty book, fill it in chunks as paying does, check it."""
    run(measure)


def write(first: int, last: int) -> int:
    """Move the money of so many persons: owed, sent, settled; return how many transfers were new."""
    from django.db import transaction

    from benchmarks.register import numbers
    from yingbao.office.ledger.accounts import Which
    from yingbao.office.ledger.actions.moving import move_all
    from yingbao.office.ledger.choices import AccountKind, Entry

    cost = Which(AccountKind.COST, programme=PROGRAMME, year=YEAR)
    payable = Which(AccountKind.PAYABLE, programme=PROGRAMME)
    in_transit = Which(AccountKind.IN_TRANSIT, programme=PROGRAMME, year=YEAR)
    drawn = Which(AccountKind.DRAWN, programme=PROGRAMME, year=YEAR)
    day = date(YEAR, 1 + first // AT_ONCE % 12, 15)
    many = last - first + 1
    new = 0
    with transaction.atomic():
        for entry, debit, credit, key in (
            (Entry.OWED, cost, payable, "'due:' || {id}"),
            (Entry.SENT, payable, in_transit, "'line:' || {id} || ':sent'"),
            (Entry.SETTLED, in_transit, drawn, "'line:' || {id} || ':settled'"),
        ):
            row = f"(id + {first - 1})"
            select = f"SELECT {key.format(id=row)} AS key, {row} %% 20000 + 5000 AS fen FROM {numbers(many)}"
            moved = move_all(county=COUNTY, on=day, entry=entry, debit=debit, credit=credit, select=select)
            new += moved.count
    return new


def draw(fen: int) -> None:
    """Draw from a fund what was paid, so that the book holds together."""
    from yingbao.office.ledger.accounts import Which
    from yingbao.office.ledger.actions.moving import move
    from yingbao.office.ledger.choices import AccountKind, Entry

    move(
        key="roll:1:drawn:county",
        county=COUNTY,
        on=date(YEAR, 1, 1),
        entry=Entry.DRAWN,
        debit=Which(AccountKind.DRAWN, programme=PROGRAMME, year=YEAR),
        credit=Which(AccountKind.FUND, fund="county", year=YEAR),
        fen=fen,
    )


def measure(count: int) -> None:
    """Time the steps."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.models import Sum

    from yingbao.edges.exchange.journals import HLEDGER, write_journal
    from yingbao.office.ledger.models import Transfer
    from yingbao.office.ledger.queries.checking import check_ledger

    call_command("migrate", verbosity=0, skip_checks=True)
    persons = count // 3
    for step in ("written", "tried again"):
        start = time.perf_counter()
        new = sum(write(first, min(first + AT_ONCE - 1, persons)) for first in range(1, persons + 1, AT_ONCE))
        print(f"{step}: {new:,} new transfers in {time.perf_counter() - start:.1f} s", flush=True)
    draw(Transfer.objects.filter(entry="settled").aggregate(fen=Sum("fen"))["fen"])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE ledger_transfer")
    start, cpu = time.perf_counter(), cpu_seconds()
    found = check_ledger(COUNTY)
    took, cpu = time.perf_counter() - start, cpu_seconds() - cpu
    if not found.fits or found.transfers != persons * 3 + 1:
        raise SystemExit(f"the book does not fit: {found}")
    told = f"checked {found.transfers:,} transfers in {took:.1f} s, CPU {cpu:.1f} s of this process,"
    print(f"{told} load {os.getloadavg()[0]:.1f} (target {TARGET:.0f} s for a million)", flush=True)
    start = time.perf_counter()
    size = sum(len(part) for part in write_journal(COUNTY, YEAR, HLEDGER))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    took = time.perf_counter() - start
    print(f"journal of {size:,} characters in {took:.1f} s, peak {memory} MiB", flush=True)


if __name__ == "__main__":
    main()
