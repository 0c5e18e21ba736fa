"""After too many wrong tries: from where they came, and what is said."""

from collections.abc import Mapping
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yingbao.office.access.lockout import rests_until

TOO_MANY_REQUESTS = 429


def address_of(request: HttpRequest) -> str | None:
    """Return from where a request came, past as many proxies of our own as the settings name.

    A sign-in that no browser asked for has no address.
    """
    address: str | None = get_client_ip(request)
    return address


def resting(
    request: HttpRequest, response: HttpResponse | None, credentials: Mapping[str, Any] | None
) -> HttpResponse:
    """Say when the account may be tried again; the same for an account that does not exist."""
    until = rests_until(str((credentials or {}).get("username") or ""), timezone.now())
    return render(request, "access/resting.html", {"until": until}, status=TOO_MANY_REQUESTS)
