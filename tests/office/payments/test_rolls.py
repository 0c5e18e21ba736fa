"""A roll holds all that is open of a programme, once, and goes to the bank as it was approved."""

from datetime import date

import pytest
from django.db.models import Sum

from tests.money import Treasury
from tests.money_people import FEN, JUNE, NURSING, Payee, make_payees, owe
from tests.office.payments.rolls import (
    AT,
    ON,
    approved,
    drawn_up,
    filed,
    opened,
    prepared,
    sent,
    taken,
    written,
)
from tests.people import JUNDIPING, WULINGYUAN
from yingbao.office.access.models import Officer
from yingbao.office.access.own_county import NotOwnCounty
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.models import Act
from yingbao.office.ledger.models import Transfer
from yingbao.office.ledger.queries.checking import check_ledger
from yingbao.office.payments.actions.cancelling import cancel
from yingbao.office.payments.actions.drawing_up import MonthIsClosed, NothingOpen, draw_up
from yingbao.office.payments.actions.holding import NoReason, NotNow
from yingbao.office.payments.actions.lines import leave_out
from yingbao.office.payments.actions.preparing import prepare
from yingbao.office.payments.actions.recovering import demand
from yingbao.office.payments.actions.sending import mark_sent
from yingbao.office.payments.choices import Debtor, LineState, MonthState, RollKind, RollState
from yingbao.office.payments.models import Discharge, Line, PayMonth, Receivable, Recovery, Roll
from yingbao.office.payments.queries.sheets import sheet_of
from yingbao.office.provision.models import Due
from yingbao.office.register.models import Person

pytestmark = pytest.mark.django_db
MAY = JUNE.previous


def lines(roll: Roll) -> list[tuple[str, int, int]]:
    return list(roll.lines.order_by("number").values_list("state", "gross_fen", "fen"))


def lines_of(person: Person) -> list[str]:
    return list(Line.objects.filter(person=person).order_by("id").values_list("state", flat=True))


def moved(entry: str) -> int:
    return Transfer.objects.filter(entry=entry).aggregate(fen=Sum("fen"))["fen"] or 0


def failed(line: Line) -> None:
    """The bank sent it back."""
    Line.objects.filter(pk=line.pk).update(state=LineState.FAILED)
    Discharge.objects.filter(line=line).update(alive=False)


def test_a_roll_goes_from_what_is_owed_to_the_bank(treasury: Treasury) -> None:
    make_payees(3, months=(MAY, JUNE))

    roll = sent(treasury, drawn_up(treasury))

    assert (roll.state, roll.lines_in, roll.total_fen, roll.sent_on) == (RollState.SENT, 3, 6 * FEN, ON)
    assert lines(roll) == [(LineState.SENT, 2 * FEN, 2 * FEN)] * 3
    assert (moved("sent"), moved("drawn")) == (6 * FEN, 6 * FEN)
    assert roll.number == "Q430811-2026-000001"
    told = Act.objects.filter(subject=f"roll:{roll.pk}").order_by("id").values_list("verb", flat=True)
    steps = ["drawn_up", "prepared", "approved", "filed", "sent"]
    assert [verb.removeprefix("payments.roll.") for verb in told] == steps
    # Asked again, nothing is done again.
    assert mark_sent(roll=roll, on=date(2026, 6, 30), at=AT, by=treasury.finance).sent_on == ON
    assert moved("sent") == 6 * FEN
    assert check_ledger(WULINGYUAN).fits


def test_drawn_up_twice_it_is_one_roll(treasury: Treasury) -> None:
    make_payees(2)
    roll = drawn_up(treasury)

    assert drawn_up(treasury) == roll
    assert Roll.objects.count() == 1
    # Of what stands on a roll there is no second one.
    with pytest.raises(NothingOpen):
        drawn_up(treasury, RollKind.SUPPLEMENTARY)
    (late,) = make_payees(1)
    second = drawn_up(treasury, RollKind.SUPPLEMENTARY)
    assert list(second.lines.values_list("person", flat=True)) == [late.person.pk]
    assert drawn_up(treasury) == roll


