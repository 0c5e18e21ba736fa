"""What is owed, what is paid and the book of money say the same; each difference put in is found."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from tests.money import Treasury
from tests.money_people import FEN, JUNE, NURSING
from tests.office.ledger.bookkeeping import slip_in, tamper
from tests.office.payments.a_year import make_year
from tests.people import WULINGYUAN, WULONG
from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.choices import AccountKind, Entry
from yingbao.office.ledger.queries.checking import check_ledger
from yingbao.office.payments.choices import Disagreement, LineState
from yingbao.office.payments.models import Discharge, Line, Receivable, Recovery, Roll, RollFund, WriteOff
from yingbao.office.payments.queries.agreement import check_agreement
from yingbao.office.payments.queries.side_by_side import Agreement, agreement, agreement_of_month
from yingbao.office.provision.models import Due

pytestmark = pytest.mark.django_db
COST = Which(AccountKind.COST, programme=NURSING, year=2026)
PAYABLE = Which(AccountKind.PAYABLE, programme=NURSING)
IN_TRANSIT = Which(AccountKind.IN_TRANSIT, programme=NURSING, year=2026)


def found() -> dict[str, set[str]]:
    told: dict[str, set[str]] = {}
    for each in check_agreement(WULINGYUAN):
        told.setdefault(each.wrong, set()).update(finding.place for finding in each.told)
    return told


def in_book(entry: Entry, key: str, debit: Which, credit: Which) -> None:
    slip_in(entry, key, 70, sides=(debit, credit))


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def line(state: LineState) -> Line:
    return Line.objects.filter(state=state).order_by("number")[0]


def test_everything_that_became_of_money_agrees(treasury: Treasury) -> None:
    roll = make_year(treasury)
    assert found() == {}
    assert check_ledger(WULINGYUAN).fits
    (year,) = agreement(WULINGYUAN, 2026)
    settled = 2 * FEN - (FEN - 1_000)
    assert year == Agreement(
        NURSING, (3 * FEN, 3 * FEN), (roll.total_fen,) * 2, (settled, settled), (FEN, FEN)
    )
    assert year.agrees
    assert agreement(WULONG, 2026) == [] == check_agreement(WULONG)


def test_a_month_is_counted_by_its_own_dues_and_lines(treasury: Treasury) -> None:
    roll = make_year(treasury)
    settled = 2 * FEN - (FEN - 1_000)
    june = Agreement(NURSING, (3 * FEN, 3 * FEN), (roll.total_fen,) * 2, (settled, settled), (FEN, FEN))
    assert agreement_of_month(WULINGYUAN, JUNE) == [june]
    # What a list paid for April is owed no more.
    assert agreement_of_month(WULINGYUAN, JUNE - 2) == [Agreement(NURSING, (0, 0), (0, 0), (0, 0), (0, 0))]
    assert agreement_of_month(WULINGYUAN, JUNE - 1) == [] == agreement_of_month(WULONG, JUNE)


def test_a_month_that_does_not_fit_is_that_one_alone(
    treasury: Treasury, django_assert_num_queries: Any
) -> None:
    make_year(treasury)
    paid = line(LineState.SETTLED)
    due = Due.objects.get(person=paid.person, period=JUNE.first_day)
    for key in (f"due:{due.pk}", f"line:{paid.pk}:settled"):
        tamper(f"UPDATE ledger_transfer SET fen = fen + 70 WHERE key = '{key}'", "ledger_transfer")
    tamper(f"DELETE FROM ledger_transfer WHERE key = 'line:{paid.pk}:sent'", "ledger_transfer")
    with django_assert_num_queries(4):
        (june,) = agreement_of_month(WULINGYUAN, JUNE)
    assert [ours - book for ours, book in (june.owed, june.sent, june.settled, june.failed)] == [
        -70,
        paid.fen,
        -70,
        0,
    ]
    (april,) = agreement_of_month(WULINGYUAN, JUNE - 2)
    assert april.agrees


FAULTS: dict[str, tuple[Callable[[], object], Disagreement, Callable[[], str]]] = {
    "owed and not written down": (
        lambda: tamper("DELETE FROM ledger_transfer WHERE entry = 'owed_less'"),
        Disagreement.DUE,
        lambda: f"due:{Due.objects.filter(amount__lt=0).order_by('id')[0].pk}",
    ),
    "another amount is owed": (
        lambda: tamper("UPDATE ledger_transfer SET fen = fen + 1 WHERE key LIKE 'due:%'"),
        Disagreement.DUE,
        lambda: f"due:{Due.objects.order_by('id')[0].pk}",
    ),
    "the cost of another year": (
        lambda: tamper("UPDATE ledger_account SET year = 2025 WHERE kind = 'cost'", "ledger_account"),
        Disagreement.DUE,
        lambda: f"due:{Due.objects.order_by('id')[0].pk}",
    ),
    "written down and not owed": (
        lambda: in_book(Entry.OWED, "due:999999999", COST, PAYABLE),
        Disagreement.NO_DUE,
        lambda: "due:999999999",
    ),
    "taken over and not written down": (
        lambda: tamper("DELETE FROM ledger_transfer WHERE entry = 'paid_before'"),
        Disagreement.TAKEN_OVER,
        lambda: f"before:{Discharge.objects.filter(taken_over__isnull=False).order_by('id')[0].due_id}",
    ),
    "written down and taken over by nobody": (
        lambda: Discharge.objects.filter(taken_over__isnull=False).update(alive=False),
        Disagreement.NOT_TAKEN_OVER,
        lambda: f"before:{Discharge.objects.filter(taken_over__isnull=False).order_by('id')[0].due_id}",
    ),
    "sent and not written down": (
        lambda: tamper("DELETE FROM ledger_transfer WHERE entry = 'sent'"),
        Disagreement.LINE,
        lambda: f"line:{line(LineState.FAILED).pk}:sent",
    ),
    "paid another amount": (
        lambda: tamper("UPDATE ledger_transfer SET fen = fen - 1 WHERE entry = 'settled'"),
        Disagreement.LINE,
        lambda: f"line:{line(LineState.SETTLED).pk}:settled",
    ),
    "sent back and not written down": (
        lambda: tamper("DELETE FROM ledger_transfer WHERE entry = 'failed'"),
        Disagreement.LINE,
        lambda: f"line:{line(LineState.FAILED).pk}:failed",
    ),
    "held back and not written down": (
        lambda: tamper("DELETE FROM ledger_transfer WHERE entry = 'set_off'"),
        Disagreement.LINE,
        lambda: f"line:{Line.objects.get(deducted_fen__gt=0).pk}:set-off",
    ),
    "written down as paid and sent back": (
        lambda: Line.objects.filter(state=LineState.FAILED).update(state=LineState.SETTLED),
        Disagreement.NO_LINE,
        lambda: next(f"line:{each.pk}:failed" for each in Line.objects.filter(failure="no_account")),
    ),
    "written down and never on a roll": (
        lambda: in_book(Entry.SENT, "line:999999999:sent", PAYABLE, IN_TRANSIT),
        Disagreement.NO_LINE,
        lambda: "line:999999999:sent",
    ),
    "a line of another sum": (
        lambda: Discharge.objects.filter(line=line(LineState.SETTLED)).update(alive=False),
        Disagreement.LINE_SUM,
        lambda: f"line:{line(LineState.SETTLED).pk}",
    ),
    "a line sent back that still holds": (
        lambda: Discharge.objects.filter(line=line(LineState.FAILED)).update(alive=True),
        Disagreement.HELD,
        lambda: f"line:{line(LineState.FAILED).pk}",
    ),
    "a roll of another sum": (
        lambda: Roll.objects.update(total_fen=1),
        Disagreement.ROLL_SUM,
        lambda: Roll.objects.get().number,
    ),
    "a roll of more lines": (
        lambda: Roll.objects.update(lines_in=9),
        Disagreement.ROLL_SUM,
        lambda: Roll.objects.get().number,
    ),
    "funds that do not add up": (
        lambda: RollFund.objects.update(fen=1),
        Disagreement.ROLL_FUNDS,
        lambda: Roll.objects.get().number,
    ),
    "less drawn than was said": (
        lambda: tamper("UPDATE ledger_transfer SET fen = 1 WHERE entry = 'drawn'"),
        Disagreement.ROLL_DRAWN,
        lambda: Roll.objects.get().number,
    ),
    "less given back than came back": (
        lambda: tamper("UPDATE ledger_transfer SET fen = 1 WHERE entry = 'given_back'"),
        Disagreement.ROLL_DRAWN,
        lambda: Roll.objects.get().number,
    ),
    "drawn from a fund nobody named": (
        lambda: RollFund.objects.update(fund="lottery"),
        Disagreement.ROLL_DRAWN,
        lambda: f"roll:{Roll.objects.get().pk}:drawn:county",
    ),
    "a closed roll with a line unanswered": (
        lambda: Line.objects.filter(state=LineState.FAILED).update(state=LineState.SENT),
        Disagreement.ROLL_UNANSWERED,
        lambda: Roll.objects.get().number,
    ),
    "other lines than were approved": (
        lambda: Line.objects.filter(state=LineState.SETTLED).update(holder_name="某人"),
        Disagreement.ROLL_DIGEST,
        lambda: Roll.objects.get().number,
    ),
    "to be recovered and not written down": (
        lambda: tamper("DELETE FROM ledger_transfer WHERE entry = 'to_recover'"),
        Disagreement.RECEIVABLE,
        lambda: f"receivable:{Receivable.objects.order_by('id')[0].pk}",
    ),
    "repaid and not written down": (
        lambda: tamper("DELETE FROM ledger_transfer WHERE entry = 'recovered'"),
        Disagreement.RECEIVABLE,
        lambda: f"recovery:{Recovery.objects.filter(way='repaid').order_by('id')[0].pk}",
    ),
    "given up and not written down": (
        lambda: tamper("DELETE FROM ledger_transfer WHERE entry = 'written_off'"),
        Disagreement.RECEIVABLE,
        lambda: f"write-off:{WriteOff.objects.get().pk}",
    ),
    "written down and never repaid": (
        lambda: Recovery.objects.filter(way="repaid").update(alive=False),
        Disagreement.NO_RECEIVABLE,
        lambda: f"recovery:{Recovery.objects.filter(way='repaid').order_by('id')[0].pk}",
    ),
    "to be recovered of another sum": (
        lambda: Receivable.objects.filter(state="settled").update(fen=1),
        Disagreement.RECEIVABLE_SUM,
        lambda: Receivable.objects.get(state="settled").number,
    ),
    "recovered and not said to be": (
        lambda: Receivable.objects.filter(state="settled").update(state="open"),
        Disagreement.RECOVERED_SUM,
        lambda: Receivable.objects.get(state="open").number,
    ),
    "said to be recovered and not": (
        lambda: Recovery.objects.filter(line__isnull=False).update(fen=1),
        Disagreement.RECOVERED_SUM,
        lambda: Receivable.objects.get(state="settled").number,
    ),
    "given up and not said to be": (
        lambda: Receivable.objects.filter(state="written_off").update(state="settled"),
        Disagreement.RECOVERED_SUM,
        lambda: Receivable.objects.get(debtor="estate").number,
    ),
}


def test_each_difference_is_found(treasury: Treasury, subtests: pytest.Subtests) -> None:
    """One year for all of them: what is put in is taken out again."""
    make_year(treasury)
    for fault, (put_in, wrong, place) in FAULTS.items():
        with subtests.test(fault), undone():
            put_in()
            assert place() in found().get(wrong, set())


def test_every_kind_of_difference_was_put_in() -> None:
    assert {wrong for _, wrong, _ in FAULTS.values()} == set(Disagreement)
