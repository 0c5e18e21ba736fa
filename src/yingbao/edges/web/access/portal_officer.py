"""Whoever manages accounts enters beforehand which portal account opens an officer's, or takes it off."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yingbao.edges.web.access.portal_client import mark_of_subject
from yingbao.edges.web.access.post_words import REFUSED, refusal
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.actions import link_portal, unlink_portal
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_managed_officer

change = policy(permission=Permission.MANAGE_OFFICERS, scope=Scope.ACCOUNTS, writes=True, fresh=True)


@change
def officer_portal_link(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Tie the portal's account of the subject entered."""
    who = managed(request, officer_id)
    subject = request.POST.get("subject", "").strip()
    if not subject:
        messages.error(request, gettext("Enter the identifier the portal gives this officer"))
        return redirect("officer_show", who.pk)
    reason = request.POST.get("reason", "")
    try:
        link_portal(officer=who, mark=mark_of_subject(subject), reason=reason, by=request.user)
    except REFUSED as why:
        messages.error(request, refusal(why))
    else:
        messages.success(request, gettext("The portal now opens this account."))
    return redirect("officer_show", who.pk)


@change
def officer_portal_unlink(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Untie whatever account of the portal opens this one."""
    who = managed(request, officer_id)
    try:
        unlink_portal(officer=who, reason=request.POST.get("reason", ""), by=request.user)
    except REFUSED as why:
        messages.error(request, refusal(why))
    else:
        messages.success(request, gettext("The portal no longer opens this account."))
    return redirect("officer_show", who.pk)


def managed(request: OfficerRequest, officer_id: int) -> Officer:
    """Return another officer this one manages; one's own account is tied under one's own account only."""
    who = get_managed_officer(request.user, officer_id)
    if who is None or who.pk == request.user.pk:
        raise Http404
    return who