def test_all_that_is_open_of_a_person_is_one_line(treasury: Treasury) -> None:
    more, nothing, below, later = make_payees(4, months=(MAY, JUNE))
    owe(more, MAY, FEN - 1_000)
    owe(nothing, MAY, 0)
    owe(nothing, JUNE, 0)
    owe(below, MAY, 0)
    owe(below, JUNE, 0)
    owe(later, JUNE.next, FEN)
    # What was paid to one of them for May is more than is owed now.
    Discharge.objects.create(
        due=Due.objects.get(person=below.person, period=MAY.first_day, sequence=0),
        line=None,
        taken_over=taken(),
    )

    roll = drawn_up(treasury)

    found = dict(Line.objects.filter(roll=roll).values_list("person", "gross_fen"))
    assert found == {more.person.pk: 2 * FEN - 1_000, nothing.person.pk: 0, later.person.pk: 2 * FEN}
    assert (roll.lines_in, roll.total_fen) == (2, 4 * FEN - 1_000)
    assert not Due.objects.filter(person=below.person, discharges__line__isnull=False).exists()
    roll = sent(treasury, roll)
    # The dues of a line of nothing cancel each other; the bank never hears of it.
    assert lines_of(nothing.person) == [LineState.SETTLED]
    assert len(written(sheet_of(roll, ON)).splitlines()) == 1 + 2


def test_lines_are_numbered_by_place_name_and_person(treasury: Treasury) -> None:
    make_payees(12)
    make_payees(3, division=JUNDIPING)

    roll = drawn_up(treasury)

    told = list(roll.lines.order_by("number"))
    assert [line.number for line in told] == list(range(1, 16))
    assert told == sorted(told, key=lambda line: (line.division_code, line.name.encode(), line.person_id))
    assert told[0].division_code == JUNDIPING


def test_a_person_with_two_files_has_one_line(treasury: Treasury) -> None:
    kept, gone = make_payees(2)
    Person.objects.filter(pk=gone.person.pk).update(merged_into=kept.person)

    roll = drawn_up(treasury)

    assert list(roll.lines.values_list("person", "gross_fen")) == [(kept.person.pk, 2 * FEN)]


def test_what_was_left_out_or_cancelled_is_open_again(treasury: Treasury) -> None:
    first, second = make_payees(2)
    roll = approved(treasury, drawn_up(treasury))
    line = roll.lines.get(person=first.person)

    leave_out(line=line, why="本人要求暂缓", at=AT, by=treasury.preparer)
    roll.refresh_from_db()
    # Who approved saw another roll.
    assert (roll.state, roll.digest, roll.approved_by, roll.lines_in) == (RollState.BUILT, "", "", 1)
    assert not roll.funds.exists()
    late = drawn_up(treasury, RollKind.SUPPLEMENTARY)
    assert list(late.lines.values_list("person", flat=True)) == [first.person.pk]

    with pytest.raises(NoReason):
        cancel(roll=roll, why=" ", at=AT, by=treasury.preparer)
    assert cancel(roll=roll, why="月份有误", at=AT, by=treasury.preparer).state == RollState.CANCELLED
    again = drawn_up(treasury)
    assert (again.sequence, list(again.lines.values_list("person", flat=True))) == (2, [second.person.pk])


def test_from_its_file_on_nothing_of_a_roll_is_changed(treasury: Treasury) -> None:
    make_payees(1)
    roll = approved(treasury, drawn_up(treasury))
    filed(treasury, roll)

    for act in (
        lambda: leave_out(line=roll.lines.get(), why="晚了", at=AT, by=treasury.preparer),
        lambda: cancel(roll=roll, why="晚了", at=AT, by=treasury.preparer),
        lambda: prepared(treasury, roll),
    ):
        with pytest.raises(NotNow):
            act()
    assert Discharge.objects.get().alive


