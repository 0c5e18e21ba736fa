"""Organisations money is paid to, and where; they belong to the county and are seen by who sees all of it."""

from django.db.models import QuerySet

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.within import lies_within
from yingbao.office.payments.choices import ProposalState
from yingbao.office.payments.models import Payee, PayeeAccount
from yingbao.office.register.sealing import unseal
from yingbao.values.masking import masked_account


def payees_of(officer: Officer) -> QuerySet[Payee]:
    """Return the organisations of the counties an officer sees whole, by name."""
    if not may(officer, Permission.VIEW_MONEY):
        return Payee.objects.none()
    return Payee.objects.filter(lies_within(officer.division_id, "county")).order_by("name", "id")


def get_payee(officer: Officer, payee_id: int) -> Payee | None:
    """Return an organisation the officer sees, or None."""
    return payees_of(officer).filter(pk=payee_id).first()


def account_in_force(payee: Payee) -> PayeeAccount | None:
    """Return where an organisation is paid now: the last account that was approved, or None."""
    approved = payee.accounts.filter(state=ProposalState.APPROVED)
    return approved.order_by("-id").first()


def clear_account(account: PayeeAccount) -> str:
    """Return the number in clear: it goes to the bank, and nowhere else."""
    return unseal(account.account_sealed, column="payeeaccount.account", row=account.pk)


def shown_account(account: PayeeAccount) -> str:
    """Return the number as it may be shown."""
    return masked_account(clear_account(account))
