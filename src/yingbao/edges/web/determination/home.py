"""This month (本月): the four lists as figures, the townships, the rosters, the last determination."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext

from yingbao.edges.web.determination.duties import Duty, duties_of
from yingbao.edges.web.determination.lists import MEANINGS, NAMES, TOWNSHIP_DIGITS, month_asked
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import place_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rosters.state import RosterLine, list_roster_lines
from yingbao.edges.web.templatetags.written import share
from yingbao.law.packs import Pack, PackProblems
from yingbao.law.packs.resting import Resting, Unconfirmed
from yingbao.office.access.permissions import Permission, may
from yingbao.office.determination.choices import RunState, WorkList
from yingbao.office.determination.models import Run
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries import figures, runs
from yingbao.office.determination.queries.outdated import list_outdated_months
from yingbao.office.rulebook.queries import count_waiting_for
from yingbao.values.month import Month


@dataclass(frozen=True)
class Figure:
    """One of the four lists as the home page shows it."""

    list: WorkList
    name: Promise
    meaning: Promise
    count: int
    at_stake_fen: int
    change: int | None
    url: str
    # Whether some of the money rests on a value that is still to be checked.
    assumed: bool


@dataclass(frozen=True)
class Cell:
    """How many rows one list has for one township."""

    count: int
    share: int
    url: str


@dataclass(frozen=True)
class TownshipRow:
    """One township with its four counts."""

    name: str
    cells: list[Cell]


@dataclass(frozen=True)
class Home:
    """Everything the page shows."""

    place: str
    month: Month
    months: list[Month]
    determined: bool
    figures: list[Figure]
    # What is still to be checked that money of the month rests on.
    unconfirmed: list[Unconfirmed]
    townships: list[TownshipRow]
    rosters: list[RosterLine]
    run: Run | None
    # Runs that failed and that nothing has made good; shown to those who may ask for another.
    failed: list[Run]
    # Months determined by other rules than theirs now; None where the rules cannot be read.
    outdated: list[Month] | None
    # Changes of the rules that wait for this officer's decision.
    amendments: int
    under_way: bool
    duties: list[Duty]
    may_import: bool
    may_determine: bool

    @property
    def rosters_came(self) -> int:
        return sum(line.months_old is not None and line.months_old <= 0 for line in self.rosters)


@names_nobody
@policy(scope=Scope.DIVISION)
def home(request: OfficerRequest) -> HttpResponse:
    """Show the month; who may not see lists is sent to the plan instead."""
    if not may(request.user, Permission.VIEW_LISTS):
        return redirect("plan_show")
    return render(request, "determination/home.html", {"home": load(request)})


def load(request: OfficerRequest) -> Home:
    """Load the page."""
    officer = request.user
    months = runs.list_months(officer=officer)
    month = month_asked(request, months, today=timezone.localdate())
    found = figures.get_home_figures(officer=officer, month=month)
    last = found.latest_run
    pack = rules_in(request, month)
    resting = {each.list: unconfirmed_of(each, month, pack) for each in found.lists}
    return Home(
        place=place_of(officer).name,
        month=month,
        months=months,
        determined=month in months,
        figures=[list_figure(each, month, assumed=bool(resting[each.list])) for each in found.lists],
        unconfirmed=[each for of_list in resting.values() for each in of_list],
        townships=township_rows(found, month),
        rosters=list_roster_lines(officer, month),
        run=runs.list_runs(officer=officer).filter(month=month.first_day, state=RunState.FINISHED).first(),
        failed=runs.list_failures(officer=officer) if may(officer, Permission.DETERMINE) else [],
        outdated=outdated_months(request),
        amendments=count_waiting_for(officer),
        under_way=last is not None and last.state in {RunState.ASKED, RunState.RUNNING},
        duties=duties_of(officer, timezone.localdate()),
        may_import=may(officer, Permission.IMPORT_ROSTERS),
        may_determine=may(officer, Permission.DETERMINE),
    )


def outdated_months(request: OfficerRequest) -> list[Month] | None:
    """Return the months to be determined anew, for those who may ask for it."""
    if not may(request.user, Permission.DETERMINE):
        return []
    try:
        return list_outdated_months(officer=request.user)
    except PackProblems:
        return None


def list_url(kind: WorkList, month: Month, township: str = "") -> str:
    """Return the address of a list of a month, for one township if one is given."""
    query = {"month": str(month)} | ({"township": township} if township else {})
    return f"{reverse('finding_list', args=[kind.value])}?{urlencode(query)}"


def rules_in(request: OfficerRequest, month: Month) -> Pack | None:
    """Return the rules of a month; nothing where they cannot be read, which is told elsewhere."""
    try:
        return pack_of(place_of(request.user).county, month)
    except PackProblems:
        return None


def unconfirmed_of(figure: figures.ListFigure, month: Month, pack: Pack | None) -> list[Unconfirmed]:
    """Return what the money of a list rests on and is to be checked; nothing where no rules can be read."""
    if pack is None:
        return []
    resting = Resting(pack, month, month)
    return [each for staked in sorted(figure.staked) for each in resting.of_reason(*staked)]


def list_figure(figure: figures.ListFigure, month: Month, *, assumed: bool) -> Figure:
    """Return a list's figure with its words and where it leads."""
    return Figure(
        list=figure.list,
        name=NAMES[figure.list],
        meaning=MEANINGS[figure.list],
        count=figure.count,
        at_stake_fen=figure.at_stake.fen,
        change=figure.difference,
        url=list_url(figure.list, month),
        assumed=assumed,
    )


def township_rows(found: figures.HomeFigures, month: Month) -> list[TownshipRow]:
    """Return the townships; each bar is measured against the longest of its list."""
    most = {kind: max((t.counts.get(kind, 0) for t in found.townships), default=0) for kind in WorkList}
    return [
        TownshipRow(
            township.name if len(township.code) >= TOWNSHIP_DIGITS else gettext("Township not known"),
            [
                Cell(
                    township.counts.get(kind, 0),
                    share(township.counts.get(kind, 0), most[kind]),
                    list_url(kind, month, township.code),
                )
                for kind in WorkList
            ],
        )
        for township in found.townships
    ]
