"""Write the letter that demands money back; the second time it is the same letter."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.casework import refusals as casework
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.owing_refusals import REFUSALS, say
from yingbao.edges.web.money.receivable_show import receivable_or_404
from yingbao.edges.web.policy import Scope, policy
from yingbao.law.packs.letters import LetterUnfinished
from yingbao.office.access.permissions import Permission
from yingbao.office.casework.actions.letters import NoSuchLetter
from yingbao.office.payments.actions.recovery_letters import write_recovery_letter


@policy(permission=Permission.RECOVER_MONEY, scope=Scope.DIVISION, writes=True)
def receivable_letter(request: OfficerRequest, receivable_id: int) -> HttpResponse:
    """Make the letter and show it; say what it lacks."""
    row = receivable_or_404(request.user, receivable_id)
    try:
        letter = write_recovery_letter(
            receivable=row, on=timezone.localdate(), at=timezone.now(), by=request.user
        )
    except (LetterUnfinished, NoSuchLetter) as refusal:
        messages.warning(request, casework.say(refusal))
    except REFUSALS as refusal:
        messages.warning(request, say(refusal))
    else:
        messages.success(request, gettext("The letter is made."))
        return redirect("letter_show", letter.pk)
    return redirect("receivable_show", row.pk)
