"""Putting several cases of one place and programme on one public notice: chosen, seen, published."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models.functions import Substr
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.casework.notice_words import amount_of, title_of
from yingbao.edges.web.casework.refusals import REFUSALS, say
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.searching import lies_in
from yingbao.edges.web.telephone_field import TelephoneField
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_names
from yingbao.office.audit import actions as audit
from yingbao.office.casework.actions.publishing import LengthUnknown, NotTogether, publish
from yingbao.office.casework.models import Case
from yingbao.office.casework.queries.notices import draft_line, until_when, waiting_for_notice
from yingbao.office.casework.queries.offices import nearest_card

# So many lines fit on a notice somebody reads; what is more goes on the next one.
MOST = 100


class NoticeForm(forms.Form):
    """Where objections are received by telephone."""

    telephone = TelephoneField(
        label=_("Telephone for objections"),
        max_length=40,
        help_text=_("Of your office; it stands on the notice."),
        error_messages={"required": _("Write the telephone of your office")},
    )


@policy(
    permission=Permission.PUBLISH_NOTICES, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST")
)
def notice_new(request: OfficerRequest) -> HttpResponse:
    """Show what waits for a notice; of what was chosen, show the notice; publish it when it was seen."""
    if request.method != "POST":
        return choose(request)
    cases = chosen(request)
    if not cases:
        messages.warning(
            request, gettext("No case was chosen, or another officer has published it meanwhile.")
        )
        return redirect("notice_new")
    if len({(case.division_code[:9], case.programme) for case in cases}) != 1:
        messages.warning(request, say(NotTogether()))
        return redirect("notice_new")
    seen = request.POST.get("seen") == "yes"
    form = NoticeForm(request.POST if seen else None, initial=initial(cases))
    if seen and form.is_valid():
        try:
            notice = publish(
                cases=cases,
                on=timezone.localdate(),
                at=timezone.now(),
                by=request.user,
                telephone=form.cleaned_data["telephone"],
            )
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("Published as notice %(number)s.") % {"number": notice.number})
            return redirect("notice_show", notice.pk)
    return preview(request, cases, form)


def chosen(request: OfficerRequest) -> list[Case]:
    """Return the ticked cases that still wait for a notice."""
    ids = [int(each) for each in request.POST.getlist("case") if each.isascii() and each.isdigit()]
    if len(ids) > MOST:
        raise Http404
    waiting = waiting_for_notice(request.user).filter(pk__in=ids)
    return list(waiting.select_related("person").prefetch_related("acts"))


def initial(cases: list[Case]) -> dict[str, str]:
    """Return the telephone of the counter, to be changed where another is answered."""
    card = nearest_card(cases[0].division_code[:9])
    return {"telephone": card.telephone if card else ""}


def choose(request: OfficerRequest) -> HttpResponse:
    """Show the groups that can stand on one notice, and the cases of the one asked for."""
    waiting = waiting_for_notice(request.user)
    keys = waiting.order_by().annotate(place=Substr("division_code", 1, 9)).values_list("place", "programme")
    counted = Counter(keys)
    place, programme = request.GET.get("place", ""), request.GET.get("programme", "")
    if (place, programme) not in counted and len(counted) == 1:
        place, programme = next(iter(counted))
    names, pack = get_names(place for place, _programme in counted), rules_of(request.user)
    groups = [
        {
            "place": each,
            "programme": of,
            "name": gettext("%(place)s: %(programme)s")
            % {"place": names.get(each, each), "programme": programme_name(pack, of)},
            "count": count,
            "current": (each, of) == (place, programme),
        }
        for (each, of), count in sorted(counted.items())
    ]
    cases: list[Case] = []
    if (place, programme) in counted:
        here = waiting.filter(lies_in(place), programme=programme)
        cases = list(here.select_related("person")[:MOST])
    villages = get_names(case.division_code for case in cases)
    audit.record(
        "casework.proposal.viewed",
        by=request.user,
        subject="cases:notice",
        detail={"persons": [case.person_id for case in cases]},
    )
    told: dict[str, Any] = {
        "groups": groups,
        "rows": [(case, villages.get(case.division_code, "")) for case in cases],
        "left": max(0, counted[place, programme] - MOST),
        "most": MOST,
    }
    return render(request, "casework/notice_new.html", told)


def preview(request: OfficerRequest, cases: list[Case], form: NoticeForm) -> HttpResponse:
    """Show the notice as it would stand."""
    today = timezone.localdate()
    names = get_names({code for case in cases for code in (case.division_code, case.division_code[:9])})
    until = until_when(cases, today)
    if until is None and not form.errors:
        messages.warning(request, say(LengthUnknown()))
    programme = programme_name(rules_of(request.user), cases[0].programme)
    lines = [(case, draft_line(case, names, request.user)) for case in cases]
    audit.record(
        "casework.proposal.viewed",
        by=request.user,
        subject="cases:notice",
        detail={"persons": [case.person_id for case in cases]},
    )
    return render(
        request,
        "casework/notice_preview.html",
        {
            "form": form,
            "title": title_of(names.get(cases[0].division_code[:9], ""), programme),
            "until": until,
            "today": today,
            "lines": [(case, line, amount_of(line)) for case, line in lines],
        },
    )
