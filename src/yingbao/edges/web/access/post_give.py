"""Give an officer a further post."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.access.post_forms import GiveForm
from yingbao.edges.web.access.post_words import REFUSED, refusal
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.actions import NewPost, give_post
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
def officer_give(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Ask for role, division and days, and give the post."""
    officer = get_managed_officer(request.user, officer_id)
    if officer is None:
        raise Http404
    form = GiveForm(posted(request), officer=request.user, initial={"valid_from": timezone.localdate()})
    if form.is_valid():
        said = form.cleaned_data
        new = NewPost(
            Role(said["role"]),
            said["division"],
            said["valid_from"],
            said["valid_to"],
            said["reads"],
            said["unit"],
        )
        try:
            give_post(officer=officer, new=new, reason=said["reason"], at=timezone.now(), by=request.user)
        except REFUSED as why:
            form.add_error(None, refusal(why))
        else:
            messages.success(request, gettext("The post is given."))
            return redirect("officer_show", officer.pk)
    page = {"form": form, "who": officer}
    return render(request, "access/officer_give.html", page)
