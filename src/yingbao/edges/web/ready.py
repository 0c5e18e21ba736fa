"""What an officer has to do before any other page opens: an own password, a second factor."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from yingbao.edges.web.http import officer_of
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import NEEDS_SECOND_FACTOR, may


def must_have_second_factor(officer: Officer) -> bool:
    """Return whether the officer decides for others, in a place where a second factor is then demanded."""
    return settings.SECOND_FACTOR == "enforce" and any(may(officer, each) for each in NEEDS_SECOND_FACTOR)


def has_second_factor(officer: Officer) -> bool:
    """Return whether an app or a passkey is tied to the account; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=officer, type__in=["totp", "webauthn"]).exists())


def what_comes_first(request: HttpRequest) -> str:
    """Return the name of the page the officer must visit before any other; empty when all is in order."""
    officer = officer_of(request)
    if officer.password_is_initial:
        return "account_change_password"
    if must_have_second_factor(officer) and not has_second_factor(officer):
        return "mfa_index"
    return ""
