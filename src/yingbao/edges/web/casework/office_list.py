"""How the counters of the division are reached; letters and notices carry it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.casework.refusals import REFUSALS, say
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.telephone_field import TelephoneField
from yingbao.office.access.permissions import Permission
from yingbao.office.casework.actions.offices import write_card
from yingbao.office.casework.queries.offices import get_counter, list_counters


class OfficeForm(forms.Form):
    """Name, telephone and address of a counter."""

    name = forms.CharField(
        label=_("Name of the office"),
        max_length=60,
        help_text=_("As it signs letters."),
        error_messages={"required": _("Write the name of the office")},
    )
    telephone = TelephoneField(
        label=_("Telephone of the counter"),
        max_length=40,
        error_messages={"required": _("Write the telephone of your office")},
    )
    address = forms.CharField(
        label=_("Address of the counter"),
        max_length=120,
        help_text=_("With the number of the counter."),
        error_messages={"required": _("Write the address of the counter")},
    )


@names_nobody
@policy(permission=Permission.ACCEPT_CASES, scope=Scope.DIVISION)
def office_list(request: OfficerRequest) -> HttpResponse:
    """List the counters of the officer's acting division."""
    return render(request, "casework/office_list.html", {"counters": list_counters(request.user)})


@names_nobody
@policy(
    permission=Permission.ACCEPT_CASES, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST")
)
def office_write(request: OfficerRequest, code: str) -> HttpResponse:
    """Write down how a counter is reached."""
    counter = get_counter(request.user, code)
    if counter is None:
        raise Http404
    card = counter.card
    known = {"name": card.name, "telephone": card.telephone, "address": card.address} if card else {}
    form = OfficeForm(posted(request), initial=known)
    if form.is_valid():
        try:
            write_card(division=code, by=request.user, **form.cleaned_data)
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("Saved. New letters and notices carry it."))
            return redirect("office_list")
    return render(request, "casework/office_write.html", {"form": form, "counter": counter})
