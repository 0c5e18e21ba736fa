"""The book of acts: a million acts written, sealed and read again.

`python -m benchmarks.audit sqlite 1000000`, `python -m benchmarks.audit postgresql 1000000`.
Beside it stands the floor: the same rows read and thrown away.
"""

import os
import resource
import sys
import time
from collections.abc import Callable

from benchmarks.ground import empty_product

TARGET = 15.0


def main() -> None:
    """Make an empty book, fill it inside the database, seal it, verify it."""
    run(measure)


def run(measuring: Callable[[int], None]) -> None:
    """Measure with as many rows as the command line says, in an empty database of the kind it says."""
    vendor, count = sys.argv[1], int(sys.argv[2])
    with empty_product(vendor):
        measuring(count)


def fill(count: int) -> None:
    """Write so many acts as they are in real books: half of them openings of files, some with a detail."""
    from django.db import connection

    from benchmarks.register import numbers

    moment = (
        "timestamptz '2026-01-01 00:00:00.123456+00' + id * interval '7 seconds'"
        if connection.vendor == "postgresql"
        else "strftime('%Y-%m-%d %H:%M:%S', 1767225600 + id * 7, 'unixepoch') || '.123456'"
    )
    text = "CAST(id AS TEXT)"
    detail = f"""CASE WHEN id % 2 = 0 THEN '{{}}' ELSE '{{"page": 1, "rows": ' || {text} || '}}' END"""
    if connection.vendor == "postgresql":
        detail = f"({detail})::jsonb"
    verb = "CASE WHEN id % 2 = 0 THEN 'register.person.viewed' ELSE 'determination.list.viewed' END"
    reason = "CASE WHEN id % 10 = 0 THEN '核对本人证件和银行卡' ELSE '' END"
    columns = '"at", "by", role, division, stands_in_for, verb, subject, reason, detail'
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO audit_act ({columns})
                SELECT {moment}, 'officer_' || CAST(id % 97 AS TEXT), 'township', '430811001', '',
                       {verb}, 'person:' || {text}, {reason}, {detail}
                FROM {numbers(count)}"""
        )


def measure(count: int) -> None:
    """Time the steps."""
    from django.core.management import call_command
    from django.utils import timezone

    from yingbao.office.audit.actions import seal_acts
    from yingbao.office.audit.queries.rows import read_pages
    from yingbao.office.audit.verification import verify_book

    call_command("migrate", verbosity=0, skip_checks=True)
    fill(count)
    start = time.perf_counter()
    sealed = seal_acts(at=timezone.now())
    print(f"sealed {sealed:,} acts in {time.perf_counter() - start:.1f} s", flush=True)
    start = time.perf_counter()
    read = sum(len(page) for page in read_pages())
    print(f"floor: {read:,} rows read and thrown away in {time.perf_counter() - start:.1f} s", flush=True)
    start, cpu = time.perf_counter(), cpu_seconds()
    found = verify_book()
    took, cpu = time.perf_counter() - start, cpu_seconds() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    beside = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    if not found.fits or found.sealed != count:
        raise SystemExit(f"the book does not fit: {found}")
    told = f"verified {found.sealed:,} acts under {found.seals:,} seals in {took:.1f} s, CPU {cpu:.1f} s,"
    print(f"{told} peak {memory} MiB and {beside} MiB beside, load {os.getloadavg()[0]:.1f}", end=" ")
    print(f"(target {TARGET:.0f} s for a million)", flush=True)


def cpu_seconds() -> float:
    """Return the CPU seconds of this process and of those it started and that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


if __name__ == "__main__":
    main()
