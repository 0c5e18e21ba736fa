"""The accounts an administrator manages."""

from django.http import HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.paging import paging
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import list_officers


@policy(permission=Permission.MANAGE_OFFICERS, scope=Scope.ACCOUNTS)
def officer_list(request: OfficerRequest) -> HttpResponse:
    """List the officers of the divisions this officer manages, by division."""
    found = list_officers(request.user)
    pages = paging(request, found.count())
    return render(request, "access/officer_list.html", {"rows": found[pages.slice], "paging": pages})
