"""The posts an officer holds (岗位): which one to work in, and who stands in while the officer is away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.access.post_words import rows_of
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.working import enter, offers_of
from yingbao.office.access.actions import NotCurrent
from yingbao.office.access.queries import list_delegations


@policy(scope=Scope.OFFICER, early=True)
def post_list(request: OfficerRequest) -> HttpResponse:
    """Show the posts of today with a button to work in each, and the delegations of the own post."""
    officer = request.user
    page = {
        "rows": rows_of(offers_of(request)),
        "at_work": officer.at_work,
        "delegations": list_delegations(officer),
        "today": timezone.localdate(),
        "may_delegate": officer.at_work == officer.own_post,
    }
    return render(request, "access/post_list.html", page)


@policy(scope=Scope.OFFICER, writes=True, early=True)
def post_enter(request: OfficerRequest) -> HttpResponse:
    """Work in the post that was pressed; it is written into the book of acts."""
    written = request.POST.get("post", "")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 19 else None
    if number is None and written != "own":
        return redirect("post_list")
    try:
        entered = enter(request, number)
    except NotCurrent:
        messages.error(request, gettext("You do not hold this post today."))
        return redirect("post_list")
    (row,) = rows_of([entered])
    messages.success(
        request, gettext("You work as %(role)s, %(place)s.") % {"role": row["role"], "place": row["acts_in"]}
    )
    return redirect("home")
