"""Organisations money is paid to: entered, and their accounts changed, by one officer and another."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yingbao.office.access.models import Division, Officer
from yingbao.office.access.own_county import must_be_own_county
from yingbao.office.access.permissions import Permission
from yingbao.office.access.two_hands import decide, must_be_anothers
from yingbao.office.audit.actions import record
from yingbao.office.payments.actions.holding import stated
from yingbao.office.payments.choices import PayeeKind, ProposalState
from yingbao.office.payments.models import Payee, PayeeAccount
from yingbao.office.register.actions.row_ids import reserve_ids
from yingbao.office.register.sealing import ACCOUNT, blind_index, seal
from yingbao.values.credit_code import read_credit_code
from yingbao.values.spelling import plain

# As the bank writes an account; blanks and hyphens between its digits are of no matter.
ACCOUNT_NUMBER = re.compile(r"[0-9]{8,32}").fullmatch


class PayeeKnown(Exception):
    """An organisation of this code is known in the county: another account of it is a change."""


class AccountWaits(Exception):
    """Another account of the organisation waits for a second officer."""


class SaysTooLittle(Exception):
    """A name, an account number, its holder, its bank or the paper it rests on is missing or unreadable."""


@dataclass(frozen=True)
class Given:
    """An account as somebody writes it down, with the paper that shows it."""

    number: str
    holder: str
    bank: str
    document: str

    def read(self) -> "Given":
        """Return it without what is of no matter.

        Raises:
            SaysTooLittle: something is missing, or the number is none.
        """
        number = plain(self.number).replace("-", "")
        rest = [each.strip() for each in (self.holder, self.bank, self.document)]
        if not ACCOUNT_NUMBER(number) or not all(rest):
            raise SaysTooLittle
        return Given(number, *rest)


@transaction.atomic
def propose_payee(  # noqa: PLR0913 - what an organisation is, and who says so when
    *, county: str, kind: PayeeKind, name: str, credit_code: str, account: Given, at: datetime, by: Officer
) -> Payee:
    """Enter an organisation and propose where it is paid; it is paid once another officer approved that.

    Raises:
        NotPermitted, NotOwnCounty: the officer draws up no rolls here.
        NotACreditCode, SaysTooLittle: something of it is not right.
        PayeeKnown: the organisation is known already.
    """
    must_be_own_county(county, by, Permission.PREPARE_ROLLS)
    code, name, account = read_credit_code(credit_code), name.strip(), account.read()
    if not name:
        raise SaysTooLittle
    # Whoever enters the same one at the same moment waits here.
    Division.objects.select_for_update().get(pk=county)
    if Payee.objects.filter(county=county, credit_code=code).exists():
        raise PayeeKnown(code)
    payee = Payee.objects.create(
        county=county,
        kind=PayeeKind(kind),
        name=name,
        credit_code=code,
        made_by=by.username,
        made_at=at,
    )
    _propose(payee, account, at, by)
    return payee


@transaction.atomic
def propose_account(*, payee: Payee, account: Given, at: datetime, by: Officer) -> PayeeAccount:
    """Propose another account of an organisation; until another officer approved it, it is paid as before.

    Raises:
        NotPermitted, NotOwnCounty: the officer draws up no rolls here.
        SaysTooLittle: something of it is not right.
        AccountWaits: another one is to be decided about first.
    """
    payee = _hold(payee, Permission.PREPARE_ROLLS, by)
    return _propose(payee, account.read(), at, by)


@transaction.atomic
def approve_account(*, account: PayeeAccount, at: datetime, by: Officer) -> PayeeAccount:
    """Approve another officer's proposal: from now on the organisation is paid there.

    Raises:
        NotPermitted, NotOwnCounty, OwnProposal, AlreadyDecided: it is not this officer's to do.
    """
    return _decide(account, ProposalState.APPROVED, "", at, by)


@transaction.atomic
def refuse_account(*, account: PayeeAccount, reason: str, at: datetime, by: Officer) -> PayeeAccount:
    """Refuse another officer's proposal and say why; the organisation is paid as before, or not at all.

    Raises:
        NotPermitted, NotOwnCounty, OwnProposal, AlreadyDecided, NoReason: it cannot be refused so.
    """
    return _decide(account, ProposalState.REFUSED, stated(reason), at, by)


def _hold(payee: Payee, permission: Permission, by: Officer) -> Payee:
    must_be_own_county(payee.county, by, permission)
    return Payee.objects.select_for_update().get(pk=payee.pk)


def _propose(payee: Payee, account: Given, at: datetime, by: Officer) -> PayeeAccount:
    if payee.accounts.filter(state=ProposalState.PROPOSED).exists():
        raise AccountWaits(str(payee))
    (row,) = reserve_ids(PayeeAccount, 1)
    proposed: PayeeAccount = payee.accounts.create(
        id=row,
        holder_name=account.holder,
        bank=account.bank,
        account_sealed=seal(account.number, column="payeeaccount.account", row=row),
        account_index=blind_index(account.number, ACCOUNT),
        document=account.document,
        proposed_by=by.username,
        proposed_at=at,
    )
    _note("proposed", proposed, by, account.document)
    return proposed


def _decide(
    account: PayeeAccount, state: ProposalState, reason: str, at: datetime, by: Officer
) -> PayeeAccount:
    payee = _hold(account.payee, Permission.APPROVE_ROLLS, by)
    held: PayeeAccount = payee.accounts.get(pk=account.pk)
    must_be_anothers(held, by)
    held.reason = reason
    decide(held, state, at=at, by=by)
    held.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    _note(state, held, by, reason)
    return held


def _note(what: str, account: PayeeAccount, by: Officer, reason: str) -> None:
    record(
        f"payments.payee_account.{what}",
        subject=f"payee:{account.payee_id}",
        by=by,
        reason=reason,
        detail={"payee": account.payee.name, "account": account.pk},
    )
