"""One act in many cases: chosen, seen with what can be done and what cannot, then done."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.casework.forms import LONG, DayForm
from yingbao.edges.web.casework.refusals import say
from yingbao.edges.web.casework.verbs import VERB_OF, Verb
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.place import place_in_words, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_names
from yingbao.office.audit import actions as audit
from yingbao.office.casework.actions.acting import NotYourTurn
from yingbao.office.casework.actions.bundling import DEEDS, Same, ask_bundle, carry_out, rehearse
from yingbao.office.casework.choices import ActKind
from yingbao.office.casework.course import NotNow
from yingbao.office.casework.models import Case
from yingbao.office.casework.queries.bundles import BRINGS_ON, brings_on
from yingbao.office.casework.queries.cases import visible_cases
from yingbao.office.casework.turns import holds_turn

# A page of the list has fifty.
MOST = 200
MANY: Mapping[str, Verb] = {VERB_OF[kind].name: VERB_OF[kind] for kind in BRINGS_ON.values()}
SAYS_WHY = {ActKind.TOLD}
MEANS: Mapping[ActKind, Promise] = {
    ActKind.PASSED: _(
        "In each of them your opinion is that the conditions are met."
        " Where you think otherwise, open the case."
    ),
    ActKind.PUBLISHED: _(
        "One notice is about one programme in one township. See each notice before it stands."
    ),
}


class TogetherForm(DayForm):
    """The words and the day of every one of the acts."""

    words = forms.CharField(
        label=_("Remark, the same in every case"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # What makes a page sent twice one page.
    key = forms.CharField(max_length=60, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, verb: Verb, today: date) -> None:
        super().__init__(data, today=today, initial={"key": secrets.token_urlsafe(16)})
        words = self.fields["words"]
        words.required = verb.kind in SAYS_WHY
        words.help_text = "" if words.required else _("May stay empty.")
        words.error_messages["required"] = _("Write it in words")


@dataclass(frozen=True)
class Row:
    """One case, and why it will not go where it will not."""

    case: Case
    programme: str
    place: str
    why_not: str


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION, writes=True)
def case_together(request: OfficerRequest) -> HttpResponse:
    """Show in which of the chosen cases an act would be done, and in which not and why."""
    verb, cases = asked(request)
    if verb is None or not cases:
        messages.warning(request, gettext("No case was chosen: tick the cases first."))
        return redirect("case_list")
    return preview(request, verb, cases, TogetherForm(None, verb=verb, today=timezone.localdate()))


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION, writes=True)
def do_together(request: OfficerRequest) -> HttpResponse:
    """Do an act that is not a decision in every case that was seen."""
    verb, cases = asked(request)
    return do(request, verb, cases) if verb and not verb.decides else nothing(request)


@policy(permission=Permission.APPROVE_CASES, scope=Scope.DIVISION, writes=True, fresh=True)
def decide_together(request: OfficerRequest) -> HttpResponse:
    """Approve every case that was seen."""
    verb, cases = asked(request)
    return do(request, verb, cases) if verb and verb.decides else nothing(request)


def nothing(request: OfficerRequest) -> HttpResponse:
    """Say that there is nothing to do, and go back to the list."""
    messages.warning(request, gettext("No case was chosen: tick the cases first."))
    return redirect("case_list")


def asked(request: OfficerRequest) -> tuple[Verb | None, list[Case]]:
    """Return the act and the ticked cases that the officer sees."""
    sent = request.POST
    ticked = sent.getlist("on_page" if sent.get("every") else "case")
    ids = [int(each) for each in ticked if each.isascii() and each.isdigit()]
    if len(ids) > MOST:
        raise Http404
    found = visible_cases(request.user).filter(pk__in=ids).select_related("person")
    return MANY.get(sent.get("verb", "")), list(found.order_by("division_code", "programme", "pk"))


def do(request: OfficerRequest, verb: Verb, cases: list[Case]) -> HttpResponse:
    """Do the act in a few cases at once; hand many to the worker. Either way show what becomes of them."""
    today, now = timezone.localdate(), timezone.now()
    form = TogetherForm(request.POST, verb=verb, today=today)
    if verb.kind not in DEEDS or not cases:
        return nothing(request)
    if not form.is_valid():
        return preview(request, verb, cases, form)
    given = form.cleaned_data
    same = Same(verb.kind, given["words"], given["on"], now, request.user)
    bundle = ask_bundle(key=given["key"], cases=[case.pk for case in cases], same=same)
    if bundle.job_id is None:
        carry_out(bundle=bundle, at=now, by=request.user)
    return redirect("bundle_show", bundle.pk)


def preview(request: OfficerRequest, verb: Verb, cases: list[Case], form: TogetherForm) -> HttpResponse:
    """Show which of the cases go and which do not; what is published, as the notices it would make."""
    rows = rows_of(request, verb, cases)
    go = [row for row in rows if not row.why_not]
    audit.record(
        "casework.proposal.viewed",
        by=request.user,
        subject="cases:together",
        detail={"act": verb.kind.value, "persons": [case.person_id for case in cases]},
    )
    page = {
        "verb": verb,
        "meaning": MEANS.get(verb.kind, verb.meaning),
        "form": form,
        "go": go,
        "stay": [row for row in rows if row.why_not],
        "notices": notices(go) if verb.kind is ActKind.PUBLISHED else [],
    }
    return render(request, "casework/case_together.html", page)


def rows_of(request: OfficerRequest, verb: Verb, cases: list[Case]) -> list[Row]:
    """Return the cases with why not, where not; names of divisions are asked once."""
    names = get_names(code for case in cases for code in (case.division_code[:9], case.division_code))
    pack, now = rules_of(request.user), timezone.now()
    same = Same(verb.kind, "", timezone.localdate(), now, request.user)
    return [
        Row(
            case,
            programme_name(pack, case.programme),
            place_in_words(case.division_code, names),
            why_not(case, same),
        )
        for case in cases
    ]


def why_not(case: Case, same: Same) -> str:
    """Return why the act cannot be done in a case; nothing where it can."""
    refusal: Exception | None
    if not holds_turn(same.by, case.turn, case.division_code):
        refusal = NotYourTurn(case.turn)
    elif same.kind in DEEDS:
        refusal = rehearse(case=case, same=same)
    else:
        refusal = None if brings_on(case, same.by) is same.kind else NotNow(same.kind, None)
    return say(refusal) if refusal else ""


def notices(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """Return the rows as the notices they would make: one for each township and programme."""

    def key(row: Row) -> tuple[str, str]:
        return row.case.division_code[:9], row.case.programme

    return [
        (f"{group[0].place.split(' ')[0]} · {group[0].programme}", group)
        for _key, found in groupby(sorted(rows, key=key), key)
        for group in [list(found)]
    ]
