"""Move an officer to another own post; switch an account off or on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from yingbao.edges.web.access.post_forms import ChangeForm
from yingbao.edges.web.access.post_words import REFUSED, refusal
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.actions import OwnPost, change_officer, switch_off_officer, switch_on_officer
from yingbao.office.access.choices import Role
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_managed_officer


@policy(
    permission=Permission.MANAGE_OFFICERS,
    scope=Scope.ACCOUNTS,
    writes=True,
    methods=("GET", "HEAD", "POST"),
    fresh=True,
)
def officer_change(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Ask for the other post and why; it holds with the officer's next request."""
    who = get_managed_officer(request.user, officer_id)
    if who is None:
        raise Http404
    now = {
        "role": who.own_role,
        "division": who.own_division_id,
        "unit": who.own_unit,
        "title": who.title,
        "valid_from": who.own_from,
        "valid_to": who.own_to,
    }
    form = ChangeForm(posted(request), officer=request.user, initial=now)
    if form.is_valid():
        said = form.cleaned_data
        post = OwnPost(
            Role(said["role"]),
            said["division"],
            said["title"],
            said["unit"],
            said["valid_from"],
            said["valid_to"],
        )
        try:
            change_officer(officer=who, post=post, reason=said["reason"], by=request.user)
        except REFUSED as why:
            form.add_error(None, refusal(why))
        else:
            messages.success(request, gettext("The post is changed."))
            return redirect("officer_show", who.pk)
    return render(request, "access/officer_change.html", {"form": form, "who": who})


@policy(permission=Permission.MANAGE_OFFICERS, scope=Scope.ACCOUNTS, writes=True, fresh=True)
def officer_switch(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Switch the account off, or on again."""
    who = get_managed_officer(request.user, officer_id)
    if who is None:
        raise Http404
    switch = switch_off_officer if who.is_active else switch_on_officer
    try:
        changed = switch(officer=who, reason=request.POST.get("reason", ""), by=request.user)
    except REFUSED as why:
        messages.error(request, refusal(why))
    else:
        said = (
            gettext("The account is open.") if changed.is_active else gettext("The account is switched off.")
        )
        messages.success(request, said)
    return redirect("officer_show", who.pk)
