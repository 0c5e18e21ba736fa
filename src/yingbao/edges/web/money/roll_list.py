"""The rolls (清册) of a county: which there are, how far each is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.roll_act import sees_whole
from yingbao.edges.web.money.words import ROLL_LOOKS
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.paging import Paging, paging
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.law.packs import Pack
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.payments.choices import RollState
from yingbao.office.payments.models import Roll
from yingbao.office.payments.queries.rolls import rolls_of


@dataclass(frozen=True)
class ShownRoll:
    """One row."""

    roll: Roll
    programme: str
    look: str
    # Sums are shown to those who see every line of it.
    whole: bool


@dataclass(frozen=True)
class RollListPage:
    """Everything the page shows."""

    states: list[tuple[str, str]]
    state: str
    programmes: list[tuple[str, str]]
    programme: str
    rows: list[ShownRoll]
    paging: Paging
    filtered: bool
    may_draw_up: bool


@names_nobody
@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def roll_list(request: OfficerRequest) -> HttpResponse:
    """Show rolls, the newest first; filters stand in the address."""
    return render(request, "money/roll_list.html", {"page": load(request)})


def load(request: OfficerRequest) -> RollListPage:
    """Load the page."""
    officer, asked, pack = request.user, request.GET, rules_of(request.user)
    rolls = all_rolls = rolls_of(officer)
    if asked.get("state") in RollState.values:
        rolls = rolls.filter(state=asked["state"])
    if asked.get("programme"):
        rolls = rolls.filter(programme=asked["programme"])
    listed = paging(request, rolls.count())
    used = all_rolls.order_by("programme").values_list("programme", flat=True).distinct()
    return RollListPage(
        states=[(state, str(words)) for state, words in RollState.choices],
        state=asked.get("state", ""),
        programmes=[(each, programme_name(pack, each)) for each in used],
        programme=asked.get("programme", ""),
        rows=shown(rolls[listed.slice], pack, officer),
        paging=listed,
        filtered=any(asked.get(name) for name in ("state", "programme")),
        may_draw_up=may(officer, Permission.PREPARE_ROLLS),
    )


def shown(rolls: Iterable[Roll], pack: Pack, officer: Officer) -> list[ShownRoll]:
    """Return rolls in words."""
    return [
        ShownRoll(
            roll,
            programme_name(pack, roll.programme),
            ROLL_LOOKS.get(roll.state, "plain"),
            sees_whole(officer, roll),
        )
        for roll in rolls
    ]
