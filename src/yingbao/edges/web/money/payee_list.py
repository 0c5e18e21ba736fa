"""Organisations money is paid to (收款单位): who insures a group, employers, institutions."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.takeover_list import sees_county
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.models import Officer
from yingbao.office.access.own_county import COUNTY
from yingbao.office.access.permissions import Permission, may
from yingbao.office.payments.choices import ProposalState
from yingbao.office.payments.models import Payee
from yingbao.office.payments.queries.payees import payees_of


@dataclass(frozen=True)
class ShownPayee:
    """One organisation as a row shows it: whether it is paid, and whether an account waits."""

    payee: Payee
    in_force: bool
    waits: bool


@names_nobody
@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def payee_list(request: OfficerRequest) -> HttpResponse:
    """Show the organisations of the county, to who sees all of it."""
    page = {
        "rows": [shown(each) for each in payees_of(request.user).prefetch_related("accounts")],
        "whole": sees_county(request.user),
        "may_propose": may_propose(request.user),
    }
    return render(request, "money/payee_list.html", page)


def shown(payee: Payee) -> ShownPayee:
    """Return an organisation as a row shows it."""
    states = {each.state for each in payee.accounts.all()}
    return ShownPayee(payee, ProposalState.APPROVED in states, ProposalState.PROPOSED in states)


def may_propose(officer: Officer) -> bool:
    """Return whether an officer enters organisations and proposes accounts, for the whole county."""
    return may(officer, Permission.PREPARE_ROLLS) and len(officer.acting_division_id) == COUNTY
