"""The board of a month (发放月份): what is owed and open of each programme, and the rolls that pay it."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from yingbao.edges.web.determination.lists import FIRST, LAST
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.roll_list import ShownRoll, shown
from yingbao.edges.web.money.words import MONTH_LOOKS, month_of
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import county_of, place_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import is_in_scope
from yingbao.office.payments.choices import MonthState, RollKind, RollState
from yingbao.office.payments.models import PayMonth
from yingbao.office.payments.queries.board import Board, ProgrammeBoard, board_of
from yingbao.office.provision.choices import ReckoningState
from yingbao.office.provision.models import Reckoning
from yingbao.values.month import Month

UNDER_WAY = frozenset({ReckoningState.ASKED, ReckoningState.RUNNING})
OVER = frozenset({RollState.CLOSED, RollState.CANCELLED})


@dataclass(frozen=True)
class ShownProgramme:
    """One programme of the month."""

    of: ProgrammeBoard
    name: str
    rolls: list[ShownRoll]
    # The kind of roll to draw up next; empty where nothing is open or it is not for this officer.
    draw_up: str


@dataclass(frozen=True)
class MonthPage:
    """Everything the page shows."""

    place: str
    month: Month
    before: Month | None
    after: Month | None
    pay_month: PayMonth | None
    look: str
    reckoning: Reckoning | None
    under_way: bool
    programmes: list[ShownProgramme]
    # Rolls that keep the month from being closed.
    on_their_way: list[ShownRoll]
    is_reckoned: bool
    may_turn: bool
    may_find: bool
    whole: bool

    @property
    def is_open(self) -> bool:
        return self.pay_month is not None and self.pay_month.state == MonthState.OPEN


@names_nobody
@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def month_board(request: OfficerRequest) -> HttpResponse:
    """Show a month; while what is owed is being found, the page looks again by itself."""
    page = load(request)
    if request.headers.get("HX-Request"):
        if not page.under_way:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "money/_reckoning.html", {"page": page})
    return render(request, "money/month_board.html", {"page": page})


def load(request: OfficerRequest) -> MonthPage:
    """Load the page."""
    officer, month = request.user, month_of(request)
    board, county = board_of(officer, month), county_of(officer)
    acts_here = is_in_scope(officer, county)
    state = board.pay_month.state if board.pay_month else ""
    newest = board.reckoning
    programmes = [shown_programme(each, board, officer) for each in board.programmes]
    return MonthPage(
        place=place_of(officer).name,
        month=month,
        before=month.previous if month > FIRST else None,
        after=month.next if month < LAST else None,
        pay_month=board.pay_month,
        look=MONTH_LOOKS.get(state, "unknown"),
        reckoning=newest,
        under_way=newest is not None and newest.state in UNDER_WAY,
        programmes=programmes,
        on_their_way=[roll for each in programmes for roll in each.rolls if roll.roll.state not in OVER],
        is_reckoned=newest is not None and newest.state == ReckoningState.FINISHED,
        may_turn=may(officer, Permission.TURN_MONTHS) and acts_here,
        may_find=may(officer, Permission.FIND_DUES) and acts_here,
        whole=officer.division_id == county,
    )


def shown_programme(of: ProgrammeBoard, board: Board, officer: Officer) -> ShownProgramme:
    """Return a programme in words."""
    pack = rules_of(officer)
    return ShownProgramme(
        of, programme_name(pack, of.programme), shown(of.rolls, pack, officer), next_kind(of, board, officer)
    )


def next_kind(of: ProgrammeBoard, board: Board, officer: Officer) -> str:
    """Return what kind of roll an officer would draw up next of a programme; nothing where none is."""
    pay_month = board.pay_month
    if pay_month is None or pay_month.state != MonthState.OPEN or of.open_fen <= 0:
        return ""
    if not (may(officer, Permission.PREPARE_ROLLS) and is_in_scope(officer, pay_month.county)):
        return ""
    standing = [roll for roll in of.rolls if roll.state != RollState.CANCELLED]
    if any(roll.kind == RollKind.REGULAR for roll in standing):
        return RollKind.SUPPLEMENTARY.value
    return RollKind.REGULAR.value
