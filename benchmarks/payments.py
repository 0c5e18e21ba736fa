"""A month of payments of a whole county: dues are found, a roll goes to the bank, its answers come back.

`python -m benchmarks.payments sqlite 30000`, `python -m benchmarks.payments postgresql 1000000`. Everyone has
an award and an account; every hundredth payment comes back, in a file the product reads as it would any
bank's. Prints the seconds of each step (by the clock, of this process and its child, of the server), their
sum against the target, and the peak memory. Filling the register, determining the month and the bank's own
work are not counted (see benchmarks.month).
"""

import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.ground import empty_product
from benchmarks.month import measure_only
from benchmarks.payees import make_payees
from benchmarks.programmes import PROGRAMMES

COUNTY, PROGRAMME, FORMAT, FEN = "430811", "nursing_subsidy", "bank-transfer", 11_000
# Seconds by database and persons.
TARGETS = {
    ("sqlite", 30_000): 10,
    ("postgresql", 30_000): 10,
    ("sqlite", 1_000_000): 120,
    ("postgresql", 1_000_000): 300,
}
MOST_MEBIBYTES = 500


def main() -> None:
    """Fill an empty register with payees and time one month."""
    vendor, count = sys.argv[1], int(sys.argv[2])
    with empty_product(vendor) as home:
        measure_only(PROGRAMMES)
        from yingbao.office.access.sight import seeing_all

        with seeing_all(reason="benchmark"):
            print(f"filling {count:,} persons", flush=True)
            fill(home, count)
            spent = time_month(home)
    peaks = [
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    month, target = sum(spent.wall.values()), TARGETS.get((vendor, count))
    spent.tell()
    print(f"the month {month:.1f} s (target {target} s), load {os.getloadavg()[0]:.1f}")
    print(f"peak {peaks[0]} MiB, filling included, and {peaks[1]} MiB of the child that read the answers")
    if target and month > target:
        raise SystemExit("slower than the target")
    if max(peaks) > MOST_MEBIBYTES:
        raise SystemExit("more memory than allowed")


@dataclass
class Spent:
    """Seconds of each step: by the clock, of this process and its children, of the server for us."""

    wall: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, tuple[float, float]] = field(default_factory=dict)

    def timed(self, step: str, act: Callable[[], Any]) -> Any:
        """Return what a step gives, its seconds noted."""
        begun, here, there = time.perf_counter(), own_seconds(), server_seconds()
        done = act()
        self.wall[step] = time.perf_counter() - begun
        self.cpu[step] = own_seconds() - here, server_seconds() - there
        return done

    def tell(self) -> None:
        """Print the steps, and what processors did for all of them."""
        for step, seconds in self.wall.items():
            own, server = self.cpu[step]
            print(f"{step:8} {seconds:7.2f} s  CPU {own:7.2f} s  server's {server:7.2f} s")
        own, server = (sum(each) for each in zip(*self.cpu.values(), strict=True))
        print(f"CPU of this process and its child {own:.1f} s, of the server {server:.1f} s")


def own_seconds() -> float:
    """Return the processor seconds of this process and of its children that ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def server_seconds() -> float:
    """Return the processor seconds of the server's process that works for us; none with SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    # What follows the name in brackets; the 12th and 13th of it are ticks of user and system.
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def fill(home: Path, count: int) -> None:
    """Create officers and payees, determine June, and let the rules say yes to everyone."""
    from django.core.management import call_command

    from tests.money import make_treasury
    from tests.money_people import JUNE
    from yingbao.office.determination.actions import determine
    from yingbao.office.determination.tables import execute
    from yingbao.office.register.sealing import write_new_keys
    from yingbao.office.register.statistics import analyze_room

    write_new_keys(home / "keys" / "register.key")
    call_command("migrate", verbosity=0, skip_checks=True)
    make_treasury()
    make_payees(count, county=COUNTY, programme=PROGRAMME, fen=FEN)
    for room in ("register", "casework"):
        analyze_room(room)
    run = determine(county=COUNTY, month=JUNE, at=moment(), by="benchmark")
    from yingbao.office.determination import layouts

    found = layouts.find(run.layout.pages, PROGRAMME) if run.layout else None
    if found is None:
        raise SystemExit(f"The rules know no {PROGRAMME}")
    execute("DELETE FROM determination_grant WHERE programme = %s", PROGRAMME)
    execute(
        "INSERT INTO determination_grant (decision_id, programme, outcome, amount_fen)"
        f" SELECT id, '{PROGRAMME}', 'yes', {FEN} FROM determination_decision"
        " WHERE county = %s AND page = %s",
        COUNTY,
        found[0],
    )
    analyze_room("determination")


