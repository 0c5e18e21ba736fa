"""What a bank answers is taken whole or not at all, and what it answered once stands."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Sum

from tests.money import Treasury, make_treasury
from tests.money_people import FEN, JUNE, make_account, make_payees, owe
from tests.office.payments.answers import answered, changed, returned, states
from tests.office.payments.rolls import ON, approved, drawn_up, filed, sent
from tests.people import WULINGYUAN
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.models import Act
from yingbao.office.ledger.choices import AccountKind, Fund
from yingbao.office.ledger.models import Transfer
from yingbao.office.ledger.queries.checking import check_ledger
from yingbao.office.payments.actions import returning
from yingbao.office.payments.actions.holding import NotNow
from yingbao.office.payments.actions.sending import mark_sent
from yingbao.office.payments.bank_answers import ReturnRefused, Totals
from yingbao.office.payments.choices import LineState, ReceivableState, RecoveryWay, RollKind, RollState
from yingbao.office.payments.models import BankReturn, Discharge, Line, Receivable, Recovery, Roll
from yingbao.office.payments.queries.returns import returns_of, waiting_for_correction

pytestmark = pytest.mark.django_db
PAID = (LineState.SETTLED, "")


@pytest.fixture
def treasury() -> Treasury:
    return make_treasury()


@pytest.fixture
def roll(treasury: Treasury) -> Roll:
    make_payees(3)
    return sent(treasury, drawn_up(treasury))


def refused(treasury: Treasury, roll: Roll, *args: Any, **more: Any) -> list[tuple[str, int, int | None]]:
    """Why a file is not taken; and that nothing changed."""
    before = snapshot(roll)
    with pytest.raises(ReturnRefused) as why:
        returned(treasury, roll, *args, **more)
    assert snapshot(roll) == before
    return [(reason.code, reason.line, reason.number) for reason in why.value.reasons]


def snapshot(roll: Roll) -> tuple[Any, ...]:
    return (
        states(roll),
        Transfer.objects.count(),
        BankReturn.objects.count(),
        Act.objects.count(),
        Discharge.objects.filter(alive=True).count(),
        Roll.objects.get(pk=roll.pk).state,
    )


def balance(kind: AccountKind) -> int:
    debits = Transfer.objects.filter(debit__kind=kind).aggregate(fen=Sum("fen"))["fen"] or 0
    credits = Transfer.objects.filter(credit__kind=kind).aggregate(fen=Sum("fen"))["fen"] or 0
    return debits - credits


def test_what_the_bank_paid_is_settled_and_the_roll_is_closed(treasury: Treasury, roll: Roll) -> None:
    read = returned(treasury, roll, answered(roll))

    assert set(states(roll).values()) == {PAID}
    assert (read.settled, read.failed, read.settled_fen, read.failed_fen) == (3, 0, 3 * FEN, 0)
    assert Roll.objects.get(pk=roll.pk).state == RollState.CLOSED
    assert (balance(AccountKind.IN_TRANSIT), balance(AccountKind.DRAWN)) == (0, 0)
    assert balance(AccountKind.FUND) == -3 * FEN
    assert not check_ledger(WULINGYUAN).wrong
    assert list(returns_of(treasury.finance, roll)) == [read]
    act = Act.objects.get(verb="payments.return.read")
    assert (act.subject, act.detail["settled"], act.detail["closed"]) == (f"roll:{roll.pk}", 3, True)


def test_what_came_back_is_owed_again_and_its_money_goes_back_to_the_funds(treasury: Treasury) -> None:
    make_payees(3)
    roll = drawn_up(treasury)
    approved(treasury, roll, {Fund.CENTRAL: 2 * FEN - 1, Fund.COUNTY: FEN + 1})
    filed(treasury, roll)
    roll = mark_sent(roll=roll, on=ON, at=roll.made_at, by=treasury.finance)
    returned(treasury, roll, answered(roll, {1: "closed", 3: "other"}))

    assert states(roll) == {1: (LineState.FAILED, "closed"), 2: PAID, 3: (LineState.FAILED, "other")}
    assert Discharge.objects.filter(alive=True).count() == 1
    back = Transfer.objects.filter(entry="given_back").order_by("key").values_list("credit__kind", "fen")
    # The county is drawn last and gets its money back first.
    assert dict(Transfer.objects.filter(entry="given_back").values_list("debit__fund", "fen")) == {
        "county": FEN + 1,
        "central": FEN - 1,
    }
    assert {kind for kind, _ in back} == {AccountKind.DRAWN}
    assert (balance(AccountKind.IN_TRANSIT), balance(AccountKind.DRAWN)) == (0, 0)
    assert [line.number for line in waiting_for_correction(treasury.finance)] == [1, 3]


def test_what_came_back_is_paid_by_a_re_issue_and_waits_no_more(treasury: Treasury, roll: Roll) -> None:
    returned(treasury, roll, answered(roll, {2: "no_such_account"}))
    line = Line.objects.get(roll=roll, number=2)
    make_account(line.person)
    again = drawn_up(treasury, RollKind.REISSUE)

    assert not waiting_for_correction(treasury.finance).exists()
    again = sent(treasury, again)
    returned(treasury, again, answered(again), digest="second")
    paid = Line.objects.filter(person=line.person, state=LineState.SETTLED)
    assert [each.fen for each in paid] == [FEN]


def test_the_same_file_twice_changes_nothing(treasury: Treasury, roll: Roll) -> None:
    answers = answered(roll, {1: "frozen"})
    first = returned(treasury, roll, answers)
    before = snapshot(roll)

    assert returned(treasury, roll, answers) == first
    assert snapshot(roll) == before


def test_another_file_may_repeat_and_not_contradict(treasury: Treasury, roll: Roll) -> None:
    answers = answered(roll, {1: "frozen"})
    returned(treasury, roll, answers)
    moved = Transfer.objects.count()

    assert returned(treasury, roll, answers, digest="second").failed == 1
    assert Transfer.objects.count() == moved
    for again in ({}, {1: "closed"}, {1: "frozen", 2: "frozen"}):
        found = refused(treasury, roll, answered(roll, again), digest="third")
        assert {code for code, _, _ in found} == {"contradicts"}, again
    later = changed(answers, 0, day=ON + timedelta(days=1))
    assert refused(treasury, roll, later, digest="third", on=ON + timedelta(days=2)) == [
        ("contradicts", 2, 1)
    ]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"fen": FEN - 1}, "amount_differs"),
        ({"account": "6230999999999999999"}, "account_differs"),
        ({"holder": "别人"}, "holder_differs"),
        ({"day": ON + timedelta(days=1)}, "day_to_come"),
        ({"day": ON - timedelta(days=1)}, "day_before_the_file"),
    ],
)
def test_an_answer_about_something_else_is_refused_whole(
    treasury: Treasury, roll: Roll, more: dict[str, Any], code: str
) -> None:
    assert refused(treasury, roll, changed(answered(roll), 1, **more)) == [(code, 3, 2)]


def test_an_unknown_line_a_line_twice_and_half_a_file_are_refused(treasury: Treasury, roll: Roll) -> None:
    answers = answered(roll)

    assert refused(treasury, roll, changed(answers, 2, number=9)) == [
        ("answers_missing", 0, None),
        ("unknown_line", 4, 9),
    ]
    assert refused(treasury, roll, changed(answers, 2, number=1, account=None, holder=None)) == [
        ("answers_missing", 0, None),
        ("line_twice", 2, 1),
    ]
    half = answers._replace(answers=answers.answers[:2], totals=Totals())
    assert refused(treasury, roll, half) == [("answers_missing", 0, None)]


@pytest.mark.parametrize("total", Totals.__slots__)
def test_totals_that_do_not_add_up_are_refused(treasury: Treasury, roll: Roll, total: str) -> None:
    answers = answered(roll, {2: "other"}, totals=Totals(3, 3 * FEN, 2, 2 * FEN, 1, FEN))
    wrong = Totals(**{each: getattr(answers.totals, each) + (each == total) for each in Totals.__slots__})

    assert refused(treasury, roll, answers._replace(totals=wrong)) == [("totals_differ", 0, None)]
    assert returned(treasury, roll, answers).failed == 1


def test_every_reason_is_told_not_only_the_first(treasury: Treasury, roll: Roll) -> None:
    answers = changed(changed(answered(roll), 0, fen=1), 2, holder="别人")

    assert refused(treasury, roll, answers) == [("amount_differs", 2, 1), ("holder_differs", 4, 3)]


def test_a_line_that_was_left_out_cannot_be_answered(treasury: Treasury) -> None:
    payees = make_payees(2)
    payees[0].account.delete()
    roll = sent(treasury, drawn_up(treasury))
    out = Line.objects.get(roll=roll, state=LineState.OUT)
    answers = changed(answered(roll), 0, number=out.number, account=None, holder=None)

    assert ("unknown_line", 2, out.number) in refused(treasury, roll, answers)


def test_the_answer_to_another_roll_is_refused(treasury: Treasury, roll: Roll) -> None:
    answers = answered(roll)
    returned(treasury, roll, answers)
    for payee in Line.objects.filter(roll=roll).order_by("number"):
        owe_again(payee)
    july = sent(treasury, drawn_up(treasury, month=JUNE.next))

    # Numbers, accounts and amounts are the same, month after month.
    assert refused(treasury, july, answers) == [("answers_another_roll", 0, None)]


def owe_again(line: Line) -> None:
    from tests.money_people import Payee

    owe(Payee(line.person, line.award, line.account), JUNE.next, FEN)


def test_answers_may_come_in_parts_where_the_bank_does_so(treasury: Treasury, roll: Roll) -> None:
    whole = answered(roll, {3: "frozen"}, complete=False)
    first = whole._replace(answers=whole.answers[:2], totals=Totals(2))
    returned(treasury, roll, first)

    assert Roll.objects.get(pk=roll.pk).state == RollState.SENT
    assert states(roll)[3] == (LineState.SENT, "")
    returned(treasury, roll, whole._replace(answers=whole.answers[2:], totals=Totals(1)), digest="second")
    assert Roll.objects.get(pk=roll.pk).state == RollState.CLOSED
    assert (balance(AccountKind.IN_TRANSIT), balance(AccountKind.DRAWN)) == (0, 0)


def test_what_was_held_back_is_set_off_when_paid_and_free_when_sent_back(treasury: Treasury) -> None:
    payees = make_payees(2)
    for payee in payees:
        Receivable.objects.create(
            number=f"R{payee.person.pk}",
            county=WULINGYUAN,
            division_code=payee.award.division_code,
            person=payee.person,
            award=payee.award,
            programme=payee.award.programme,
            fen=1_000,
            debtor="person",
            debtor_name=payee.person.name,
            reason="多发",
            decided_by="liu_kang",
            decided_on=ON,
            made_at=payee.award.made_at,
            may_be_deducted=True,
        )
    roll = sent(treasury, drawn_up(treasury))
    assert set(Line.objects.filter(roll=roll).values_list("deducted_fen", "fen")) == {(1_000, FEN - 1_000)}
    returned(treasury, roll, answered(roll, {1: "frozen"}))

    held = Recovery.objects.filter(way=RecoveryWay.DEDUCTED).order_by("line__number")
    assert [each.alive for each in held] == [False, True]
    line = Line.objects.get(roll=roll, number=2)
    assert list(Transfer.objects.filter(entry="set_off").values_list("key", "fen")) == [
        (f"line:{line.pk}:set-off", 1_000)
    ]
    by_person = dict(Receivable.objects.values_list("person", "state"))
    assert by_person[line.person_id] == ReceivableState.SETTLED
    assert sorted(by_person.values()) == [ReceivableState.OPEN, ReceivableState.SETTLED]


def test_reading_broken_off_goes_on_where_it_was(
    treasury: Treasury, roll: Roll, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returning, "AT_ONCE", 1)
    taken: list[int] = []
    release = returning.release

    def break_off(**more: Any) -> int:
        taken.append(1)
        if len(taken) == 2:
            raise KeyboardInterrupt
        return release(**more)

    monkeypatch.setattr(returning, "release", break_off)
    answers = answered(roll, {3: "frozen"})
    with pytest.raises(KeyboardInterrupt):
        returned(treasury, roll, answers)

    assert [state for state, _ in states(roll).values()] == ["settled", "sent", "sent"]
    assert not BankReturn.objects.exists()
    # What was answered stands: another file about it may only repeat it.
    assert refused(treasury, roll, answered(roll, {1: "frozen"})) == [("contradicts", 2, 1)]
    returned(treasury, roll, answers)
    assert states(roll) == {1: PAID, 2: PAID, 3: (LineState.FAILED, "frozen")}
    assert not check_ledger(WULINGYUAN).wrong


def test_only_who_pays_reads_answers_and_only_to_what_was_sent(treasury: Treasury) -> None:
    make_payees(1)
    roll = drawn_up(treasury)
    approved(treasury, roll)
    filed(treasury, roll)
    roll.refresh_from_db()

    with pytest.raises(NotNow):
        returned(treasury, roll, answered(roll))
    mark_sent(roll=roll, on=ON, at=roll.made_at, by=treasury.finance)
    for officer in (treasury.preparer, treasury.approver, treasury.cast.wu_gang):
        with pytest.raises(NotPermitted):
            returned(treasury, roll, answered(roll), by=officer)
    assert not BankReturn.objects.exists()
