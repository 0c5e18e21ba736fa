"""What an officer is told, and putting it aside."""

from dataclasses import dataclass

from django.contrib import messages as notices
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.messages.sentences import sentence_of, url_of
from yingbao.edges.web.messages.turns import units_of
from yingbao.edges.web.paging import paging
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.messages.actions import put_aside
from yingbao.office.messages.models import Message
from yingbao.office.messages.queries import list_messages, list_unread


@dataclass(frozen=True)
class ShownMessage:
    """One message in words."""

    message: Message
    sentence: str
    url: str


@policy(permission=Permission.VIEW_MESSAGES, scope=Scope.DIVISION)
def message_list(request: OfficerRequest) -> HttpResponse:
    """Show what waits for the officer, or all that was ever told."""
    everything = request.GET.get("which") == "all"
    found = (list_messages if everything else list_unread)(request.user, units_of(request.user))
    pages = paging(request, found.count())
    rows = [ShownMessage(each, sentence_of(each), url_of(each)) for each in found[pages.slice]]
    page = {"rows": rows, "paging": pages, "everything": everything}
    return render(request, "messages/message_list.html", page)


@policy(permission=Permission.VIEW_MESSAGES, scope=Scope.DIVISION, writes=True)
def message_put_aside(request: OfficerRequest) -> HttpResponseRedirect:
    """Put the chosen messages aside, for this officer only."""
    chosen = [number for number in request.POST.getlist("message") if number.isascii() and number.isdigit()]
    found = list(list_unread(request.user, units_of(request.user)).filter(pk__in=chosen))
    if found:
        put_aside(messages=found, at=timezone.now(), by=request.user)
    else:
        notices.info(request, gettext("No message was chosen."))
    return redirect("message_list")
