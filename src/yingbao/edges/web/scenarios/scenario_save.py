"""Keep what was tried, under a name."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.scenarios.asked import address_of, asked
from yingbao.edges.web.templatetags.written import label
from yingbao.law.packs import NotInForce, PackProblems
from yingbao.office.access.permissions import Permission
from yingbao.office.scenarios.actions import save_scenario
from yingbao.office.scenarios.trying import CannotTry


class NameForm(forms.Form):
    """What a scenario is called, and what is to be said about it."""

    title = forms.CharField(
        label=_("Name of the scenario"),
        max_length=100,
        error_messages={"required": _("Give it a name")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=1000,
        help_text=_("What it is for, or what to think of. Write no person's name or number here."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@names_nobody
@policy(permission=Permission.TRY_RULES, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST"))
def scenario_save(request: OfficerRequest) -> HttpResponse:
    """Ask for a name, then keep what the address tries."""
    tried = asked(request).tried
    if not tried:
        return redirect("scenario_new")
    form = NameForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            kept = save_scenario(
                tried=tried, name=said["title"], note=said["note"], by=request.user, at=timezone.now()
            )
        except CannotTry as why:
            messages.error(request, label(why.wording))
        except (PackProblems, NotInForce) as why:
            messages.error(request, str(why))
        else:
            messages.success(
                request, gettext("The scenario is kept. It says what is found with the rules as they are.")
            )
            return redirect("scenario_show", kept.pk)
    page = {"form": form, "tried": tried, "address": address_of(tried)}
    return render(request, "scenarios/scenario_save.html", page)
