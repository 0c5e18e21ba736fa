"""Accounts: made, changed, switched off and on, by whoever manages them inside the own division."""

from datetime import date
from typing import NamedTuple

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from yingbao.office.access.actions.checks import check_account, check_both_hands, check_days, check_unit
from yingbao.office.access.actions.checks import check_manager as check_manager
from yingbao.office.access.actions.refusals import NoReason, OfficerExists, UnknownDivision, WeakPassword
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Division, Officer
from yingbao.office.audit.actions import record


class NewOfficer(NamedTuple):
    """What an account is made of."""

    username: str
    password: str
    name: str
    role: Role
    division_code: str
    title: str = ""
    unit: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    # Whoever is given a password by someone else chooses an own one first.
    password_is_initial: bool = True


class OwnPost(NamedTuple):
    """What the own post of an account becomes."""

    role: Role
    division_code: str
    title: str = ""
    unit: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@transaction.atomic
def create_officer(*, new: NewOfficer, by: Officer | str) -> Officer:
    """Create an account with a role in a division.

    An officer needs the permission to manage officers and stays inside the own division; a command gives
    its own name as `by`.

    Raises:
        NotPermitted, OutsideScope: the officer may not.
        OfficerExists, UnknownDivision, WeakPassword, NeedsUnit, WrongDays: the account cannot be made.
    """
    check_manager(by, new.division_code)
    check_unit(new.role, new.unit)
    check_days(new.valid_from, new.valid_to)
    if Officer.objects.filter(username=new.username).exists():
        raise OfficerExists(new.username)
    officer = Officer(
        username=new.username,
        name=new.name,
        own_role=new.role,
        own_division=_division(new.division_code),
        own_unit=new.unit,
        own_from=new.valid_from,
        own_to=new.valid_to,
        title=new.title,
        password_is_initial=new.password_is_initial,
    )
    try:
        validate_password(new.password, officer)
    except ValidationError as weak:
        raise WeakPassword(weak.messages) from None
    officer.set_password(new.password)
    officer.save()
    record("access.officer.created", subject=_subject(officer), by=by, detail=_own(officer))
    return officer


@transaction.atomic
def change_officer(*, officer: Officer, post: OwnPost, reason: str, by: Officer | str) -> Officer:
    """Move an officer to another own post; it holds with the next request.

    Whoever stood in for the old one no longer does.

    Raises:
        NotPermitted, OutsideScope, OwnAccount: the officer may not, there or here.
        NoReason, UnknownDivision, NeedsUnit, WrongDays, BothHands: it cannot be changed so.
    """
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    check_account(by, officer)
    check_manager(by, post.division_code)
    check_unit(post.role, post.unit)
    check_days(post.valid_from, post.valid_to)
    if not reason.strip():
        raise NoReason
    before = _own(officer)
    officer.own_role, officer.own_division = post.role, _division(post.division_code)
    officer.own_unit, officer.title = post.unit, post.title
    officer.own_from, officer.own_to = post.valid_from, post.valid_to
    check_both_hands(officer, officer.own_role)
    officer.save(update_fields=["own_role", "own_division", "own_unit", "own_from", "own_to", "title"])
    detail = {"before": before, "after": _own(officer)}
    record("access.officer.changed", subject=_subject(officer), by=by, reason=reason.strip(), detail=detail)
    return officer


@transaction.atomic
def switch_off_officer(*, officer: Officer, reason: str, by: Officer | str) -> Officer:
    """Close an account. The next request of its owner is refused; what the officer did stays written.

    Raises:
        NotPermitted, OutsideScope, OwnAccount, NoReason: it cannot be closed so.
    """
    return _switch(officer, on=False, reason=reason, by=by)


@transaction.atomic
def switch_on_officer(*, officer: Officer, reason: str, by: Officer | str) -> Officer:
    """Open a closed account again.

    Raises:
        NotPermitted, OutsideScope, OwnAccount, NoReason: it cannot be opened so.
    """
    return _switch(officer, on=True, reason=reason, by=by)


def _switch(officer: Officer, *, on: bool, reason: str, by: Officer | str) -> Officer:
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    check_account(by, officer)
    if not reason.strip():
        raise NoReason
    officer.is_active = on
    officer.save(update_fields=["is_active"])
    verb = f"access.officer.switched_{'on' if on else 'off'}"
    record(verb, subject=_subject(officer), by=by, reason=reason.strip())
    return officer


def _division(code: str) -> Division:
    division = Division.objects.filter(pk=code).first()
    if division is None:
        raise UnknownDivision(code)
    return division


def _subject(officer: Officer) -> str:
    return f"officer:{officer.username}"


def _own(officer: Officer) -> dict[str, str]:
    own = {"role": str(officer.own_role), "division": officer.own_division_id}
    days = {"from": officer.own_from, "to": officer.own_to}
    more = {"unit": officer.own_unit, **{name: day.isoformat() for name, day in days.items() if day}}
    return own | {name: value for name, value in more.items() if value}
