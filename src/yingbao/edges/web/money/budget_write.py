"""Write down what may be spent more, or less, on a programme in a year out of a fund, by a notice."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.casework.forms import RADIOS, DayForm
from yingbao.edges.web.choosing import offer
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.money.budget_list import offered, year_asked
from yingbao.edges.web.money.owing_refusals import REFUSALS, say
from yingbao.edges.web.money.yuan_field import YuanField
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import county_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.ledger.choices import Fund
from yingbao.office.payments.actions.budgets import write_budget

MORE, LESS = "more", "less"


class BudgetForm(DayForm):
    """One entry of a budget. The key was made when the form was drawn: a double click writes one entry."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    programme = forms.ChoiceField(label=_("Programme"))
    fund = forms.ChoiceField(label=_("Out of which fund"), choices=Fund.choices)
    sign = forms.ChoiceField(
        label=_("More or less"),
        choices=[(MORE, _("More may be spent")), (LESS, _("Less may be spent"))],
        widget=RADIOS,
        initial=MORE,
    )
    fen = YuanField(label=_("Amount (yuan)"))
    document = forms.CharField(
        label=_("By which notice"),
        max_length=80,
        help_text=_("The number of the document, as it stands at its head."),
        error_messages={"required": _("Write the number of the document")},
    )

    def __init__(self, data: Any, *, programmes: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        offer(self, "programme", programmes)

    def clean_fen(self) -> int:
        """An entry changes something."""
        fen: int = self.cleaned_data["fen"]
        if fen == 0:
            raise forms.ValidationError(gettext("Write an amount above nought"))
        return fen


@names_nobody
@policy(
    permission=Permission.PLAN_BUDGETS, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST")
)
def budget_write(request: OfficerRequest) -> HttpResponse:
    """Show the form of an entry for a year, or write it."""
    year = year_asked(request)
    form = BudgetForm(
        posted(request),
        programmes=offered(request),
        today=timezone.localdate(),
        initial={"key": uuid4(), "programme": request.GET.get("programme", "")},
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            write_budget(
                county=county_of(request.user),
                year=year,
                programme=given["programme"],
                fund=Fund(given["fund"]),
                fen=-given["fen"] if given["sign"] == LESS else given["fen"],
                document=given["document"],
                key=str(given["key"]),
                on=given["on"],
                at=timezone.now(),
                by=request.user,
            )
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("Written down."))
            return redirect(f"{reverse('budget_list')}?year={year}")
    return render(request, "money/budget_write.html", {"form": form, "year": year})
