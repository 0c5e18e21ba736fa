"""Propose other rules for a programme: its conditions, who is entitled, what is paid."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.place import county_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rulebook.from_scenario import edits_asked
from yingbao.edges.web.rulebook.proposing import PROPOSE, proposed
from yingbao.edges.web.rulebook.relation_fields import facts_of
from yingbao.edges.web.rulebook.rule_form import RuleForm
from yingbao.edges.web.rulebook.trial import tried
from yingbao.law.packs.edits import Edit, NoSuchPlace, programme_of
from yingbao.office.access.permissions import Permission
from yingbao.values.month import Month


@policy(
    permission=Permission.PROPOSE_RULES, scope=Scope.DOCUMENT, writes=True, methods=("GET", "HEAD", "POST")
)
def rule_change(request: OfficerRequest, programme_id: str) -> HttpResponse:
    """Show the rules to be written anew; try them, or propose them."""
    pack = rules_of(request.user)
    try:
        programme = programme_of(pack, programme_id)
    except NoSuchPlace:
        raise Http404 from None
    form = RuleForm(
        posted(request),
        programme=programme,
        pack=pack,
        county=county_of(request.user),
        start=Month.of(timezone.localdate()),
    )
    form.fill(edits_asked(request, programme_id))
    page: dict[str, Any] = {"form": form, "programme": programme}
    live = bool(getattr(request, "htmx", False))
    if form.is_valid():
        edits = edits_of(form)
        if request.POST.get("act") == PROPOSE and not live and edits is not None:
            answer = proposed(request, form, edits)
            if answer is not None:
                return answer
        if edits is not None:
            page["tried"] = tried(request.user, edits, form.cleaned_data["start"])
    if live:
        return render(request, "rulebook/_tried.html", page)
    page |= {"facts": facts_of(pack, programme), "values": pack.parameters.values()}
    return render(request, "rulebook/rule_change.html", page)


def edits_of(form: RuleForm) -> list[Edit] | None:
    """Return the edits, or nothing after saying that the month has no such programme."""
    try:
        return form.edits()
    except NoSuchPlace:
        form.add_error("start", gettext("The programme has other conditions in this month"))
        return None
