"""One account: its own post, its further posts, who stands in, and what can be done."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from yingbao.edges.web.access.post_words import rows_of
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.access.portal import linked_since
from yingbao.office.access.queries import get_managed_officer, list_delegations, list_posts


@policy(permission=Permission.MANAGE_OFFICERS, scope=Scope.ACCOUNTS)
def officer_show(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Show one account of the divisions this officer manages."""
    officer = get_managed_officer(request.user, officer_id)
    if officer is None:
        raise Http404
    posts = list(list_posts(officer))
    rows = rows_of([officer.own_post, *(post.at_work for post in posts)])
    page = {
        "who": officer,
        "own": rows[0],
        "posts": [row | {"given": post} for row, post in zip(rows[1:], posts, strict=True)],
        "delegations": list_delegations(officer),
        "is_self": officer.pk == request.user.pk,
        "portal_since": linked_since(officer) if settings.PORTAL_ISSUER else None,
    }
    return render(request, "access/officer_show.html", page)
