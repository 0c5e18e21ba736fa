"""Some months of a county with everything that can become of money: paid, sent back, recovered, given up."""

from datetime import date

from tests.money import Treasury
from tests.money_people import FEN, JUNE, NURSING, make_payees, owe, owe_all
from tests.office.payments.answers import answered, returned
from tests.office.payments.rolls import AT, ON, drawn_up, sent
from tests.people import NOON, WULINGYUAN
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.actions.moving import move_all
from yingbao.office.ledger.choices import AccountKind, Entry, Fund
from yingbao.office.payments.actions.recovering import demand, note_repayment
from yingbao.office.payments.actions.writing_off import approve_write_off, propose_write_off
from yingbao.office.payments.choices import Debtor
from yingbao.office.payments.models import Discharge, Line, Receivable, Roll, TakeOver
from yingbao.office.provision.models import Due

LIST = ON.replace(month=1, day=1)


def by_list(dues: list[Due]) -> None:
    """Take dues over as paid by a list."""
    take_over = TakeOver.objects.create(
        county=WULINGYUAN,
        programme=NURSING,
        source=dues[0].award.carried_from,
        since=LIST,
        first_month=date(2026, 6, 1),
        state="approved",
        proposed_by="xiang_dong",
        proposed_at=NOON,
        decided_by="liu_kang",
        decided_at=NOON,
    )
    Discharge.objects.bulk_create([Discharge(due=due, taken_over=take_over) for due in dues])
    move_all(
        county=WULINGYUAN,
        on=ON,
        entry=Entry.PAID_BEFORE,
        debit=Which(AccountKind.PAYABLE, programme=NURSING),
        credit=Which(AccountKind.BEFORE, programme=NURSING),
        select="SELECT 'before:' || due_id AS key, due.amount AS fen FROM payments_discharge held"
        " JOIN provision_due due ON due.id = held.due_id WHERE held.taken_over_id = %s",
        params=(take_over.pk,),
    )


def make_year(treasury: Treasury) -> Roll:
    """Make them; return the roll of June, closed: two paid, one of them less what was held back, one sent back.

    A fourth person died: what was paid for April is partly repaid, and the rest given up.
    """
    april = JUNE - 2
    living = make_payees(3, months=())
    _, deducted, back = living
    (dead,) = make_payees(1, months=())
    by_list([owe(each, april, FEN, cause="listed") for each in (deducted, dead)])
    for each in (deducted, dead):
        owe(each, april, 0)
    for each, debtor in ((deducted, Debtor.PERSON), (dead, Debtor.ESTATE)):
        asked = {"debtor": debtor, "may_be_deducted": debtor == Debtor.PERSON}
        receivable = demand(
            county=WULINGYUAN,
            person=each.person,
            programme=NURSING,
            debtor_name="王建国",
            reason="多发",
            instalments=(),
            on=ON,
            at=AT,
            by=treasury.preparer,
            **asked,  # type: ignore[arg-type]
        )
        kept = {"fund": Fund.COUNTY, "on": ON, "at": AT, "by": treasury.preparer}
        note_repayment(receivable=receivable, fen=1_000, receipt=f"湘财{debtor}", **kept)  # type: ignore[arg-type]
    _give_up(treasury, Receivable.objects.get(debtor=Debtor.ESTATE))
    owe_all(living, JUNE, FEN)
    roll = sent(treasury, drawn_up(treasury))
    line = Line.objects.get(roll=roll, person=back.person)
    returned(treasury, roll, answered(roll, failed={line.number: "no_account"}))
    roll.refresh_from_db()
    return roll


def _give_up(treasury: Treasury, receivable: Receivable) -> None:
    third = Officer.objects.create_user(
        "deng_yi", name="邓一", own_role=Role.FEDERATION_COUNTY, own_division_id=WULINGYUAN
    )
    proposal = propose_write_off(receivable=receivable, reason="无遗产", at=AT, by=treasury.preparer)
    for by in (treasury.finance, third):
        approve_write_off(write_off=proposal, on=ON, at=AT, by=by)
