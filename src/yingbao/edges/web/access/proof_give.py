"""Give the proof that was asked for; the act it was asked for then goes on."""

from urllib.parse import urlsplit

from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext

from yingbao.edges.web.http import officer_of
from yingbao.edges.web.policy import Scope, held_back, policy, policy_of
from yingbao.edges.web.proof import KEPT, ask_for_proof, mark_proved, unpacked
from yingbao.office.audit import actions as audit


@policy(scope=Scope.OFFICER, methods=("POST",), early=True)
def proof_give(request: HttpRequest) -> HttpResponseBase:
    """Look at the proof; go on with the act, or ask once more."""
    to, by = request.POST.get("to", ""), request.POST.get("by", "")
    target = target_of(to)
    officer = officer_of(request)
    subject = f"officer:{officer.pk}"
    if not proven(request):
        audit.record("access.proof.refused", by=officer, subject=subject)
        kept = [(name, value) for name, value in sent(request) if name.startswith(KEPT)]
        wrong = gettext("That was not right. Nothing was done yet; try again.")
        return ask_for_proof(request, to=to, by=by, kept=kept, wrong=wrong)
    audit.record("access.proof.given", by=officer, subject=subject, detail={"page": target.url_name or ""})
    mark_proved(request)
    return redirect(to) if by != "POST" else go_on(request, to, target)


def target_of(to: str) -> ResolverMatch:
    """Return the page the proof is for; only a page that asks for proof is one."""
    try:
        target = resolve(urlsplit(to).path) if to.startswith("/") and not to.startswith("//") else None
    except Resolver404:
        target = None
    declared = policy_of(target.func) if target else None
    if target is None or declared is None or not declared.fresh:
        raise Http404
    return target


def proven(request: HttpRequest) -> bool:
    """Return whether password, code or passkey is the officer's own."""
    officer = officer_of(request)
    if "credential" in request.POST:
        passkey = ReauthenticateWebAuthnForm(data=request.POST, user=officer)
        return passkey.is_valid() and used(request, passkey.cleaned_data["credential"])
    if "code" in request.POST:
        code = ReauthenticateForm(data=request.POST, user=officer)
        return code.is_valid() and used(request, code.authenticator)
    password = request.POST.get("password", "")
    found = authenticate(request, username=officer.username, password=password) if password else None
    return found is not None and found.pk == officer.pk


def used(request: HttpRequest, factor: Authenticator) -> bool:
    """Let the library remember that a factor was used."""
    post_authentication(request, factor, reauthenticated=True)
    return True


def sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Return every field that came, one pair a value."""
    return [(name, value) for name, values in request.POST.lists() for value in values]


def go_on(request: HttpRequest, to: str, target: ResolverMatch) -> HttpResponseBase:
    """Run the act with what was typed before, held to its policy as if it had come just now."""
    parts = urlsplit(to)
    request.POST = unpacked(request.POST)  # type: ignore[assignment]  # nobody changes it from here on
    request.GET = QueryDict(parts.query)
    request.path = request.path_info = parts.path
    request.resolver_match = target
    answer = held_back(request, target.func)
    return target.func(request, *target.args, **target.kwargs) if answer is None else answer