def test_a_reissue_pays_what_came_back_and_no_more_than_is_owed_now(treasury: Treasury) -> None:
    back, less, other = make_payees(3)
    roll = sent(treasury, drawn_up(treasury))
    for payee in (back, less):
        failed(roll.lines.get(person=payee.person))
    owe(less, JUNE, FEN - 500)
    owe(other, MAY, FEN)

    again = drawn_up(treasury, RollKind.REISSUE)

    found = dict(again.lines.values_list("person", "fen"))
    assert found == {back.person.pk: FEN, less.person.pk: FEN - 500}


def test_what_is_to_be_given_back_is_deducted(treasury: Treasury) -> None:
    (payee,) = make_payees(1)
    sent(treasury, drawn_up(treasury))
    owe(payee, JUNE, FEN - 3_000)
    demanded(payee, treasury.preparer)
    owe(payee, JUNE.next, FEN)

    roll = drawn_up(treasury, month=JUNE.next)

    assert lines(roll) == [(LineState.IN, FEN, FEN - 3_000)]
    assert roll.total_fen == FEN - 3_000
    cancel(roll=roll, why="重编", at=AT, by=treasury.preparer)
    assert not Recovery.objects.filter(alive=True).exists()
    again = drawn_up(treasury, month=JUNE.next)
    assert lines(again) == [(LineState.IN, FEN, FEN - 3_000)]


def test_a_line_that_is_all_deducted_is_settled_without_a_file(treasury: Treasury) -> None:
    (payee,) = make_payees(1)
    sent(treasury, drawn_up(treasury))
    owe(payee, JUNE, 0)
    demanded(payee, treasury.preparer)
    owe(payee, JUNE.next, FEN)
    roll = approved(treasury, drawn_up(treasury, month=JUNE.next))

    roll = mark_sent(roll=roll, on=ON, at=AT, by=treasury.finance)

    assert (roll.state, lines(roll)) == (RollState.CLOSED, [(LineState.SETTLED, FEN, 0)])
    assert (moved("set_off"), Receivable.objects.get().state) == (FEN, "settled")


def demanded(payee: Payee, by: Officer) -> Receivable:
    return demand(
        county=WULINGYUAN,
        person=payee.person,
        programme=NURSING,
        debtor=Debtor.PERSON,
        debtor_name=payee.person.name,
        reason="标准下调",
        may_be_deducted=True,
        instalments=(),
        on=ON,
        at=AT,
        by=by,
    )


def test_only_who_may_pays(treasury: Treasury) -> None:
    make_payees(1)
    roll = drawn_up(treasury)
    for officer in (treasury.finance, treasury.cast.tian_fang, treasury.cast.shen_ji):
        with pytest.raises(NotPermitted):
            prepared_by(roll, officer)
    with pytest.raises(NotOwnCounty):
        prepared_by(roll, treasury.cast.ran_jing)
    roll = approved(treasury, roll)
    with pytest.raises(NotPermitted):
        mark_sent(roll=roll, on=ON, at=AT, by=treasury.preparer)
    # What was approved is not sent before its file was made.
    with pytest.raises(NotNow):
        mark_sent(roll=roll, on=ON, at=AT, by=treasury.finance)


def prepared_by(roll: Roll, officer: Officer) -> None:
    prepare(roll=roll, at=AT, by=officer)


def test_nothing_is_paid_under_a_closed_month(treasury: Treasury) -> None:
    make_payees(1)
    month = opened(treasury)
    PayMonth.objects.filter(pk=month.pk).update(state=MonthState.CLOSED)
    with pytest.raises(MonthIsClosed):
        draw_up(
            pay_month=month,
            programme=NURSING,
            kind=RollKind.REGULAR,
            bank_format="bank-transfer",
            memo="",
            at=AT,
            by=treasury.preparer,
        )
