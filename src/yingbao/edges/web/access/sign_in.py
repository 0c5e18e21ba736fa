"""Sign in: a name and a password, or a passkey; then the second factor, if the officer has one."""

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yingbao.edges.web.policy import Scope, policy
from yingbao.office.audit import actions as audit

BOTH = ("GET", "HEAD", "POST")


class SecondStep(AuthenticateView):  # type: ignore[misc]  # the library ships no types
    """Ask for the second factor of whoever gave the right password."""

    template_name = "access/second_step.html"

    def form_invalid(self, form: object) -> HttpResponse:
        officer = self.stage.login.user
        audit.record("access.second_factor.refused", by="sign-in", subject=f"officer:{officer.pk}")
        response: HttpResponse = super().form_invalid(form)
        return response


class PasskeySignIn(LoginWebAuthnView):  # type: ignore[misc]  # the library ships no types
    """Sign in by a passkey alone: the device has asked for finger, face or PIN."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return JsonResponse({"request_options": passkeys.begin_authentication()})

    def form_invalid(self, form: object) -> HttpResponse:
        audit.record("access.sign_in.refused", by="sign-in", subject="passkey:unknown")
        messages.error(self.request, gettext("This passkey is not known here. Sign in with your password."))
        return redirect("account_login")


sign_in = policy(scope=Scope.PUBLIC, methods=BOTH)(LoginView.as_view(template_name="access/sign_in.html"))
second_step = policy(scope=Scope.PUBLIC, methods=BOTH)(SecondStep.as_view())
passkey_sign_in = policy(scope=Scope.PUBLIC, methods=BOTH)(PasskeySignIn.as_view())
