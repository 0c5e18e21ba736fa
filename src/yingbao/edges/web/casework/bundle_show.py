"""What became of an act in many cases: how far it is, what was not done and why."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from yingbao.edges.web.casework.refusals import say
from yingbao.edges.web.casework.verbs import VERB_OF
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.noted import without_names
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.audit import actions as audit
from yingbao.office.casework.actions.refusing import said_again
from yingbao.office.casework.choices import ActKind, BundleOutcome
from yingbao.office.casework.models import BundleCase
from yingbao.office.casework.queries.bundles import HowFar, cases_in, get_bundle, how_far

LOOKS: dict[str, str] = {BundleOutcome.DONE: "yes", BundleOutcome.REFUSED: "no"}


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def bundle_show(request: OfficerRequest, bundle_id: int) -> HttpResponse:
    """Show a bundle the officer asked for; while the worker is at it the page looks again by itself."""
    bundle = get_bundle(request.user, bundle_id)
    if bundle is None:
        raise Http404
    far = how_far(bundle)
    page = {"bundle": bundle, "verb": VERB_OF[ActKind(bundle.kind)], "far": far}
    if request.headers.get("HX-Request"):
        return again(request, page, far)
    pack = rules_of(request.user)
    rows = [
        (each, programme_name(pack, each.case.programme), LOOKS.get(each.outcome, "unknown"), why_not(each))
        for each in cases_in(bundle, request.user)
    ]
    audit.record(
        "casework.bundle.viewed",
        by=request.user,
        subject=f"bundle:{bundle.pk}",
        detail={"rows": len(rows), "persons": [each.case.person_id for each, *_rest in rows]},
    )
    # What was not done is what somebody has to look at.
    rows.sort(key=lambda row: row[0].outcome != BundleOutcome.REFUSED)
    return render(request, "casework/bundle_show.html", {**page, "rows": rows})


def again(request: OfficerRequest, page: dict[str, object], far: HowFar) -> HttpResponse:
    """Answer the page that looks again by itself: how far it is; at the end, to load all of it anew."""
    if not far.under_way:
        return without_names(HttpResponse(headers={"HX-Refresh": "true"}))
    return without_names(render(request, "casework/_bundle_progress.html", page))


def why_not(each: BundleCase) -> str:
    """Return why the act was not done in a case; nothing where it was, or was not reached."""
    if each.outcome != BundleOutcome.REFUSED:
        return ""
    refusal = said_again(each.refusal, each.detail, each.case)
    return say(refusal) if refusal else gettext("An error broke it off; nothing was changed in this case.")
