"""Make the bank file of a roll, or take it again: the same bytes, or nothing."""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yingbao.edges.exchange.banks.writing import file_name, write
from yingbao.edges.web.casework.forms import DayForm
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.money.forms import ConfirmForm
from yingbao.edges.web.money.refusals import REFUSALS, say
from yingbao.edges.web.money.roll_act import frame, roll_or_404, sees_whole, too_late
from yingbao.edges.web.money.roll_verbs import VERBS, may_now
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.payments.actions.filing import file_again, file_roll
from yingbao.office.payments.choices import RollState
from yingbao.office.payments.models import Roll


@names_nobody
@policy(
    permission=Permission.PAY_ROLLS,
    scope=Scope.DIVISION,
    writes=True,
    methods=("GET", "HEAD", "POST"),
    fresh=True,
)
def roll_file(request: OfficerRequest, roll_id: int) -> HttpResponse:
    """Give the bank file out to who pays; it holds every account in clear and is kept nowhere here."""
    roll = roll_or_404(request.user, roll_id)
    if not sees_whole(request.user, roll):
        raise Http404
    verb, first = VERBS["file"], roll.state == RollState.APPROVED
    if request.method != "POST" and not may_now(verb, roll, request.user):
        return too_late(request, roll)
    today = timezone.localdate()
    form = DayForm(posted(request), today=today) if first else ConfirmForm(posted(request))
    if form.is_valid():
        try:
            made = make(request, roll, form.cleaned_data) if first else again(request, roll)
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            roll.refresh_from_db()
            return attached(made, roll.file_name)
    page = {"form": form, "verb": verb, "first": first, **frame(roll, request.user)}
    return render(request, "money/roll_file.html", page)


def make(request: OfficerRequest, roll: Roll, given: dict[str, Any]) -> bytes:
    """Return the file, made for the first time; its day, name and digest stand in the roll from now on."""
    return file_roll(
        roll=roll,
        write=lambda sheet: write(roll.bank_format, sheet),
        name=lambda sheet: file_name(roll.bank_format, sheet),
        on=given["on"],
        at=timezone.now(),
        by=request.user,
    )


def again(request: OfficerRequest, roll: Roll) -> bytes:
    """Return the file once more."""
    return file_again(
        roll=roll,
        write=lambda sheet: write(roll.bank_format, sheet),
        at=timezone.now(),
        by=request.user,
    )


def attached(made: bytes, name: str) -> HttpResponse:
    """Return bytes to be saved under a name."""
    named = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return HttpResponse(made, content_type="application/octet-stream", headers=named)
