"""Passwords chosen and given, accounts unlocked, second factors taken off."""

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from yingbao.office.access.actions.checks import check_account
from yingbao.office.access.actions.refusals import NoReason, WeakPassword
from yingbao.office.access.lockout import account_mark
from yingbao.office.access.models import Officer, OfficerSession
from yingbao.office.audit.actions import record


@transaction.atomic
def choose_password(*, officer: Officer, password: str) -> None:
    """Take the officer's own new password. Every session with the old one ends at its next request."""
    officer.set_password(password)
    officer.password_is_initial = False
    officer.save(update_fields=["password", "password_is_initial"])
    record("access.officer.password_changed", by=officer, subject=f"officer:{officer.username}")


@transaction.atomic
def give_password(*, officer: Officer, password: str, reason: str, by: Officer | str) -> None:
    """Give a password to an officer who forgot it; the officer must then choose an own one.

    Raises:
        NotPermitted, OutsideScope, OwnAccount, NoReason: it may not be given so.
        WeakPassword: the password is refused.
    """
    check_account(by, officer)
    _check_reason(reason)
    try:
        validate_password(password, officer)
    except ValidationError as weak:
        raise WeakPassword(weak.messages) from None
    officer.set_password(password)
    officer.password_is_initial = True
    officer.save(update_fields=["password", "password_is_initial"])
    _written("access.officer.password_given", officer, reason, by)


@transaction.atomic
def unlock_officer(*, officer: Officer, reason: str, by: Officer | str) -> None:
    """Let an account that rests after wrong tries be tried again.

    Raises:
        NotPermitted, OutsideScope, OwnAccount, NoReason: it may not be unlocked so.
    """
    check_account(by, officer)
    _check_reason(reason)
    AccessAttempt.objects.filter(username=account_mark(officer.username)).delete()
    _written("access.account.unlocked", officer, reason, by)


@transaction.atomic
def take_off_second_factor(*, officer: Officer, reason: str, by: Officer | str) -> None:
    """Take app, passkeys and recovery codes off an account whose phone is lost, and end its sessions.

    Raises:
        NotPermitted, OutsideScope, OwnAccount, NoReason: it may not be taken off so.
    """
    check_account(by, officer)
    _check_reason(reason)
    Authenticator.objects.filter(user=officer).delete()
    OfficerSession.objects.filter(officer=officer).delete()
    _written("access.second_factor.taken_off", officer, reason, by)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise NoReason


def _written(verb: str, officer: Officer, reason: str, by: Officer | str) -> None:
    record(verb, subject=f"officer:{officer.username}", by=by, reason=reason.strip())
