"""One's own second factor: an authenticator app, passkeys, recovery codes."""

from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext

from yingbao.edges.web.http import officer_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.ready import must_have_second_factor
from yingbao.office.audit import actions as audit

BOTH = ("GET", "HEAD", "POST")


def written(request: HttpRequest, change: str, said: str) -> None:
    """Write a change of one's second factor into the book, and say it."""
    officer = officer_of(request)
    audit.record(f"access.second_factor.{change}", by=officer, subject=f"officer:{officer.pk}")
    messages.success(request, said)


class Overview(IndexView):  # type: ignore[misc]  # the library ships no types
    """What the officer has, and what is missing."""

    template_name = "access/second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        return found | {"must": must_have_second_factor(officer_of(self.request))}


class AppOn(ActivateTOTPView):  # type: ignore[misc]  # the library ships no types
    """Tie an authenticator app on the phone to the account."""

    template_name = "access/app_on.html"

    def form_valid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        written(self.request, "app_on", gettext("The authenticator app is tied to your account."))
        return response


class AppOff(DeactivateTOTPView):  # type: ignore[misc]  # the library ships no types
    """Untie the authenticator app."""

    template_name = "access/app_off.html"

    def form_valid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        written(self.request, "app_off", gettext("The authenticator app is no longer tied to your account."))
        return response


class Codes(ViewRecoveryCodesView):  # type: ignore[misc]  # the library ships no types
    """The recovery codes, shown once; afterwards only how many are left."""

    template_name = "access/recovery_codes.html"


class NewCodes(GenerateRecoveryCodesView):  # type: ignore[misc]  # the library ships no types
    """New recovery codes in place of the old ones."""

    template_name = "access/recovery_codes_new.html"

    def form_valid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        written(self.request, "codes_new", gettext("There are new recovery codes; the old ones are void."))
        return response


class PasskeyAdd(AddWebAuthnView):  # type: ignore[misc]  # the library ships no types
    """Add a passkey of this device or of a key."""

    template_name = "access/passkey_add.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        # The library drops the form that was sent; its errors must be seen.
        return found | {"form": kwargs.get("form", found["form"])}

    def form_valid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        written(self.request, "passkey_added", gettext("The passkey is tied to your account."))
        return response


class PasskeyRemove(RemoveWebAuthnView):  # type: ignore[misc]  # the library ships no types
    """Remove one of one's own passkeys."""

    template_name = "access/passkey_remove.html"
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        written(self.request, "passkey_removed", gettext("The passkey is no longer tied to your account."))
        return response


own = policy(scope=Scope.OFFICER, early=True)
change = policy(scope=Scope.OFFICER, methods=BOTH, early=True, fresh=True)
second_factor = own(Overview.as_view())
app_on = change(AppOn.as_view())
app_off = change(AppOff.as_view())
recovery_codes = policy(scope=Scope.OFFICER, early=True, fresh=True)(Codes.as_view())
recovery_codes_new = change(NewCodes.as_view())
passkey_add = change(PasskeyAdd.as_view())
passkey_remove = change(PasskeyRemove.as_view())
