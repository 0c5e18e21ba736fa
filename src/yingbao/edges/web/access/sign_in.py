"""Sign in."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import officer_of, posted, way_back
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.audit import actions as audit
from yingbao.office.audit.queries import list_acts

MOST_TRIES = 10
PAUSE = timedelta(minutes=15)
REFUSED = "access.sign_in.refused"


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
    form = SignInForm(posted(request))
    if form.is_valid():
        refusal = come_in(request, form.cleaned_data["username"], form.cleaned_data["password"])
        if refusal is None:
            return redirect(way_back(request))
        form.add_error(None, refusal)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return render(request, "access/sign_in.html", {"form": form, "next": wanted})


def come_in(request: HttpRequest, username: str, password: str) -> str | None:
    """Begin the officer's session, or return why not.

    After ten wrong tries an account, whether it exists or not, rests for a quarter of an hour.
    """
    # What is typed as a name may be a password or a number: it is never written down in clear.
    account = f"account:{salted_hmac('yingbao.sign_in', username).hexdigest()[:20]}"
    since = timezone.now() - PAUSE
    tries = list_acts(subject=account).filter(verb=REFUSED, at__gte=since).count()
    if tries >= MOST_TRIES:
        return gettext("Too many wrong tries. Wait 15 minutes and try again.")
    found = authenticate(request, username=username, password=password)
    if found is None:
        audit.record(REFUSED, by="sign-in", subject=account)
        return gettext("The user name or the password is wrong. Check both and try again.")
    login(request, found)
    audit.record("access.officer.signed_in", by=officer_of(request), subject=f"officer:{found.pk}")
    return None
