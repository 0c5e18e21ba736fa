"""One round of re-verification: whom to look in on, by township and village; what was found."""

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.casework.forms import RADIOS
from yingbao.edges.web.casework.refusals import REFUSALS, say
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.paging import paging
from yingbao.edges.web.place import place_in_words, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.searching import lies_in
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_names, list_townships
from yingbao.office.audit import actions as audit
from yingbao.office.casework.actions.reviewing import (
    NothingToOpen,
    SaidAlready,
    open_case_of,
    record_result,
)
from yingbao.office.casework.choices import Aim, ReviewResult
from yingbao.office.casework.models import ReviewItem
from yingbao.office.casework.queries.reviews import get_item, visible_items, visible_rounds
from yingbao.office.register.actions.numbers import note_viewing

LOOKS: dict[str, str] = {
    ReviewResult.OPEN: "unknown",
    ReviewResult.UNCHANGED: "yes",
    ReviewResult.CHANGED: "no",
    ReviewResult.NOT_FOUND: "no",
}
FOUND = [(each.value, each.label) for each in ReviewResult if each is not ReviewResult.OPEN]
PER_PAGE = 200


class FoundForm(forms.Form):
    """What was found at the person's home."""

    result = forms.ChoiceField(
        label=_("What was found"),
        choices=FOUND,
        widget=RADIOS,
        error_messages={"required": _("Choose what was found")},
    )
    found = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed where something changed, or nobody was found."),
    )

    def clean(self) -> dict[str, Any]:
        """What differs is said in words."""
        given = super().clean() or {}
        differs = given.get("result") in {ReviewResult.CHANGED, ReviewResult.NOT_FOUND}
        if differs and not given.get("found", "").strip():
            self.add_error("found", gettext("Write what changed, or where the person was looked for"))
        return given


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def review_show(request: OfficerRequest, review_id: int) -> HttpResponse:
    """Show whom a round asks in the officer's division, village by village."""
    found = visible_rounds(request.user).filter(pk=review_id).first()
    if found is None:
        raise Http404
    items = narrowed(visible_items(request.user).filter(round=found), request)
    listed = paging(request, items.count(), PER_PAGE)
    rows = list(items[listed.slice])
    names = get_names(code for row in rows for code in (row.division_code[:9], row.division_code))
    villages = [
        (place_in_words(code, names), [(row, LOOKS[row.result]) for row in group])
        for code, group in groupby(rows, key=lambda row: row.division_code)
    ]
    audit.record(
        "casework.review.viewed",
        by=request.user,
        subject=f"review:{found.pk}",
        detail={"page": listed.page, "rows": listed.total},
    )
    page = {
        "round": found,
        "programme": programme_name(rules_of(request.user), found.programme),
        "villages": villages,
        "paging": listed,
        "townships": list_townships(request.user),
        "township": request.GET.get("township", ""),
        "results": ReviewResult.choices,
        "result": request.GET.get("result", ""),
        "filters": request.GET.urlencode(),
    }
    return render(request, "casework/review_show.html", page)


def narrowed(items: QuerySet[ReviewItem], request: OfficerRequest) -> QuerySet[ReviewItem]:
    """Return the rows that fit the filters in the address."""
    result = request.GET.get("result", "")
    if township := request.GET.get("township", ""):
        items = items.filter(lies_in(township))
    return items.filter(result=result) if result in set(ReviewResult) else items


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST"))
def review_item(request: OfficerRequest, item_id: int) -> HttpResponse:
    """Write down what was found of one person; afterwards show it, with a case to open if it differs."""
    item = get_item(request.user, item_id)
    if item is None:
        raise Http404
    is_open = item.result == ReviewResult.OPEN
    form = FoundForm(posted(request) if is_open else None)
    if is_open and form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        try:
            record_result(
                item=item,
                result=ReviewResult(given["result"]),
                found=given["found"],
                on=timezone.localdate(),
                at=now,
                by=request.user,
            )
        except SaidAlready:
            messages.info(request, gettext("This was written down meanwhile."))
            return redirect("review_item", item.pk)
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("Written down."))
            return redirect("review_item", item.pk)
    note_viewing(person=item.person, by=request.user)
    differs = item.result in {ReviewResult.CHANGED, ReviewResult.NOT_FOUND}
    page = {
        "item": item,
        "form": form,
        "is_open": is_open,
        "look": LOOKS[item.result],
        "programme": programme_name(rules_of(request.user), item.round.programme),
        "may_write": may(request.user, Permission.STATE_FACTS),
        "may_open": differs and item.case is None and may(request.user, Permission.HAND_IN_CASES),
    }
    return render(request, "casework/review_item.html", page)


@policy(permission=Permission.HAND_IN_CASES, scope=Scope.DIVISION, writes=True)
def review_case(request: OfficerRequest, item_id: int) -> HttpResponse:
    """Open a case of what was found: a change or the end."""
    item = get_item(request.user, item_id)
    if item is None:
        raise Http404
    aim = Aim.END if request.POST.get("aim") == Aim.END else Aim.CHANGE
    try:
        case = open_case_of(item=item, aim=aim, on=timezone.localdate(), at=timezone.now(), by=request.user)
    except NothingToOpen:
        messages.warning(request, gettext("Nothing differs: there is no case to open."))
    except REFUSALS as refusal:
        messages.warning(request, say(refusal))
    else:
        return redirect("case_show", case.pk)
    return redirect("review_item", item.pk)
