"""The request as a signed-in officer makes it."""

from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from yingbao.office.access.models import Officer


class OfficerRequest(HttpRequest):
    """A request that has passed the policy: its user is an officer."""

    user: Officer


def officer_of(request: HttpRequest) -> Officer:
    """Return the officer who asks; a request without one is a mistake of ours."""
    if not isinstance(request.user, Officer):
        raise TypeError("This page needs a signed-in officer.")
    return request.user


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, even if it is empty; nothing when the form is only shown."""
    return request.POST if request.method == "POST" else None


def way_back(request: HttpRequest, default: str = "/") -> str:
    """Return the page of ours to go back to after a small act, never another site's."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else default
