"""Nobody who is known dead, moved away, suspended or without account is on a roll; doubts need two officers."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.money import Treasury
from tests.money_people import FEN, JUNE, Payee, make_account, make_payees, owe
from tests.office.payments.rolls import AT, ON, approved, drawn_up, filed, named, prepared, sent, written
from tests.people import make_source
from yingbao.office.audit.models import Act
from yingbao.office.casework.choices import AwardState
from yingbao.office.ledger.choices import Fund
from yingbao.office.payments.actions.approving import TwoOfficersNeeded, approve
from yingbao.office.payments.actions.checking import check_again
from yingbao.office.payments.actions.filing import NotAllMayBePaid, file_roll
from yingbao.office.payments.actions.holding import NoReason, NotNow
from yingbao.office.payments.actions.lines import NotToBeAccepted, accept_problem, leave_out
from yingbao.office.payments.actions.preparing import NobodyOnIt, ProblemsOpen, prepare
from yingbao.office.payments.choices import LineState, ProblemKind, RollState
from yingbao.office.payments.models import Discharge, Line, LineProblem, Roll
from yingbao.office.register.models import BankAccount, Death, OtherName, Person, Standing
from yingbao.office.register.sealing import RESIDENT_ID, blind_index

pytestmark = pytest.mark.django_db
MAY = JUNE.previous


def dies(payee: Payee) -> None:
    source = make_source("deaths")
    Death.objects.create(
        person=payee.person, died_on=date(2026, 6, 2), valid_from=date(2026, 6, 2), source=source
    )


def moves(payee: Payee) -> None:
    Standing.objects.filter(person=payee.person).update(ended_by=make_source())


def rests(payee: Payee) -> None:
    payee.award.state = AwardState.SUSPENDED
    payee.award.save()


def ends(payee: Payee) -> None:
    payee.award.state, payee.award.last_month = AwardState.ENDED, MAY.first_day
    payee.award.save()


def has_no_account(payee: Payee) -> None:
    BankAccount.objects.filter(person=payee.person).update(valid_to=date(2026, 6, 1))


BLOCKED = {
    ProblemKind.DEAD: dies,
    ProblemKind.MOVED: moves,
    ProblemKind.SUSPENDED: rests,
    ProblemKind.NO_AWARD: ends,
    ProblemKind.NO_ACCOUNT: has_no_account,
}


def uses_anothers(payee: Payee) -> None:
    other = blind_index("430811197001010029", RESIDENT_ID)
    make_account(payee.person, holder="王大力", holder_number_index=other, holder_number_sealed=b"")


def uses_a_neighbours(payee: Payee) -> None:
    neighbour, *_ = make_payees(1, months=())
    make_account(neighbour.person, number="6230000000000000777")
    make_account(payee.person, number="6230000000000000777")


def is_called_otherwise(payee: Payee) -> None:
    make_account(payee.person, holder="王秀蓝")


DOUBTED = {
    ProblemKind.ANOTHERS_ACCOUNT: [uses_anothers, uses_a_neighbours],
    ProblemKind.NAME_MISMATCH: [is_called_otherwise],
}


def problems(roll: Roll) -> list[tuple[int, str]]:
    return list(
        LineProblem.objects.filter(line__roll=roll)
        .order_by("line__number", "kind")
        .values_list("line__person", "kind")
    )


@pytest.mark.parametrize("kind", BLOCKED)
def test_whoever_may_not_be_paid_is_left_out(treasury: Treasury, kind: ProblemKind) -> None:
    payee, _ = make_payees(2)
    BLOCKED[kind](payee)

    roll = drawn_up(treasury)

    assert problems(roll) == [(payee.person.pk, kind)]
    assert (roll.lines_in, roll.total_fen) == (1, FEN)
    line = roll.lines.get(person=payee.person)
    assert line.state == LineState.OUT
    assert not Discharge.objects.get(line=line).alive
    with pytest.raises(NotToBeAccepted):
        accept_problem(problem=LineProblem.objects.get(), why="仍要发", at=AT, by=treasury.preparer)


def test_an_ended_award_pays_what_was_owed_before_it_ended(treasury: Treasury) -> None:
    (payee,) = make_payees(1, months=(MAY,))
    ends(payee)

    assert problems(drawn_up(treasury)) == []


@pytest.mark.parametrize(("kind", "does"), [(kind, does) for kind, all_ in DOUBTED.items() for does in all_])
def test_a_doubt_waits_for_an_officers_word(
    treasury: Treasury, kind: ProblemKind, does: Callable[[Payee], None]
) -> None:
    payee, _ = make_payees(2)
    does(payee)
    roll = drawn_up(treasury)

    assert problems(roll) == [(payee.person.pk, kind)]
    assert roll.lines.get(person=payee.person).state == LineState.IN
    with pytest.raises(ProblemsOpen):
        prepare(roll=roll, at=AT, by=treasury.preparer)
    problem = LineProblem.objects.get()
    with pytest.raises(NoReason):
        accept_problem(problem=problem, why=" ", at=AT, by=treasury.preparer)
    accept_problem(problem=problem, why="监护人的卡，看过户口簿", at=AT, by=treasury.preparer)
    assert prepare(roll=roll, at=AT, by=treasury.preparer).state == RollState.PREPARED
    assert Act.objects.get(verb="payments.problem.accepted").subject == f"person:{payee.person.pk}"


def test_who_accepted_a_doubt_does_not_approve(treasury: Treasury) -> None:
    (payee,) = make_payees(1)
    is_called_otherwise(payee)
    roll = drawn_up(treasury)
    accept_problem(problem=LineProblem.objects.get(), why="看过证件", at=AT, by=treasury.approver)
    roll = prepare(roll=roll, at=AT, by=treasury.preparer)

    with pytest.raises(TwoOfficersNeeded):
        approve(roll=roll, digest=roll.digest, funds={Fund.COUNTY: FEN}, on=ON, at=AT, by=treasury.approver)


def test_a_name_the_office_knows_is_no_doubt(treasury: Treasury) -> None:
    (payee,) = make_payees(1)
    is_called_otherwise(payee)
    OtherName.objects.create(person=payee.person, name="王秀蓝", source=make_source())

    assert problems(drawn_up(treasury)) == []


def test_an_account_two_share_is_told_of_both(treasury: Treasury) -> None:
    one, two, _ = make_payees(3)
    for payee in (one, two):
        make_account(payee.person, holder="王大力", number="6230000000000000888")
    roll = drawn_up(treasury)

    shared = LineProblem.objects.filter(kind=ProblemKind.SHARED_ACCOUNT)
    assert set(shared.values_list("line__person", flat=True)) == {one.person.pk, two.person.pk}
    leave_out(line=roll.lines.get(person=one.person), why="查实", at=AT, by=treasury.preparer)
    assert not shared.filter(line__state=LineState.IN).exists()


def test_an_account_other_than_last_paid_to_is_a_doubt(treasury: Treasury) -> None:
    same, changed = make_payees(2)
    roll = sent(treasury, drawn_up(treasury))
    Line.objects.filter(roll=roll).update(state=LineState.SETTLED)
    make_account(changed.person)
    for payee in (same, changed):
        owe(payee, JUNE.next, FEN)

    later = drawn_up(treasury, month=JUNE.next)

    assert problems(later) == [(changed.person.pk, ProblemKind.ACCOUNT_CHANGED)]


@pytest.mark.parametrize("act", [dies, moves, rests])
def test_what_is_learned_before_the_file_is_made_stops_it(
    treasury: Treasury, act: Callable[[Payee], None]
) -> None:
    payee, other = make_payees(2)
    roll = approved(treasury, drawn_up(treasury))
    act(payee)

    with pytest.raises(NotAllMayBePaid) as refused:
        filed(treasury, roll)

    assert refused.value.count == 1
    roll.refresh_from_db()
    assert (roll.state, roll.approved_by, roll.file_digest, roll.lines_in) == (RollState.BUILT, "", "", 1)
    assert not Discharge.objects.get(line__person=payee.person).alive
    approved(treasury, roll)
    made = filed(treasury, roll)
    assert other.person.name.encode() in made
    assert len(made.splitlines()) == 1 + 1


def test_checked_again_a_roll_takes_the_newest_accounts(treasury: Treasury) -> None:
    changed, same, dead = make_payees(3)
    is_called_otherwise(changed)
    roll = prepared(treasury, drawn_up(treasury))
    newer = make_account(changed.person)
    is_called_otherwise(same)
    dies(dead)

    roll = check_again(roll=roll, at=AT, by=treasury.preparer)

    assert (roll.state, roll.lines_in, roll.digest) == (RollState.BUILT, 2, "")
    assert roll.lines.get(person=changed.person).account == newer
    found = {(same.person.pk, ProblemKind.NAME_MISMATCH), (dead.person.pk, ProblemKind.DEAD)}
    assert set(problems(roll)) == found
    # Nothing new: what was prepared stands.
    roll = prepared(treasury, roll)
    assert check_again(roll=roll, at=AT, by=treasury.preparer).state == RollState.PREPARED


def test_a_roll_of_nobody_is_not_prepared(treasury: Treasury) -> None:
    (payee,) = make_payees(1)
    dies(payee)
    roll = drawn_up(treasury)

    with pytest.raises(NobodyOnIt):
        prepare(roll=roll, at=AT, by=treasury.preparer)
    with pytest.raises(NotNow):
        file_roll(roll=roll, write=written, name=named, on=ON, at=AT, by=treasury.finance)


def test_what_was_merged_since_is_asked_about_as_the_person_kept(treasury: Treasury) -> None:
    payee, kept = make_payees(2)
    roll = approved(treasury, drawn_up(treasury))
    Person.objects.filter(pk=payee.person.pk).update(merged_into=kept.person)
    dies(kept)

    with pytest.raises(NotAllMayBePaid) as refused:
        filed(treasury, roll)
    assert refused.value.count == 2
