"""Getting back what was paid and not owed (追回): demanded by an officer, paid back by receipts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.access.own_county import must_be_own_county
from yingbao.office.access.permissions import Permission
from yingbao.office.audit.actions import record
from yingbao.office.casework.actions.numbering import next_number
from yingbao.office.casework.models import Award
from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.actions.moving import move
from yingbao.office.ledger.choices import AccountKind, Entry, Fund
from yingbao.office.payments.actions.holding import NoReason
from yingbao.office.payments.choices import Debtor, ReceivableState, RecoveryWay
from yingbao.office.payments.models import Discharge, Instalment, Receivable, Recovery
from yingbao.office.payments.queries.recoveries import left_of, open_dues_of
from yingbao.office.provision.models import Due
from yingbao.office.register.models import Person


class NothingToRecover(Exception):
    """No less is owed to the person than was paid, or it was demanded already."""


class NobodyNamed(Exception):
    """It is not said who has to give it back."""


class NotDeductible(Exception):
    """Only what the person owes is held back from what is owed to the person."""


class NotTheAmount(Exception):
    """The instalments do not add up to the amount, one is of nothing, or their days are not in order."""


class NothingPaidIn(Exception):
    """A repayment is of more than nothing, and has a receipt."""


class MoreThanLeft(Exception):
    """More is said to have come back than is still to be recovered."""


class ReceiptSaysOtherwise(Exception):
    """The receipt was written down already, with another amount."""


class NotOpen(Exception):
    """It is recovered already, or written off."""


@dataclass(frozen=True)
class Part:
    """So much is to come back until a day: fen."""

    due_on: date
    fen: int


@transaction.atomic
def demand(  # noqa: PLR0913 - whose debt, whose name, why, how
    *,
    county: str,
    person: Person,
    programme: str,
    debtor: Debtor,
    debtor_name: str,
    reason: str,
    may_be_deducted: bool,
    instalments: Sequence[Part] = (),
    on: date,
    at: datetime,
    by: Officer,
) -> Receivable:
    """Decide that what a person was paid of a programme and is not owed has to come back.

    All that is open of it is taken together, more against less, and stands in no roll any more. `instalments`
    is what was agreed; none: all at once.

    Raises:
        NotPermitted, NotOwnCounty: the officer recovers no money, or not in this county.
        NoReason, NobodyNamed, NotDeductible, NothingToRecover, NotTheAmount: see there.
    """
    must_be_own_county(county, by, Permission.RECOVER_MONEY)
    if not reason.strip():
        raise NoReason
    if not debtor_name.strip():
        raise NobodyNamed
    if may_be_deducted and debtor != Debtor.PERSON:
        raise NotDeductible(debtor)
    award, dues = _take(county, person, programme)
    fen = -sum(due.amount for due in dues)
    _must_add_up(instalments, fen)
    receivable = Receivable.objects.create(
        number=next_number(county=county, kind="receivable", year=on.year),
        county=county,
        division_code=award.division_code,
        person=person,
        award=award,
        programme=programme,
        fen=fen,
        debtor=debtor,
        debtor_name=debtor_name.strip(),
        reason=reason.strip(),
        decided_by=by.username,
        decided_on=on,
        made_at=at,
        may_be_deducted=may_be_deducted,
    )
    Discharge.objects.bulk_create([Discharge(due=due, receivable=receivable) for due in dues])
    Instalment.objects.bulk_create(
        [
            Instalment(receivable=receivable, number=number, due_on=part.due_on, fen=part.fen)
            for number, part in enumerate(instalments, start=1)
        ]
    )
    move(
        key=f"receivable:{receivable.pk}",
        county=county,
        on=on,
        entry=Entry.TO_RECOVER,
        debit=Which(AccountKind.RECEIVABLE, programme=programme),
        credit=Which(AccountKind.PAYABLE, programme=programme),
        fen=fen,
    )
    detail = {"debtor": str(debtor), "dues": len(dues), "may_be_deducted": may_be_deducted}
    note("demanded", receivable, by, reason=receivable.reason, fen=fen, **detail)
    return receivable  # type: ignore[no-any-return]  # a manager cut to sight


@transaction.atomic
def note_repayment(  # noqa: PLR0913 - what a receipt says, and who wrote it down
    *, receivable: Receivable, fen: int, receipt: str, fund: Fund, on: date, at: datetime, by: Officer
) -> Recovery:
    """Write down that money came back, by its receipt, to the fund it had been drawn from.

    The same receipt again is the same repayment. With the last fen the receivable is settled.

    Raises:
        NotPermitted, NotOwnCounty: the officer recovers no money here.
        NothingPaidIn, ReceiptSaysOtherwise, NotOpen, MoreThanLeft: see there.
    """
    if fen <= 0 or not receipt.strip():
        raise NothingPaidIn
    held = hold(receivable, Permission.RECOVER_MONEY, by=by)
    key = f"receipt:{receipt.strip()}"
    known: Recovery | None = held.recoveries.filter(key=key).first()
    if known is not None:
        if known.fen != fen:
            raise ReceiptSaysOtherwise(receipt)
        return known
    must_be_open(held)
    if fen > left_of(held):
        raise MoreThanLeft(held.number)
    recovery: Recovery = held.recoveries.create(
        key=key, way=RecoveryWay.REPAID, fen=fen, on=on, by=by.username
    )
    move(
        key=f"recovery:{recovery.pk}",
        county=held.county,
        on=on,
        entry=Entry.RECOVERED,
        debit=Which(AccountKind.FUND, fund=fund, year=on.year),
        credit=Which(AccountKind.RECEIVABLE, programme=held.programme),
        fen=fen,
    )
    note("repaid", held, by, fen=fen, fund=str(fund), at=at.isoformat())
    if not left_of(held):
        held.state = ReceivableState.SETTLED
        held.save(update_fields=["state"])
    return recovery


def hold(receivable: Receivable, permission: Permission, *, by: Officer) -> Receivable:
    """Return a receivable as it is now, held until the transaction ends.

    Raises:
        NotPermitted, NotOwnCounty: the officer may not do this, or not in this county.
    """
    must_be_own_county(receivable.county, by, permission)
    held: Receivable = Receivable.objects.select_for_update().get(pk=receivable.pk)
    return held


def must_be_open(receivable: Receivable) -> None:
    """Refuse what nothing is left of.

    Raises:
        NotOpen: it is recovered, or written off.
    """
    if receivable.state != ReceivableState.OPEN:
        raise NotOpen(receivable.number)


def note(verb: str, receivable: Receivable, by: Officer, *, reason: str = "", **detail: object) -> None:
    """Write into the book of acts what became of a receivable."""
    told = {"number": receivable.number, "person": receivable.person_id, "programme": receivable.programme}
    record(
        f"payments.receivable.{verb}",
        subject=f"receivable:{receivable.pk}",
        by=by,
        reason=reason,
        detail={**told, **detail},
    )


def _take(county: str, person: Person, programme: str) -> tuple[Award, list[Due]]:
    """Return what is open of a person and programme, and the award of the latest of it that is less.

    The awards are held: who demands at the same time waits, and finds nothing left.
    """
    files = [person.pk, *person.merged.values_list("pk", flat=True)]
    awards = Award.objects.select_for_update().filter(person__in=files, county=county, programme=programme)
    list(awards.order_by("id"))  # asking is what holds them
    dues = list(open_dues_of(county=county, person=person, programme=programme))
    if sum(due.amount for due in dues) >= 0:
        raise NothingToRecover(programme)
    latest = max((due for due in dues if due.amount < 0), key=lambda due: due.pk)
    return latest.award, dues


def _must_add_up(instalments: Sequence[Part], fen: int) -> None:
    if not instalments:
        return
    days = [part.due_on for part in instalments]
    in_order = days == sorted(set(days))
    amounts = [part.fen for part in instalments]
    if sum(amounts) != fen or min(amounts) <= 0 or not in_order:
        raise NotTheAmount(str(fen))
