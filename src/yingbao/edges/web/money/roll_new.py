"""Draw up a roll (编制清册) of all that is open of a programme."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.exchange.banks.formats import formats
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.money.forms import DrawUpForm
from yingbao.edges.web.money.refusals import REFUSALS, say
from yingbao.edges.web.money.words import format_name, month_of
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.law.packs import Pack
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.payments.actions.drawing_up import draw_up
from yingbao.office.payments.choices import MonthState, RollKind
from yingbao.office.payments.models import Payee
from yingbao.office.payments.queries.board import Board, board_of
from yingbao.office.payments.queries.payees import get_payee, payees_of
from yingbao.office.provision.programmes import list_premiums


@names_nobody
@policy(
    permission=Permission.PREPARE_ROLLS, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST")
)
def roll_new(request: OfficerRequest) -> HttpResponse:
    """Choose the programme and the bank's columns; the lines and what stands against them come at once."""
    month = month_of(request)
    board = board_of(request.user, month)
    if board.pay_month is None or board.pay_month.state != MonthState.OPEN:
        messages.warning(request, gettext("Open the month first: a roll belongs to an open month."))
        return redirect(f"{reverse('month_board')}?month={month}")
    pack = rules_of(request.user)
    form = DrawUpForm(
        posted(request),
        programmes=[(each.programme, programme_name(pack, each.programme)) for each in board.programmes],
        formats=[(name, format_name(each)) for name, each in formats().items()],
        payees=payees_offered(request.user, pack, board),
        initial={name: request.GET[name] for name in ("programme", "kind") if name in request.GET},
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            roll = draw_up(
                pay_month=board.pay_month,
                programme=given["programme"],
                kind=RollKind(given["kind"]),
                bank_format=given["bank_format"],
                memo=given["memo"].strip(),
                payee=payee_named(request.user, given),
                at=timezone.now(),
                by=request.user,
            )
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(
                request, gettext("The roll was drawn up. Look at what stands against its lines.")
            )
            return redirect("roll_show", roll.pk)
    return render(request, "money/roll_new.html", {"form": form, "month": month})


def payees_offered(officer: Officer, pack: Pack, board: Board) -> list[tuple[str, str]]:
    """Return the organisations a premium can go to; none where no premium is on the board."""
    if not {each.programme for each in board.programmes} & set(list_premiums(pack)):
        return []
    return [(str(each.pk), each.name) for each in payees_of(officer)]


def payee_named(officer: Officer, given: Mapping[str, str]) -> Payee | None:
    """Return the organisation that was chosen, if one was."""
    return get_payee(officer, int(given["payee"])) if given.get("payee") else None
