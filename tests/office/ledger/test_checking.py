"""The check of the book of money finds every fault that was put in, and says where and how much."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.office.ledger.bookkeeping import enter, slip_in, tamper, which, write_month
from tests.people import WULINGYUAN, WULONG
from yingbao.office.ledger.accounts import SIDES, Which
from yingbao.office.ledger.choices import AccountKind, Entry, Wrong
from yingbao.office.ledger.findings import TOLD
from yingbao.office.ledger.queries.checking import check_ledger, counties
from yingbao.office.ledger.queries.journal import balances_before

pytestmark = pytest.mark.django_db


def found(county: str = WULINGYUAN) -> dict[tuple[Wrong, str], int]:
    return {(each.wrong, told.place): told.fen for each in check_ledger(county).wrong for told in each.told}


def test_a_month_as_it_should_be_fits() -> None:
    write_month()
    checked = check_ledger(WULINGYUAN)
    assert found() == {}
    assert checked.fits
    assert (checked.transfers, checked.fen) == (15, 112_500)
    assert check_ledger(WULONG).transfers == 0
    assert counties() == [WULINGYUAN]


COST = which(AccountKind.COST)
PAYABLE = which(AccountKind.PAYABLE)
ANOTHERS = which(AccountKind.IN_TRANSIT, programme="nursing")
FAULTS: dict[str, tuple[Callable[[], None], Wrong, str, int]] = {
    "sides the other way round": (
        lambda: slip_in(Entry.OWED, "due:9", 70, sides=(PAYABLE, COST)),
        Wrong.SIDES,
        "due:9",
        70,
    ),
    "an account of another kind": (
        lambda: tamper(
            "UPDATE ledger_account SET kind = 'written_off' WHERE kind = 'cost'", "ledger_account"
        ),
        Wrong.SIDES,
        "due:1",
        11000,
    ),
    "a key of another entry": (lambda: slip_in(Entry.OWED, "line:9:sent", 70), Wrong.KEY, "line:9:sent", 70),
    "a key with a nought before": (
        lambda: slip_in(Entry.SENT, "line:01:sent", 70),
        Wrong.KEY,
        "line:01:sent",
        70,
    ),
    "a key of no fund": (
        lambda: slip_in(Entry.DRAWN, "roll:1:drawn:mayor", 70),
        Wrong.KEY,
        "roll:1:drawn:mayor",
        70,
    ),
    "accounts of another county": (
        lambda: tamper(
            f"UPDATE ledger_account SET county = '{WULONG}' WHERE kind = 'before'", "ledger_account"
        ),
        Wrong.COUNTY,
        "before:3",
        7000,
    ),
    "an account that lost its year": (
        lambda: tamper("UPDATE ledger_account SET year = 0 WHERE kind = 'cost'", "ledger_account"),
        Wrong.SHAPE,
        "cost:living",
        0,
    ),
    "sending taken away": (
        lambda: tamper("DELETE FROM ledger_transfer WHERE key = 'line:1:sent'"),
        Wrong.NOT_SENT,
        "line:1:settled",
        10500,
    ),
    "sent less than was paid": (
        lambda: tamper("UPDATE ledger_transfer SET fen = 10499 WHERE key = 'line:1:sent'"),
        Wrong.NOT_SENT,
        "line:1:settled",
        10500,
    ),
    "sent back and never sent": (
        lambda: slip_in(Entry.FAILED, "line:9:failed", 70),
        Wrong.NOT_SENT,
        "line:9:failed",
        70,
    ),
    "paid out of another account than it went to": (
        lambda: (
            enter(Entry.SENT, "line:9:sent", 70),
            slip_in(Entry.SETTLED, "line:9:settled", 70, sides=(ANOTHERS, which(AccountKind.DRAWN))),
        )[0],
        Wrong.NOT_SENT,
        "line:9:settled",
        70,
    ),
    "paid before it was sent": (
        lambda: (
            enter(Entry.SENT, "line:9:sent", 70),
            enter(Entry.SETTLED, "line:9:settled", 70, on=date(2026, 6, 14)),
        )[0],
        Wrong.TOO_EARLY,
        "line:9:settled",
        70,
    ),
    "paid and sent back": (
        lambda: enter(Entry.FAILED, "line:1:failed", 10500),
        Wrong.TWO_ANSWERS,
        "line:1:failed",
        10500,
    ),
    "more given back than drawn": (
        lambda: tamper("UPDATE ledger_transfer SET fen = 18501 WHERE key = 'roll:1:given-back:county'"),
        Wrong.NOT_DRAWN,
        "roll:1:given-back:county",
        18501,
    ),
    "more written off than was to be recovered": (
        lambda: enter(Entry.WRITTEN_OFF, "write-off:2", 3501),
        Wrong.BELOW_NOUGHT,
        "receivable:living",
        3501,
    ),
    "less cost than nothing": (
        lambda: enter(Entry.OWED_LESS, "due:9", 22_001),
        Wrong.BELOW_NOUGHT,
        "cost:living:2026",
        1,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str) -> None:
    write_month()
    put_in, wrong, place, fen = FAULTS[fault]
    put_in()
    assert found().get((wrong, place)) == fen


def test_every_kind_of_fault_was_put_in() -> None:
    assert {wrong for _, wrong, _, _ in FAULTS.values()} == set(Wrong)


def test_what_is_not_told_is_counted() -> None:
    for number in range(1, TOLD + 6):
        slip_in(Entry.OWED, f"owed:{number:03}", 1)
    (keys,) = check_ledger(WULINGYUAN).wrong
    assert (keys.wrong, keys.count, len(keys.told)) == (Wrong.KEY, TOLD + 5, TOLD)
    assert check_ledger(WULINGYUAN).faults == TOLD + 5


entries = st.tuples(st.sampled_from(list(Entry)), st.integers(1, 6), st.integers(1, 10**12))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(entries, max_size=25))
def test_whatever_moves_debits_are_credits(moves: list[tuple[Entry, int, int]]) -> None:
    meant: dict[str, tuple[Entry, int]] = {}
    with transaction.atomic():
        for entry, number, fen in moves:
            key = f"{entry}:{number}"
            if meant.setdefault(key, (entry, fen)) == (entry, fen):
                enter(entry, key, fen)
        balances = balances_before(WULINGYUAN, date(9999, 1, 1))
        transaction.set_rollback(True)
    expected: Counter[Which] = Counter()
    for entry, fen in meant.values():
        debit, credit = (which(kind) for kind in SIDES[entry])
        expected[debit] += fen
        expected[credit] -= fen
    assert sum(balances.values()) == 0
    assert balances == expected
