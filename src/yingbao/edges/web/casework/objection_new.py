"""Writing down an objection somebody made at the counter, by telephone or in a letter."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.casework.notice_public import line_name
from yingbao.edges.web.casework.notice_show import notice_or_404
from yingbao.edges.web.casework.notice_words import title
from yingbao.edges.web.casework.objection_forms import CounterObjectionForm
from yingbao.edges.web.casework.refusals import REFUSALS, say
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.casework.actions.objecting import Objecting, object_to
from yingbao.office.casework.queries.cases import visible_cases
from yingbao.office.casework.queries.notices import lines_shown


@names_nobody
@policy(
    permission=Permission.HANDLE_OBJECTIONS,
    scope=Scope.DIVISION,
    writes=True,
    methods=("GET", "HEAD", "POST"),
)
def objection_new(request: OfficerRequest, notice_id: int) -> HttpResponse:
    """Enter an objection to a line of a notice."""
    notice = notice_or_404(request.user, notice_id)
    lines = lines_shown(notice).filter(case__in=visible_cases(request.user)).select_related("case")
    form = CounterObjectionForm(posted(request), lines=lines, name_line=line_name, today=timezone.localdate())
    if form.is_valid():
        given = form.cleaned_data
        try:
            objection = object_to(
                line=given["line"],
                objecting=Objecting(given["text"], given["name"], given["phone"]),
                on=given["on"],
                at=timezone.now(),
                by=request.user,
            )
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("The objection is written down."))
            return redirect("objection_show", objection.pk)
    page = {"form": form, "notice": notice, "title": title(notice)}
    return render(request, "casework/objection_new.html", page)
