"""Proof of who sits there: asked for again before an act that must not be done at a forgotten screen.

What was typed travels along on the page and is never kept by us, so the act goes on as soon as the proof is
given, and nothing of it lies in a table meanwhile.
"""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as passkeys
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from yingbao.edges.web.http import officer_of

PROVED = "proved"
KEPT = "kept."


def mark_proved(request: HttpRequest) -> None:
    """Remember that the officer has just shown who it is."""
    request.session[PROVED] = timezone.now().timestamp()


def is_fresh(request: HttpRequest) -> bool:
    """Return whether the last proof is young enough for an act that asks for one."""
    proved = request.session.get(PROVED, 0)
    return bool(timezone.now().timestamp() - proved < settings.PROOF_LASTS.total_seconds())


def kept_fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Yield what was typed, under names that cannot be taken for the proof itself."""
    for name, values in request.POST.lists():
        if name != "csrfmiddlewaretoken":
            yield from ((f"{KEPT}{name}", value) for value in values)


def unpacked(sent: QueryDict) -> QueryDict:
    """Return what was typed before the proof was asked for."""
    found = QueryDict(mutable=True)
    for name, values in sent.lists():
        if name.startswith(KEPT):
            found.setlist(name.removeprefix(KEPT), values)
    return found


def ask_for_proof(
    request: HttpRequest,
    *,
    to: str = "",
    by: str = "",
    kept: list[tuple[str, str]] | None = None,
    wrong: str = "",
) -> HttpResponse:
    """Show the page that asks, with the act it is asked for."""
    officer = officer_of(request)
    kinds = set(Authenticator.objects.filter(user=officer).values_list("type", flat=True))
    return render(
        request,
        "access/proof_give.html",
        {
            "to": to or request.get_full_path(),
            "by": by or request.method,
            "kept": list(kept_fields(request)) if kept is None else kept,
            "wrong": wrong,
            "has_password": officer.has_usable_password(),
            "has_app": "totp" in kinds,
            "options": passkeys.begin_authentication(officer) if "webauthn" in kinds else None,
        },
    )
