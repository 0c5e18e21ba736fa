"""A month of a whole county: facts gathered, rules applied, changes stored; then the lists.

`python -m benchmarks.month sqlite 30000` on SQLite alone; `python -m benchmarks.month postgresql 1000000`
beside the floor: the time PostgreSQL takes to COPY the same columns of the same tables out, thrown away.
The programmes are those named in `programmes`; with `all` behind, every one for persons and households.
"""

import statistics
import sys
import time
from collections.abc import Collection

from benchmarks.ground import empty_product
from benchmarks.programmes import PROGRAMMES

FIRST = "2026-05"
MONTHS = ("2026-06", "2026-07", "2026-08", "2026-09", "2026-10")


def main() -> None:
    """Set up an empty register, fill it, and time some months."""
    vendor, count, more = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    with empty_product(vendor):
        if more != ["all"]:
            measure_only(PROGRAMMES)
        from yingbao.office.access.sight import seeing_all

        with seeing_all(reason="benchmark"):
            time_months(count)


def measure_only(programmes: Collection[str]) -> None:
    """Let packs have these programmes only, so that a month measures the same while they grow."""
    from yingbao.law import packs

    whole = packs.load
    packs.load = lambda *asked: whole(*asked).only(programmes)


def time_months(count: int) -> None:
    """Fill the register, determine a first month and enrol by it; then time the following months."""
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import register

    call_command("migrate", verbosity=0, skip_checks=True)
    print(f"filling {count:,} persons", flush=True)
    register.fill(count)
    register.finish()
    with_lists(FIRST, lists=False)
    register.pay(FIRST)
    register.finish()
    rows = []
    for month in MONTHS:
        floor = copy_floor(month) if connection.vendor == "postgresql" else 0.0
        cpu = time.process_time()
        answers, lists, counts = with_lists(month, lists=count <= 100_000)
        cpu = time.process_time() - cpu
        rows.append((answers, lists, floor))
        told = f"{month}: decided {answers:.2f} s  lists {lists:.2f} s  COPY floor {floor:.2f} s"
        print(told, f" CPU {cpu:.2f} s", counts, flush=True)
    answers, lists, floor = (statistics.median(row[n] for row in rows) for n in range(3))
    ratio = f"  decided/floor {answers / floor:.2f}" if floor else ""
    print(f"medians: decided {answers:.2f} s  lists {lists:.2f} s  COPY floor {floor:.2f} s{ratio}")


def with_lists(month: str, *, lists: bool) -> tuple[float, float, dict[str, int]]:
    """Determine a month; return the seconds of deciding and storing, those of the lists, what was written.

    Without lists only the decisions are timed: the enrolments of this register are not those of a real one.
    """
    from django.utils import timezone

    from benchmarks.register import COUNTY
    from yingbao.office.determination.actions import determine, running
    from yingbao.office.determination.findings import Comparison, Found
    from yingbao.office.determination.models import Run
    from yingbao.values.month import Month

    spent = [0.0]
    find, store = Comparison.find, running.store_findings

    def timed_find(comparison: Comparison) -> list[Found]:
        begun = time.perf_counter()
        found = find(comparison) if lists else []
        spent[0] += time.perf_counter() - begun
        return found

    def timed_store(run: Run, found: list[Found]) -> dict[str, int]:
        begun = time.perf_counter()
        counts = store(run, found)
        spent[0] += time.perf_counter() - begun
        return counts

    # Stopwatches around the lists: found, and stored.
    Comparison.find = timed_find  # type: ignore[method-assign]
    running.store_findings = timed_store
    begun = time.perf_counter()
    try:
        run = determine(county=COUNTY, month=Month.parse(month), at=timezone.now(), by="benchmark")
    finally:
        Comparison.find = find  # type: ignore[method-assign]
        running.store_findings = store
    return time.perf_counter() - begun - spent[0], spent[0], run.counts


def copy_floor(month: str) -> float:
    """Return the seconds PostgreSQL takes to send what a month reads, in binary, thrown away on arrival."""
    from django.db import connection

    from benchmarks.register import COUNTY
    from yingbao.office.determination.differences import believed_select
    from yingbao.office.determination.facts_columns import selects_of
    from yingbao.office.determination.facts_sql import Question
    from yingbao.office.determination.packs import pack_of
    from yingbao.values.month import Month

    question = Question(COUNTY, Month.parse(month), 1)
    rules = pack_of(COUNTY, question.month).for_month(question.month)
    selects = [select for select, _ in selects_of(question, rules.facts).values()]
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        for select in [*selects, believed_select(question)]:
            with cursor.copy(f"COPY ({select}) TO STDOUT (FORMAT binary)") as copy:
                for _ in copy:
                    pass
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
