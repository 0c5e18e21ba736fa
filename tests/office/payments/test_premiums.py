"""A premium is paid for many in one sum, to an organisation two officers entered; a list of names goes with it."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.money import Treasury
from tests.money_people import JUNE, NURSING, Payee, make_payees, owe
from tests.office.payments.answers import returned, states
from tests.office.payments.rolls import (
    AT,
    ON,
    approved,
    drawn_up,
    filed,
    prepared,
    sent,
    written,
)
from tests.people import WULINGYUAN, make_source
from yingbao.office.access.own_county import NotOwnCounty
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.access.two_hands import AlreadyDecided, OwnProposal
from yingbao.office.audit.models import Act
from yingbao.office.ledger.queries.checking import check_ledger
from yingbao.office.payments import models
from yingbao.office.payments.actions.checking import check_again
from yingbao.office.payments.actions.drawing_up import (
    NoAccountInForce,
    NothingOpen,
    PaidToPersons,
    PayeeNeeded,
)
from yingbao.office.payments.actions.filing import file_again
from yingbao.office.payments.actions.holding import NoReason, NotNow
from yingbao.office.payments.actions.listing_names import list_names
from yingbao.office.payments.actions.payees import (
    AccountWaits,
    Given,
    PayeeKnown,
    SaysTooLittle,
    approve_account,
    propose_account,
    propose_payee,
    refuse_account,
)
from yingbao.office.payments.bank_answers import Answer, BankAnswers, ReturnRefused, Totals
from yingbao.office.payments.choices import LineState, PayeeKind, ProposalState, RollKind, RollState
from yingbao.office.payments.models import Line, PayeeAccount, Receivable, Roll
from yingbao.office.payments.queries.agreement import check_agreement
from yingbao.office.payments.queries.board import board_of
from yingbao.office.payments.queries.payees import account_in_force, payees_of, shown_account
from yingbao.office.provision.choices import Per
from yingbao.office.provision.models import Freezing
from yingbao.office.register.models import BankAccount, Death
from yingbao.values.credit_code import NotACreditCode
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
MEDICAL = "medical_premium"
FEN = 40_000
CODE, NUMBER = "91110000802100433B", "620522001012345678"
YEAR, NEXT = Month(2026, 1), Month(2027, 1)


def given(number: str = NUMBER, **more: str) -> Given:
    return Given(
        **{
            "number": number,
            "holder": "武陵源区税务局",
            "bank": "工商银行",
            "document": "武财社〔2026〕8号",
            **more,
        }
    )


def entered(treasury: Treasury, **more: Any) -> models.Payee:
    values = {
        "kind": PayeeKind.INSURER,
        "name": "武陵源区税务局",
        "credit_code": CODE,
        "account": given(),
        **more,
    }
    return propose_payee(county=WULINGYUAN, at=AT, by=treasury.preparer, **values)


def in_force(treasury: Treasury) -> models.Payee:
    payee = entered(treasury)
    approve_account(account=payee.accounts.get(), at=AT, by=treasury.approver)
    return payee


def insured(many: int, month: Month = YEAR, fen: int = FEN) -> list[Payee]:
    """So many persons whose premium of a year is owed."""
    payees = make_payees(many, programme=MEDICAL, months=())
    for each in payees:
        owe(each, month, fen, per=Per.YEAR)
    return payees


def premium_roll(treasury: Treasury, payee: models.Payee, **more: Any) -> Roll:
    return drawn_up(treasury, programme=MEDICAL, payee=payee, memo="医保代缴", **more)


def whole(roll: Roll, **more: Any) -> BankAnswers:
    """The bank's word about the one payment."""
    answer = Answer(2, 1, NUMBER, "武陵源区税务局", roll.total_fen, True, "", ON)._replace(**more)
    return BankAnswers((answer,), Totals(1, answer.fen), True)


def fits() -> bool:
    return check_ledger(WULINGYUAN).fits and check_agreement(WULINGYUAN) == []


def test_one_sum_goes_to_the_organisation_and_a_list_of_names_with_it(treasury: Treasury) -> None:
    people = insured(3)
    BankAccount.objects.update(ended_by=make_source())
    roll = premium_roll(treasury, in_force(treasury))

    assert [(line.state, line.fen, line.account_id) for line in roll.lines.all()] == [
        (LineState.IN, FEN, None)
    ] * 3
    assert not roll.lines.filter(problems__isnull=False).exists(), "nobody's own account is asked for"
    approved(treasury, roll)
    file = filed(treasury, roll).decode().splitlines()
    names = list_names(roll=roll, write=written, at=AT, by=treasury.finance).decode().splitlines()

    assert file == [f"{roll.number} 1 {3 * FEN} {ON}", f"1,武陵源区税务局,{NUMBER},{CODE},{3 * FEN}"]
    assert len(names) == 4
    assert all(f",,{line.split(',')[3]},{FEN}" in line for line in names[1:]), (
        "a number of each, and no account"
    )
    assert {each.person.name for each in people} == {line.name for line in roll.lines.all()}
    assert file_again(roll=roll, write=written, at=AT, by=treasury.finance).decode().splitlines() == file
    assert Act.objects.filter(verb="payments.roll.names_listed").count() == 1
    assert fits()


