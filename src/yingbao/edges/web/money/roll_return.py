"""Read what the bank sent back about a roll: whole, or not at all."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.exchange.banks.answers import digest_of, read_answers
from yingbao.edges.exchange.banks.formats import NAMES
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.money.forms import ReturnForm
from yingbao.edges.web.money.refusals import REFUSALS, say
from yingbao.edges.web.money.roll_act import frame, roll_or_404, sees_whole, too_late
from yingbao.edges.web.money.roll_verbs import VERBS, may_now
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.payments.actions.returning import read_return
from yingbao.office.payments.models import BankReturn, Roll


@names_nobody
@policy(
    permission=Permission.PAY_ROLLS,
    scope=Scope.DIVISION,
    writes=True,
    methods=("GET", "HEAD", "POST"),
)
def roll_return(request: OfficerRequest, roll_id: int) -> HttpResponse:
    """Take the bank's file, and show what it says; a file that is not right changes nothing."""
    roll = roll_or_404(request.user, roll_id)
    if not sees_whole(request.user, roll):
        raise Http404
    verb = VERBS["return"]
    if request.method != "POST" and not may_now(verb, roll, request.user):
        return too_late(request, roll)
    to_payee = roll.payee_account_id is not None
    form = ReturnForm(posted(request), request.FILES or None, today=timezone.localdate(), to_payee=to_payee)
    if form.is_valid():
        try:
            read = take(request, roll, form)
        except REFUSALS as refusal:
            form.add_error("file", say(refusal))
        else:
            messages.success(request, gettext("The bank's return was read."))
            return redirect("return_show", read.pk)
    return render(
        request, "money/roll_return.html", {"form": form, "verb": verb, **frame(roll, request.user)}
    )


def take(request: OfficerRequest, roll: Roll, form: ReturnForm) -> BankReturn:
    """Read the file and write down what the bank answered; the file itself is not kept.

    Raises:
        ReturnRefused: it is not the answer to this roll, or cannot be read.
    """
    file: UploadedFile = form.cleaned_data["file"]
    content = file.read()
    name = Path(file.name or "").name
    with NamedTemporaryFile(suffix=Path(name).suffix.lower()) as kept:
        kept.write(content)
        kept.flush()
        said_by = NAMES if form.cleaned_data.get("said_by") == "payee" else roll.bank_format
        answers = read_answers(said_by, Path(kept.name), name)
    return read_return(
        roll=roll,
        answers=answers,
        name=name,
        digest=digest_of(content),
        on=form.cleaned_data["on"],
        at=timezone.now(),
        by=request.user,
    )
