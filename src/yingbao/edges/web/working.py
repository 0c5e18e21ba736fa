"""The post an officer works in, as the session keeps it: one at a time, current at every request."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.office.access.actions import enter_post
from yingbao.office.access.at_work import AtWork
from yingbao.office.access.models import Officer
from yingbao.office.access.queries import list_offers

# The number of the further post in the session; absent for the own post.
CHOSEN = "post"


def take_up_post(request: HttpRequest) -> HttpResponseBase | None:
    """Let the officer of a request work in the chosen post.

    A post that has ended since is left: the request is not carried out in another one, its officer is told
    and chooses. Who holds no post today is signed out.
    """
    officer = request.user
    if not isinstance(officer, Officer):
        return None
    offers = list_offers(officer, timezone.localdate())
    request.offers = offers  # type: ignore[attr-defined]
    wanted = request.session.get(CHOSEN)
    chosen = next((each for each in offers if each.post_id == wanted), None)
    if chosen is not None:
        officer.work_in(chosen)
        return None
    if not offers:
        logout(request)
        messages.error(
            request, gettext("No post of yours is valid today. Ask your district's administrator.")
        )
        return redirect("account_login")
    enter(request, offers[0].post_id)
    messages.warning(request, gettext("The post you worked in has ended. Choose the one to go on in."))
    return redirect("post_list")


def enter(request: HttpRequest, post_id: int | None) -> AtWork:
    """Work in another post from now on.

    Raises:
        NotCurrent: the officer holds no such post today.
    """
    officer = request.user
    assert isinstance(officer, Officer)  # noqa: S101  # the policy let only officers in
    chosen = enter_post(officer=officer, post_id=post_id, on=timezone.localdate())
    if post_id is None:
        request.session.pop(CHOSEN, None)
    else:
        request.session[CHOSEN] = post_id
    return chosen


def offers_of(request: HttpRequest) -> list[AtWork]:
    """Return every post the officer of a request may work in today."""
    offers: list[AtWork] = getattr(request, "offers", [])
    return offers