def test_the_bank_answers_for_the_whole(treasury: Treasury) -> None:
    insured(3)
    payee = in_force(treasury)
    roll = sent(treasury, premium_roll(treasury, payee))

    for wrong in ({"account": "6205220010123456"}, {"holder": "别人"}, {"fen": FEN * 3 - 1}):
        with pytest.raises(ReturnRefused):
            returned(treasury, roll, whole(roll, **wrong), "wrong")
    read = returned(treasury, roll, whole(roll))
    roll.refresh_from_db()

    assert (read.settled, read.settled_fen, roll.state) == (3, 3 * FEN, RollState.CLOSED)
    assert {state for state, _ in states(roll).values()} == {LineState.SETTLED}
    assert returned(treasury, roll, whole(roll)).pk == read.pk, "the same file changes nothing"
    assert fits()


def test_what_the_bank_sends_back_is_issued_again_for_everyone(treasury: Treasury) -> None:
    insured(2)
    payee = in_force(treasury)
    roll = sent(treasury, premium_roll(treasury, payee))

    returned(treasury, roll, whole(roll, ok=False, failure="closed"))
    assert {state for state, _ in states(roll).values()} == {LineState.FAILED}
    again = sent(treasury, premium_roll(treasury, payee, kind=RollKind.REISSUE))

    assert (again.lines_in, again.total_fen) == (2, 2 * FEN)
    returned(treasury, again, whole(again), "second")
    assert fits()


def test_the_organisation_answers_by_person(treasury: Treasury) -> None:
    insured(3)
    roll = sent(treasury, premium_roll(treasury, in_force(treasury)))
    by_person = tuple(
        Answer(
            at, line.number, None, None, line.fen, line.number != 2, "other" if line.number == 2 else "", ON
        )
        for at, line in enumerate(roll.lines.order_by("number"), start=2)
    )

    read = returned(treasury, roll, BankAnswers(by_person, Totals(), False))

    assert (read.settled, read.failed, read.failed_fen) == (2, 1, FEN)
    assert states(roll)[2] == (LineState.FAILED, "other")
    assert fits()


def test_a_year_that_was_frozen_is_paid_in_the_autumn_before(treasury: Treasury) -> None:
    insured(2, NEXT)
    payee = in_force(treasury)
    with pytest.raises(NothingOpen):
        premium_roll(treasury, payee)
    assert not board_of(treasury.preparer, JUNE).programmes

    Freezing.objects.create(
        county=WULINGYUAN,
        programme=MEDICAL,
        period=NEXT.first_day,
        month=JUNE.first_day,
        on=ON,
        by="test",
        at=AT,
    )

    (board,) = board_of(treasury.preparer, JUNE).programmes
    assert (board.programme, board.open_dues, board.open_fen) == (MEDICAL, 2, 2 * FEN)
    assert premium_roll(treasury, payee).total_fen == 2 * FEN


def test_another_years_premium_takes_nothing_off(treasury: Treasury) -> None:
    (person,) = insured(1, YEAR.previous - 11)
    payee = in_force(treasury)
    roll = sent(treasury, premium_roll(treasury, payee))
    returned(treasury, roll, whole(roll))
    owe(person, YEAR.previous - 11, 0, per=Per.YEAR)
    owe(person, YEAR, FEN, per=Per.YEAR)

    second = premium_roll(treasury, payee, kind=RollKind.SUPPLEMENTARY)

    assert (second.lines_in, second.total_fen) == (1, FEN), "or nobody is insured for the year"
    assert board_of(treasury.preparer, JUNE).programmes[0].below == 1
    assert fits()


def test_who_is_known_dead_is_not_paid_for(treasury: Treasury) -> None:
    first, _ = insured(2)
    roll = premium_roll(treasury, in_force(treasury))
    Death.objects.create(person=first.person, died_on=date(2026, 6, 1), source=make_source())

    roll = check_again(roll=roll, at=AT, by=treasury.preparer)

    assert (roll.lines_in, roll.total_fen) == (1, FEN)
    assert sorted(Line.objects.values_list("state", flat=True)) == [LineState.IN, LineState.OUT]