def moment() -> Any:
    from datetime import UTC, datetime

    return datetime(2026, 6, 24, 2, tzinfo=UTC)


def time_month(home: Path) -> Spent:
    """Take June from what is owed to its closing; return the seconds of each step."""
    from yingbao.edges.exchange.banks.answers import digest_of, read_answers
    from yingbao.edges.exchange.banks.writing import file_name, write
    from yingbao.office.access.models import Officer
    from yingbao.office.ledger.choices import Fund
    from yingbao.office.payments.actions.approving import approve
    from yingbao.office.payments.actions.drawing_up import draw_up
    from yingbao.office.payments.actions.filing import file_roll
    from yingbao.office.payments.actions.months import close_month, open_month
    from yingbao.office.payments.actions.preparing import prepare
    from yingbao.office.payments.actions.returning import read_return
    from yingbao.office.payments.actions.sending import mark_sent
    from yingbao.office.payments.choices import RollKind, RollState
    from yingbao.office.provision.actions.reckoning import reckon
    from yingbao.values.month import Month

    june, at = Month(2026, 6), moment()
    on, spent = at.date(), Spent()
    preparer, approver, finance = (
        Officer.objects.get(username=name) for name in ("xiang_dong", "liu_kang", "peng_cai")
    )
    month = open_month(county=COUNTY, month=june, at=at, by=preparer)
    spent.timed("reckon", lambda: reckon(county=COUNTY, month=june, on=on, at=at, by=preparer))
    roll = spent.timed(
        "draw up",
        lambda: draw_up(
            pay_month=month,
            programme=PROGRAMME,
            kind=RollKind.REGULAR,
            bank_format=FORMAT,
            memo="护理补贴",
            at=at,
            by=preparer,
        ),
    )
    roll = spent.timed("prepare", lambda: prepare(roll=roll, at=at, by=preparer))
    funds = {Fund.COUNTY: roll.total_fen}
    roll = spent.timed(
        "approve",
        lambda: approve(roll=roll, digest=roll.digest, funds=funds, on=on, at=at, by=approver),
    )
    made = spent.timed(
        "file",
        lambda: file_roll(
            roll=roll,
            write=lambda sheet: write(FORMAT, sheet),
            name=lambda sheet: file_name(FORMAT, sheet),
            on=on,
            at=at,
            by=finance,
        ),
    )
    answer = home / "answer.csv"
    told = answer_to(made, answer)
    del made
    roll = spent.timed("send", lambda: mark_sent(roll=roll, on=on, at=at, by=finance))
    answers = spent.timed("read", lambda: read_answers(FORMAT, answer))
    digest = digest_of(answer.read_bytes())
    spent.timed(
        "return",
        lambda: read_return(
            roll=roll, answers=answers, name=answer.name, digest=digest, on=on, at=at, by=finance
        ),
    )
    spent.timed("close", lambda: close_month(pay_month=month, on=on, at=at, by=finance))
    roll.refresh_from_db()
    if roll.state != RollState.CLOSED:
        raise SystemExit(f"The roll is {roll.state}")
    print(f"{roll.lines_in:,} payments, {roll.total_fen:,} fen, {told}", flush=True)
    return spent


def answer_to(made: bytes, answer: Path) -> str:
    """Write what the bank answers to a file into another: every hundredth payment comes back."""
    titles, *lines, totals = made.decode("gb18030").splitlines()
    with answer.open("w", encoding="gb18030", newline="") as out:
        out.write(f"{titles},状态,失败原因,日期\r\n")
        for line in lines:
            refused = line.partition(",")[0].endswith("00")
            out.write(f"{line},{'失败,销户' if refused else '成功,'},2026-06-24\r\n")
        out.write(f"{totals}\r\n")
    return f"a file of {len(made):,} bytes, answered by {answer.stat().st_size:,}"


if __name__ == "__main__":
    main()
