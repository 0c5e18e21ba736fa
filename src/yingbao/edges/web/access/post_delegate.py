"""Let a colleague stand in for days of absence: the officer does it, or who manages the account."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.access.post_forms import DelegateForm
from yingbao.edges.web.access.post_words import REFUSED, refusal
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.actions import delegate
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_managed_officer, list_colleagues


@policy(scope=Scope.OFFICER, writes=True, methods=("GET", "HEAD", "POST"), fresh=True)
def post_delegate(request: OfficerRequest) -> HttpResponse:
    """Pass the own post on."""
    return _delegate(request, of=request.user, own=True)


@policy(
    permission=Permission.MANAGE_OFFICERS,
    scope=Scope.ACCOUNTS,
    writes=True,
    methods=("GET", "HEAD", "POST"),
    fresh=True,
)
def officer_delegate(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Pass on the post of someone who cannot any more."""
    of = get_managed_officer(request.user, officer_id)
    if of is None:
        raise Http404
    return _delegate(request, of=of, own=False)


def _delegate(request: OfficerRequest, *, of: Officer, own: bool) -> HttpResponse:
    form = DelegateForm(posted(request), colleagues=list_colleagues(of), today=timezone.localdate())
    if form.is_valid():
        said = form.cleaned_data
        to = form.colleagues[said["to"]]
        try:
            delegate(
                of=of,
                to=to,
                days=(said["first"], said["last"]),
                reason=said["reason"],
                at=timezone.now(),
                by=request.user,
            )
        except REFUSED as why:
            form.add_error(None, refusal(why))
        else:
            messages.success(request, gettext("%(name)s stands in on these days.") % {"name": to.name})
            return redirect("post_list") if own else redirect("officer_show", of.pk)
    return render(request, "access/post_delegate.html", {"form": form, "of": of, "own": own})
