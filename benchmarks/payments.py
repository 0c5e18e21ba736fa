"""A month of payments of a whole county: dues are found, a roll goes to the bank, its answers come back.

`python -m benchmarks.payments sqlite 30000`, `python -m benchmarks.payments postgresql 1000000`. Everyone has
an award and an account; every hundredth payment comes back. Prints the seconds of each step, their sum
against the target, and the peak memory. Filling the register and determining the month are not counted (see
benchmarks.month).
"""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.ground import empty_product
from benchmarks.month import measure_only
from benchmarks.programmes import PROGRAMMES

COUNTY, PROGRAMME, FORMAT, FEN = "430811", "nursing_subsidy", "bank-transfer", 11_000
AT_ONCE = 5_000
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
            spent = time_month()
    cpu = spent.pop("CPU")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    target = TARGETS.get((vendor, count))
    print("  ".join(f"{step} {seconds:.1f} s" for step, seconds in spent.items()))
    print(f"the month {sum(spent.values()):.1f} s (target {target} s)  CPU of this process {cpu:.1f} s")
    print(f"peak {peak} MiB, filling included")
    if target and sum(spent.values()) > target:
        raise SystemExit("slower than the target")


def fill(home: Path, count: int) -> None:
    """Create officers and payees, determine June, and let the rules say yes to everyone."""
    from django.core.management import call_command

    from tests.money import make_treasury
    from tests.money_people import JUNE, make_payees
    from yingbao.office.determination.actions import determine
    from yingbao.office.determination.tables import execute
    from yingbao.office.register.sealing import write_new_keys
    from yingbao.office.register.statistics import analyze_room

    write_new_keys(home / "keys" / "register.key")
    call_command("migrate", verbosity=0, skip_checks=True)
    make_treasury()
    for first in range(0, count, AT_ONCE):
        make_payees(min(AT_ONCE, count - first), programme=PROGRAMME, months=())
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


def time_month() -> dict[str, float]:
    """Take June from what is owed to its closing; return the seconds of each step."""
    from yingbao.edges.exchange.banks.writing import file_name, write
    from yingbao.office.access.models import Officer
    from yingbao.office.audit.digests import sm3
    from yingbao.office.ledger.choices import Fund
    from yingbao.office.payments.actions.approving import approve
    from yingbao.office.payments.actions.drawing_up import draw_up
    from yingbao.office.payments.actions.filing import file_roll
    from yingbao.office.payments.actions.months import close_month, open_month
    from yingbao.office.payments.actions.preparing import prepare
    from yingbao.office.payments.actions.returning import read_return
    from yingbao.office.payments.actions.sending import mark_sent
    from yingbao.office.payments.choices import RollKind
    from yingbao.office.provision.actions.reckoning import reckon
    from yingbao.values.month import Month

    june, at = Month(2026, 6), moment()
    on = at.date()
    preparer, approver, finance = (
        Officer.objects.get(username=name) for name in ("xiang_dong", "liu_kang", "peng_cai")
    )
    spent: dict[str, float] = {}

    def timed(step: str, act: Callable[[], Any]) -> Any:
        begun = time.perf_counter()
        done = act()
        spent[step] = time.perf_counter() - begun
        return done

    cpu = time.process_time()
    month = open_month(county=COUNTY, month=june, at=at, by=preparer)
    timed("reckon", lambda: reckon(county=COUNTY, month=june, on=on, at=at, by=preparer))
    roll = timed(
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
    roll = timed("prepare", lambda: prepare(roll=roll, at=at, by=preparer))
    funds = {Fund.COUNTY: roll.total_fen}
    roll = timed(
        "approve",
        lambda: approve(roll=roll, digest=roll.digest, funds=funds, on=on, at=at, by=approver),
    )
    made = timed(
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
    size = len(made)
    roll = timed("send", lambda: mark_sent(roll=roll, on=on, at=at, by=finance))
    digest = sm3(made).hex()
    del made
    answers = answers_to(roll)
    timed(
        "return",
        lambda: read_return(
            roll=roll, answers=answers, name="return", digest=digest, on=on, at=at, by=finance
        ),
    )
    timed("close", lambda: close_month(pay_month=month, on=on, at=at, by=finance))
    print(f"{roll.lines_in:,} payments, {roll.total_fen:,} fen, a file of {size:,} bytes", flush=True)
    return {**spent, "CPU": time.process_time() - cpu}


def answers_to(roll: Any) -> Any:
    """What the bank answers: every hundredth payment comes back."""
    from yingbao.office.payments.bank_answers import Answer, BankAnswers, Totals

    def one(number: int, fen: int) -> Answer:
        ok = number % 100 != 0
        return Answer(number, number, None, None, fen, ok, "" if ok else "account_closed", None)

    lines = roll.lines.filter(fen__gt=0).order_by("number").values_list("number", "fen")
    return BankAnswers(
        tuple(one(*line) for line in lines.iterator(chunk_size=AT_ONCE)), Totals(), complete=True
    )


if __name__ == "__main__":
    main()
