"""Propose to take over a payee list: choose programme and list, look at what would be written, propose."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.choosing import offer
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.owing_refusals import REFUSALS, say
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import county_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.templatetags.written import month as written_month
from yingbao.office.access.permissions import Permission
from yingbao.office.payments.actions.taking_over import propose_taking_over
from yingbao.office.payments.queries.takeovers import NotByList, PayeeList, lists_to_take_over, read_list
from yingbao.office.register.models import Source
from yingbao.values.month import Month


class TakeOverForm(forms.Form):
    """Which list, and since when those on it are taken as paid by such lists."""

    list = forms.ChoiceField(
        label=_("Payee list"),
        help_text=_("The product pays from the month after the month of this list."),
        error_messages={"required": _("Choose a list")},
    )
    since = forms.CharField(
        label=_("Paid by such lists since"),
        max_length=7,
        help_text=_("The first month that was paid by lists the product knows. For example 2026-01"),
        error_messages={"required": _("Write the month")},
    )

    def __init__(self, data: Any, *, offered: dict[str, tuple[str, Source]], names: dict[str, str]) -> None:
        super().__init__(data)
        self.offered = offered
        offer(self, "list", names.items())

    def clean_since(self) -> Month:
        """Return the month; anything that is none is told."""
        try:
            return Month.parse(self.cleaned_data["since"].strip())
        except ValueError:
            raise forms.ValidationError(gettext("Write the month as 2026-01")) from None

    def clean(self) -> dict[str, Any]:
        """The months begin no later than the list."""
        given = super().clean() or {}
        chosen, since = self.offered.get(given.get("list", "")), given.get("since")
        if chosen and since and since > Month.of(chosen[1].month):
            self.add_error("since", gettext("It begins no later than the month of the list."))
        return given


@names_nobody
@policy(permission=Permission.FIND_DUES, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST"))
def takeover_new(request: OfficerRequest) -> HttpResponse:
    """Show what taking over the chosen list would write; take the proposal."""
    offered = lists_offered(request)
    asked = request.POST if request.method == "POST" else request.GET
    form = TakeOverForm(asked if "list" in asked else None, offered=offered, names=names_of(request, offered))
    payees = list_asked(request, form) if form.is_valid() else None
    if request.method == "POST" and payees is not None:
        try:
            made = propose_taking_over(
                county=payees.county,
                programme=payees.programme,
                source=payees.source,
                since=payees.since,
                first_month=payees.first_month,
                at=timezone.now(),
                by=request.user,
            )
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("Proposed. A second officer decides about it."))
            return redirect("takeover_show", made.pk)
    page: dict[str, Any] = {"form": form}
    if payees is not None:
        page["counts"] = payees.count()
        page["programme"] = programme_name(rules_of(request.user), payees.programme)
    return render(request, "money/takeover_new.html", page)


def lists_offered(request: OfficerRequest) -> dict[str, tuple[str, Source]]:
    """Return the lists that can be taken over, with their programme, by the value of the choice."""
    lists = lists_to_take_over(county_of(request.user), Month.of(timezone.localdate()))
    return {f"{programme.id}:{source.pk}": (programme.id, source) for programme, source in lists}


def names_of(request: OfficerRequest, offered: dict[str, tuple[str, Source]]) -> dict[str, str]:
    """Return what stands in the choice: programme, month of the list, its name."""
    pack = rules_of(request.user)
    return {
        value: " · ".join(filter(None, [programme_name(pack, id), written_month(source.month), source.name]))
        for value, (id, source) in offered.items()
    }


def list_asked(request: OfficerRequest, form: TakeOverForm) -> PayeeList | None:
    """Return the list that is asked for, as taking it over would read it."""
    programme, source = form.offered[form.cleaned_data["list"]]
    county, first_month = county_of(request.user), Month.of(source.month).next
    try:
        return read_list(county, programme, source, form.cleaned_data["since"], first_month)
    except NotByList:
        form.add_error("list", gettext("By the rules of that month no list shows who draws it."))
        return None
