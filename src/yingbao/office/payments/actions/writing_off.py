"""Giving up what cannot be recovered: proposed by one officer, approved by two others, one of finance."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import is_same_person
from yingbao.office.access.two_hands import OwnProposal, decide, must_be_anothers
from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.actions.moving import move
from yingbao.office.ledger.choices import AccountKind, Entry
from yingbao.office.payments.actions.holding import NoReason
from yingbao.office.payments.actions.recovering import hold, must_be_open, note
from yingbao.office.payments.choices import ProposalState, ReceivableState
from yingbao.office.payments.models import Receivable, WriteOff
from yingbao.office.payments.queries.recoveries import left_of


class ProposedAlready(Exception):
    """It waits for two officers already, or was written off."""


class NothingLeft(Exception):
    """All of it is on its way back: held back from a payment."""


class NeedsFinance(Exception):
    """One of the two who approve is of the finance bureau."""


class LeftIsAnother(Exception):
    """Money came back since it was proposed; it is proposed anew, of what is left."""


@transaction.atomic
def propose_write_off(*, receivable: Receivable, reason: str, at: datetime, by: Officer) -> WriteOff:
    """Propose to give up what is left of a receivable.

    Raises:
        NotPermitted, NotOwnCounty, NoReason, NotOpen, NothingLeft, ProposedAlready: it cannot be proposed.
    """
    if not reason.strip():
        raise NoReason
    held = hold(receivable, Permission.RECOVER_MONEY, by=by)
    must_be_open(held)
    if held.write_offs.exclude(state=ProposalState.REFUSED).exists():
        raise ProposedAlready(held.number)
    left = left_of(held)
    if not left:
        raise NothingLeft(held.number)
    write_off: WriteOff = held.write_offs.create(
        fen=left, reason=reason.strip(), proposed_by=by.username, proposed_at=at
    )
    note("write_off.proposed", held, by, reason=write_off.reason, fen=left)
    return write_off


@transaction.atomic
def approve_write_off(*, write_off: WriteOff, on: date, at: datetime, by: Officer) -> WriteOff:
    """Approve another's proposal: as the first of two, or as the second, and then it is written off.

    Raises:
        NotPermitted, NotOwnCounty, OwnProposal, AlreadyDecided, NeedsFinance: it is not this officer's to do.
        NotOpen, LeftIsAnother: it is not to be written off so any more.
    """
    held = hold(write_off.receivable, Permission.APPROVE_WRITE_OFFS, by=by)
    proposal = _waiting(held, write_off, by)
    must_be_open(held)
    if left_of(held) != proposal.fen:
        raise LeftIsAnother(held.number)
    if not proposal.first_by:
        proposal.first_by, proposal.first_at = by.username, at
        proposal.save()
        note("write_off.seconded", held, by, fen=proposal.fen)
        return proposal
    _must_be_another_of_finance(proposal, by)
    decide(proposal, ProposalState.APPROVED, at=at, by=by)
    proposal.save()
    held.state = ReceivableState.WRITTEN_OFF
    held.save(update_fields=["state"])
    move(
        key=f"write-off:{proposal.pk}",
        county=held.county,
        on=on,
        entry=Entry.WRITTEN_OFF,
        debit=Which(AccountKind.WRITTEN_OFF, programme=held.programme),
        credit=Which(AccountKind.RECEIVABLE, programme=held.programme),
        fen=proposal.fen,
    )
    note("write_off.approved", held, by, fen=proposal.fen)
    return proposal


@transaction.atomic
def refuse_write_off(*, write_off: WriteOff, reason: str, at: datetime, by: Officer) -> WriteOff:
    """Refuse another's proposal and say why; the money is to be recovered as before.

    Raises:
        NotPermitted, NotOwnCounty, OwnProposal, AlreadyDecided, NoReason: it cannot be refused so.
    """
    if not reason.strip():
        raise NoReason
    held = hold(write_off.receivable, Permission.APPROVE_WRITE_OFFS, by=by)
    proposal = _waiting(held, write_off, by)
    proposal.refused_why = reason.strip()
    decide(proposal, ProposalState.REFUSED, at=at, by=by)
    proposal.save()
    note("write_off.refused", held, by, reason=proposal.refused_why, fen=proposal.fen)
    return proposal


def _waiting(held: Receivable, write_off: WriteOff, by: Officer) -> WriteOff:
    proposal: WriteOff = held.write_offs.get(pk=write_off.pk)
    must_be_anothers(proposal, by)
    return proposal


def _must_be_another_of_finance(proposal: WriteOff, by: Officer) -> None:
    """Refuse who approved it first, and a second of the same office: one of the two watches the money."""
    first_on = timezone.localdate(proposal.first_at)
    if is_same_person(by, proposal.first_by, first_on):
        raise OwnProposal(str(proposal.pk))
    first_of_finance = Officer.objects.filter(username=proposal.first_by, own_role=Role.FINANCE).exists()
    if by.role != Role.FINANCE and not first_of_finance:
        raise NeedsFinance(str(proposal.pk))
