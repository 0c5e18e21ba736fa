"""Open an account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from yingbao.edges.web.access.post_forms import NewForm
from yingbao.edges.web.access.post_words import REFUSED, refusal
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.actions import NewOfficer, WeakPassword, create_officer
from yingbao.office.access.choices import Role
from yingbao.office.access.permissions import Permission


@policy(
    permission=Permission.MANAGE_OFFICERS,
    scope=Scope.ACCOUNTS,
    writes=True,
    methods=("GET", "HEAD", "POST"),
    fresh=True,
)
def officer_new(request: OfficerRequest) -> HttpResponse:
    """Ask for name, role and division, and open the account."""
    form = NewForm(posted(request), officer=request.user)
    if form.is_valid():
        said = form.cleaned_data
        new = NewOfficer(
            username=said["username"],
            password=said["password"],
            name=said["name"],
            role=Role(said["role"]),
            division_code=said["division"],
            title=said["title"],
            unit=said["unit"],
            valid_from=said["valid_from"],
            valid_to=said["valid_to"],
        )
        try:
            made = create_officer(new=new, by=request.user)
        except WeakPassword as weak:
            form.add_error("password", weak.messages)
        except REFUSED as why:
            form.add_error(None, refusal(why))
        else:
            messages.success(request, gettext("The account of %(name)s is open.") % {"name": made.name})
            return redirect("officer_show", made.pk)
    return render(request, "access/officer_new.html", {"form": form})
