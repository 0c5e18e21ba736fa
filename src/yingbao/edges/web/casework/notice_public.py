"""A public notice as anyone sees it from its first day to its last, and saying what is wrong with it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from yingbao.edges.web.access.lockout import TOO_MANY_REQUESTS, address_of
from yingbao.edges.web.casework.notice_words import amount_of, days_of, telephone_of, title
from yingbao.edges.web.casework.refusals import REFUSALS, say
from yingbao.edges.web.choosing import offer
from yingbao.edges.web.http import posted
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.telephone_field import TelephoneField
from yingbao.edges.web.templatetags import written
from yingbao.office.access.sight import seeing_casework_of
from yingbao.office.casework.actions.objecting import Objecting, TooOften, object_to
from yingbao.office.casework.models import NoticeLine, Objection, PublicNotice
from yingbao.office.casework.queries.notices import lines_shown, published_before, published_now
from yingbao.office.casework.queries.offices import nearest_card


class PublicObjectionForm(forms.Form):
    """Which line, what is wrong, and how whoever says so is reached."""

    line = forms.ChoiceField(
        label=_("Which line"), error_messages={"required": _("Choose which line it is about")}
    )
    text = forms.CharField(
        label=_("What is wrong"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what is wrong")},
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=40,
        help_text=_("Only the officers who handle objections see it."),
        error_messages={"required": _("Write your name")},
    )
    phone = TelephoneField(
        label=_("Your telephone"),
        max_length=20,
        help_text=_("So that you can be asked and answered. It is kept sealed as well."),
        error_messages={"required": _("Write your telephone")},
    )

    def __init__(self, data: Any, *, lines: list[NoticeLine]) -> None:
        super().__init__(data)
        shown = [(str(line.number), line_name(line)) for line in lines]
        offer(self, "line", [("", gettext("Choose")), *shown])


def line_name(line: NoticeLine) -> str:
    """Return a line as a choice."""
    told = gettext("No. %(number)s: %(name)s, %(place)s")
    return told % {"number": line.number, "name": line.masked_name, "place": line.place}


@never_cache
@policy(scope=Scope.PUBLIC, writes=True, methods=("GET", "HEAD", "POST"))
def notice_public(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a notice while it stands and take an objection to it; afterwards only say that it is over."""
    today = timezone.localdate()
    notice = published_now(slug, today)
    if notice is None:
        return gone(request, slug)
    with seeing_casework_of(notice.division_code):
        lines = list(lines_shown(notice))
    form = PublicObjectionForm(posted(request), lines=lines)
    status = 200
    if form.is_valid():
        try:
            with seeing_casework_of(notice.division_code):
                objection = receive(request, form, lines)
        except TooOften as refusal:
            status = TOO_MANY_REQUESTS
            form.add_error(None, say(refusal))
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, thanks(objection))
            return unindexed(redirect("notice_public", slug))
    page = {"form": form, "lines": [(line, amount_of(line)) for line in lines], **frame(notice)}
    return unindexed(render(request, "casework/notice_public.html", page, status=status))


def receive(request: HttpRequest, form: PublicObjectionForm, lines: list[NoticeLine]) -> Objection:
    """Hand the objection to the office; one sent twice is one."""
    given = form.cleaned_data
    return object_to(
        line=next(line for line in lines if str(line.number) == given["line"]),
        objecting=Objecting(given["text"], given["name"], given["phone"]),
        on=timezone.localdate(),
        at=timezone.now(),
        sent_from=address_of(request) or "",
    )


def thanks(objection: Objection) -> str:
    """Return what whoever objected is told."""
    if objection.due_on is None:
        return gettext("Your objection has been received. The office looks into it and answers you.")
    told = gettext("Your objection has been received. The office looks into it and answers you by %(day)s.")
    return told % {"day": written.day(objection.due_on)}


def frame(notice: PublicNotice) -> dict[str, Any]:
    """Return what both pages of a notice say at their top."""
    card = nearest_card(notice.division_code)
    return {
        "notice": notice,
        "title": title(notice),
        "days": days_of(notice),
        "telephone": telephone_of(notice, card),
        "card": card,
    }


def gone(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a notice is over, and nothing of what it said; an address nobody made is not found."""
    notice = published_before(slug, timezone.localdate())
    if notice is None:
        raise Http404
    return unindexed(render(request, "casework/notice_over.html", frame(notice), status=410))


def unindexed(answer: HttpResponse) -> HttpResponse:
    """Keep search engines from keeping what is public for some days only."""
    answer.headers["X-Robots-Tag"] = "noindex, noarchive"
    return answer
