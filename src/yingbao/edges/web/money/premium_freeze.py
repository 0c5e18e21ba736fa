"""Freeze the list of a premium for the next year (冻结代缴名单): by the answers of a month that is named."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.money.payee_forms import FreezeForm
from yingbao.edges.web.money.payee_refusals import REFUSALS, tell
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import county_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_officer_names
from yingbao.office.provision.actions.freezing import freeze
from yingbao.office.provision.programmes import list_premiums
from yingbao.office.provision.queries.freezings import freezings_of


@names_nobody
@policy(permission=Permission.FIND_DUES, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST"))
def premium_freeze(request: OfficerRequest) -> HttpResponse:
    """Show what was frozen, and freeze another list."""
    pack = rules_of(request.user)
    form = FreezeForm(
        posted(request), programmes=[(each, programme_name(pack, each)) for each in list_premiums(pack)]
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            freeze(
                county=county_of(request.user),
                programme=given["programme"],
                year=given["year"],
                month=given["month"],
                on=timezone.localdate(),
                at=timezone.now(),
                by=request.user,
            )
        except REFUSALS as refusal:
            tell(form, refusal)
        else:
            messages.success(
                request, gettext("The list is frozen. What is owed for that year is being found now.")
            )
            return redirect("premium_freeze")
    rows = list(freezings_of(request.user))
    names = get_officer_names({each.by for each in rows})
    shown = [(each, programme_name(pack, each.programme), names.get(each.by, each.by)) for each in rows]
    return render(request, "money/premium_freeze.html", {"form": form, "rows": shown})
