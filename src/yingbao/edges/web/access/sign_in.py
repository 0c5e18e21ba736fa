"""Sign in."""

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import officer_of, way_back
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.audit import actions as audit


class SignInForm(forms.Form):
    """A name and a password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        error_messages={"required": _("Enter your user name")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Enter your password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@policy(scope=Scope.PUBLIC, methods=("GET", "HEAD", "POST"))
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; say the same whether the name or the password is wrong."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        if come_in(request, form):
            return redirect(way_back(request))
        form.add_error(None, gettext("The user name or the password is wrong. Check both and try again."))
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return render(request, "access/sign_in.html", {"form": form, "next": wanted}, status=200)


def come_in(request: HttpRequest, form: SignInForm) -> bool:
    """Return whether name and password are right; then the session is the officer's."""
    found = authenticate(request, **form.cleaned_data)
    if found is None:
        return False
    login(request, found)
    audit.record("access.officer.signed_in", by=officer_of(request), subject=f"officer:{found.pk}")
    return True