def test_what_a_person_owes_is_not_held_back_from_what_is_paid_for_the_person(treasury: Treasury) -> None:
    (person,) = insured(1)
    Receivable.objects.create(
        number="R1", county=WULINGYUAN, division_code=person.award.division_code, person=person.person,
        award=person.award, programme=MEDICAL, fen=FEN, debtor="person", debtor_name="某人", reason="多领",
        decided_by="xiang_dong", decided_on=ON, made_at=AT, may_be_deducted=True,
    )  # fmt: skip

    assert premium_roll(treasury, in_force(treasury)).total_fen == FEN


def test_another_account_is_taken_when_it_is_in_force_and_ends_the_approval(treasury: Treasury) -> None:
    insured(1)
    payee = in_force(treasury)
    roll = approved(treasury, premium_roll(treasury, payee))
    digest = roll.digest

    new = propose_account(payee=payee, account=given("6205220010999999"), at=AT, by=treasury.preparer)
    assert check_again(roll=roll, at=AT, by=treasury.preparer).state == RollState.APPROVED
    approve_account(account=new, at=AT, by=treasury.approver)
    roll = check_again(roll=roll, at=AT, by=treasury.preparer)

    assert (roll.state, roll.payee_account, roll.lines.get().payee_account) == (RollState.BUILT, new, new)
    assert prepared(treasury, roll).digest != digest


def test_a_premium_goes_to_an_organisation_and_nothing_else_does(treasury: Treasury) -> None:
    insured(1)
    make_payees(1)
    payee = entered(treasury)
    with pytest.raises(PayeeNeeded):
        drawn_up(treasury, programme=MEDICAL)
    with pytest.raises(NoAccountInForce):
        premium_roll(treasury, payee)
    approve_account(account=payee.accounts.get(), at=AT, by=treasury.approver)
    with pytest.raises(PaidToPersons):
        drawn_up(treasury, programme=NURSING, payee=payee)
    persons = sent(treasury, drawn_up(treasury))
    with pytest.raises(NotNow):
        list_names(roll=persons, write=written, at=AT, by=treasury.finance)
    line = persons.lines.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.filter(pk=line.pk).update(payee_account=payee.accounts.get())


def test_two_officers_enter_an_account(treasury: Treasury) -> None:
    payee = entered(treasury)
    first = payee.accounts.get()
    assert account_in_force(payee) is None
    assert NUMBER.encode() not in bytes(first.account_sealed)
    assert shown_account(first) == f"{'*' * 14}5678"
    with pytest.raises(OwnProposal):
        approve_account(account=first, at=AT, by=treasury.preparer)
    with pytest.raises(NotPermitted):
        approve_account(account=first, at=AT, by=treasury.finance)
    with pytest.raises(AccountWaits):
        propose_account(payee=payee, account=given("6205220010999999"), at=AT, by=treasury.preparer)
    with pytest.raises(NoReason):
        refuse_account(account=first, reason=" ", at=AT, by=treasury.approver)

    approve_account(account=first, at=AT, by=treasury.approver)
    with pytest.raises(AlreadyDecided):
        refuse_account(account=first, reason="不对", at=AT, by=treasury.approver)
    second = propose_account(payee=payee, account=given("6205 2200-1099 9999"), at=AT, by=treasury.preparer)
    assert account_in_force(payee) == first, "until another officer approved it, it is paid as before"
    refuse_account(account=second, reason="证明不全", at=AT, by=treasury.approver)
    assert account_in_force(payee) == first
    assert PayeeAccount.objects.get(pk=second.pk).state == ProposalState.REFUSED
    told = Act.objects.filter(subject=f"payee:{payee.pk}").order_by("id")
    assert [act.verb.rpartition(".")[2] for act in told] == ["proposed", "approved", "proposed", "refused"]
    assert not any(NUMBER in str(act.detail) for act in told)


def test_what_is_no_organisation_is_refused(treasury: Treasury) -> None:
    for wrong in (given("12345"), given("62052200101234567X"), given(holder=" "), given(document="")):
        with pytest.raises(SaysTooLittle):
            entered(treasury, account=wrong)
    with pytest.raises(NotACreditCode):
        entered(treasury, credit_code="91110000802100433A")
    with pytest.raises(SaysTooLittle):
        entered(treasury, name=" ")
    with pytest.raises(NotOwnCounty):
        propose_payee(
            county=WULINGYUAN, kind=PayeeKind.INSURER, name="税务局", credit_code=CODE, account=given(),
            at=AT, by=treasury.cast.ran_jing,
        )  # fmt: skip
    entered(treasury)
    with pytest.raises(PayeeKnown):
        entered(treasury)


def test_organisations_are_seen_by_who_sees_the_county(treasury: Treasury) -> None:
    entered(treasury)
    sees = {
        officer.username: payees_of(officer).count()
        for officer in (
            treasury.finance,
            treasury.cast.shen_ji,
            treasury.cast.tian_fang,
            treasury.cast.ran_jing,
        )
    }
    assert sees == {"peng_cai": 1, "shen_ji": 1, "tian_fang": 0, "ran_jing": 0}
