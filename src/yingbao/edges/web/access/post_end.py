"""End a post: of an officer one manages, or who stands in for oneself."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.access.post_forms import ReasonForm
from yingbao.edges.web.access.post_words import REFUSED, refusal, rows_of
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.actions import end_post
from yingbao.office.access.queries import get_managed_officer, get_post


@policy(scope=Scope.ACCOUNTS, writes=True, methods=("GET", "HEAD", "POST"))
def post_end(request: OfficerRequest, post_id: int) -> HttpResponse:
    """Ask why, and end it at once."""
    post = get_post(post_id)
    own = post is not None and post.stands_in_for_id == request.user.pk
    if post is None or not (own or get_managed_officer(request.user, post.officer_id)):
        raise Http404
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            end_post(post=post, reason=form.cleaned_data["reason"], at=timezone.now(), by=request.user)
        except REFUSED as why:
            form.add_error(None, refusal(why))
        else:
            messages.success(request, gettext("The post has ended."))
            return redirect("post_list") if own else redirect("officer_show", post.officer_id)
    (row,) = rows_of([post.at_work])
    return render(request, "access/post_end.html", {"form": form, "post": post, "row": row})
