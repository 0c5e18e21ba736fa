"""What has to hold before an account or a post is touched."""

from datetime import date

from django.db.models import Q

from yingbao.office.access.actions.refusals import (
    BothHands,
    NeedsUnit,
    OutsideScope,
    OwnAccount,
    WrongDays,
)
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer, Post
from yingbao.office.access.permissions import PERMISSIONS, Permission, require


def check_manager(by: Officer | str, division_code: str) -> None:
    """Go on only if accounts of this division are the officer's to manage; a command manages all.

    Raises:
        NotPermitted, OutsideScope: they are not.
    """
    if isinstance(by, str):
        return
    require(by, Permission.MANAGE_OFFICERS)
    low, high = by.acting_scope
    if not low <= division_code < high:
        raise OutsideScope(division_code)


def check_account(by: Officer | str, officer: Officer) -> None:
    """Go on only if this account is the officer's to manage: inside the division, and not the own one.

    Raises:
        NotPermitted, OutsideScope, OwnAccount: it is not.
    """
    check_manager(by, officer.own_division_id)
    if isinstance(by, Officer) and by.pk == officer.pk:
        raise OwnAccount(officer.username)


def check_unit(role: str, unit: str) -> None:
    """Go on only if who speaks for a lead unit says for which one.

    Raises:
        NeedsUnit: no unit is named.
    """
    if role == Role.LEAD_UNIT and not unit.strip():
        raise NeedsUnit


def check_days(first: date | None, last: date | None) -> None:
    """Go on only if the days are in order.

    Raises:
        WrongDays: the last day lies before the first.
    """
    if first and last and last < first:
        raise WrongDays(f"{first} > {last}")


def check_both_hands(officer: Officer, *roles: str) -> None:
    """Go on only if an account with these roles added would not both manage accounts and see persons.

    Posts that have not ended count on whatever day they hold.

    Raises:
        BothHands: it would.
    """
    posts = Post.objects.filter(Q(officer=officer), ended_at=None).values_list("role", flat=True)
    held = [PERMISSIONS[role] for role in (officer.own_role, *posts, *roles)]
    manages = any(Permission.MANAGE_OFFICERS in permissions for permissions in held)
    if manages and any(Permission.VIEW_PERSONS in permissions for permissions in held):
        raise BothHands(officer.username)
