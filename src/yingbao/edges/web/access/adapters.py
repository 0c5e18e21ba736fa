"""What the sign-in library asks of us: no accounts of one's own making, no e-mail, our words, our book."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import officer_of
from yingbao.office.access.actions import choose_password
from yingbao.office.access.lockout import account_mark
from yingbao.office.access.models import Officer
from yingbao.office.audit import actions as audit
from yingbao.office.register.sealing import SECOND_FACTOR, seal, unseal

WRONG = _("The user name or the password is wrong. Check both and try again.")
TOO_MANY = _("Too many wrong tries. Wait 15 minutes and try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Accounts as a county office has them: given by an administrator, with a name and no e-mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "account_inactive": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "enter_current_password": _("This is not the password you have used so far"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Say nothing in the library's words; our views say it in ours."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send none: an officer's account has no address."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Hold back an address with too many wrong passwords; accounts are counted by axes."""
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action="wrong_passwords", key=""
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        subject = f"account:{account_mark(credentials.get('username', ''))}"
        locked = getattr(request, "axes_locked_out", False)
        counted = getattr(request, "axes_failures_since_start", None) is not None
        detail = {"resting": True} if locked and not counted else {}
        audit.record("access.sign_in.refused", by="sign-in", subject=subject, detail=detail)
        if locked and counted:
            audit.record("access.account.locked", by="sign-in", subject=subject)

    def post_login(self, request: HttpRequest, user: Officer, **kwargs: Any) -> HttpResponse:
        by_portal = "sociallogin" in (kwargs.get("signal_kwargs") or {})
        detail = {"portal": True} if by_portal else {}
        officer = officer_of(request)
        audit.record("access.officer.signed_in", by=officer, subject=f"officer:{user.pk}", detail=detail)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def set_password(self, user: Officer, password: str) -> None:
        choose_password(officer=user, password=password)

    def respond_user_inactive(self, request: HttpRequest, user: Officer) -> HttpResponse:
        messages.error(request, WRONG)
        return redirect("account_login")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library ships no types
    """Secrets sealed like the numbers of persons; sentences that say what to do."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "The code is wrong or was used already. Wait for the next one; the phone's clock must be right."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, column=SECOND_FACTOR, row=0).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(bytes.fromhex(encrypted_text), column=SECOND_FACTOR, row=0)

    def get_totp_label(self, user: Officer) -> str:
        return user.username
