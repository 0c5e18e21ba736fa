"""The form of a what-if: a month, reforms to tick, values to change."""

from dataclasses import dataclass, field
from itertools import groupby

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.determination.lists import FIRST, LAST, newest
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import county_of, place_of
from yingbao.edges.web.plan.rates import amounts, tier_in_words
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.scenarios.asked import address_of
from yingbao.edges.web.templatetags.written import label
from yingbao.law.facts.values import Kind, Value
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs import NotInForce, Pack, PackProblems
from yingbao.law.packs.parameters import DatedParameter
from yingbao.law.packs.reforms import Reform, list_reforms
from yingbao.law.packs.words import AREAS
from yingbao.office.access.permissions import Permission
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries import runs
from yingbao.office.scenarios.trying import CannotTry, Tried, list_parameters, tiers_of
from yingbao.values.month import Month

PREFIX = "value:"


@dataclass(frozen=True)
class ValueLine:
    """One value to change: a line of the form for each of its tiers."""

    name: str
    unit: str
    now: list[str]
    # The name of the field, what it is for, what was written into it.
    fields: list[tuple[str, str, str]]


@dataclass(frozen=True)
class ValueGroup:
    """The values of one area."""

    name: str
    lines: list[ValueLine]

    @property
    def open(self) -> bool:
        """Whether something was written into it."""
        return any(text for line in self.lines for _, _, text in line.fields)


@dataclass
class TryForm:
    """What the officer wrote, and what is wrong with it."""

    county: str
    month: str
    reforms: list[str]
    values: list[str]
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def tried(self) -> Tried | None:
        """Return what is tried, or nothing after noting what is wrong."""
        try:
            month = Month.parse(self.month.strip())
        except ValueError:
            month = None
        if month is None or not FIRST <= month <= LAST:
            self.problems.append(("month", gettext("Write the month as year-month, for example 2026-06")))
            return None
        tried = Tried.of(self.county, month, self.reforms, self.values)
        if not tried:
            self.problems.append(("month", gettext("Tick a reform or change a value")))
            return None
        try:
            pack_of(self.county, month, *tried.laid).for_month(month)
        except CannotTry as why:
            self.problems.append(("values", label(why.wording)))
        except (PackProblems, NotInForce) as why:
            self.problems.append(("reforms", str(why)))
        return None if self.problems else tried


@names_nobody
@policy(permission=Permission.TRY_RULES, scope=Scope.DIVISION, methods=("GET", "HEAD", "POST"))
def scenario_new(request: OfficerRequest) -> HttpResponse:
    """Ask what to try; what was filled in goes into the address of the answer, and nothing is kept."""
    form = read(request)
    if request.method == "POST" and (tried := form.tried):
        return redirect(f"{reverse('scenario_try')}?{address_of(tried)}")
    month = Month.of(timezone.localdate())
    pack = pack_of(form.county, month)
    page = {
        "form": form,
        "place": place_of(request.user),
        "reforms": [(reform, reform.id in form.reforms) for reform in reforms_of(pack)],
        "groups": groups(pack, month, dict(value.rsplit("=", 1) for value in form.values if "=" in value)),
    }
    return render(request, "scenarios/scenario_new.html", page)


def read(request: OfficerRequest) -> TryForm:
    """Return what was written into the form, or what the address fills it with."""
    county = county_of(request.user)
    if request.method == "POST":
        written = request.POST
        return TryForm(county, written.get("month", ""), written.getlist("reform"), changed(written))
    asked = request.GET
    months = runs.list_months(officer=request.user)
    today = timezone.localdate()
    usual = newest(months, today=today) if months else Month.of(today)
    return TryForm(county, asked.get("month") or str(usual), asked.getlist("reform"), asked.getlist("set"))


def changed(written: QueryDict) -> list[str]:
    """Return the values that were filled in; an empty line changes nothing."""
    filled = {
        key.removeprefix(PREFIX): written.get(key, "").strip() for key in written if key.startswith(PREFIX)
    }
    return [f"{name}={text}" for name, text in filled.items() if text]


def reforms_of(pack: Pack) -> tuple[Reform, ...]:
    """Return the reforms to tick; those with problems are told by the check of packs, not here."""
    try:
        return list_reforms(pack)
    except PackProblems:
        return ()


def groups(pack: Pack, month: Month, written: dict[str, str]) -> list[ValueGroup]:
    """Return the values that decide who gets what, by area, each with what it is now."""
    areas = {programme.id: programme.area for programme in pack.programmes}
    order = list(AREAS)
    listed = [(areas[programmes[0]], parameter) for parameter, programmes in list_parameters(pack)]
    listed.sort(key=lambda each: order.index(each[0]) if each[0] in order else len(order))
    return [
        ValueGroup(
            label(AREAS[area]) if area in AREAS else gettext("Other"),
            [line(parameter, month, written) for _, parameter in own],
        )
        for area, own in groupby(listed, key=lambda each: each[0])
    ]


def line(parameter: DatedParameter, month: Month, written: dict[str, str]) -> ValueLine:
    """Return one value as the form shows it."""
    dated = parameter.on(month)
    fields = []
    for tiers in tiers_of(parameter) or [()]:
        named = ":".join([parameter.id, *tiers])
        values = tuple(map(_tier, parameter.by, tiers))
        fields.append((PREFIX + named, tier_in_words(parameter, values), written.get(named, "")))
    now = amounts(parameter, dated) if dated else []
    return ValueLine(label(parameter.name), label(parameter.unit), now, fields)


def _tier(fact: Fact, tier: str) -> Value:
    return fact.read(
        {"true": True, "false": False}.get(tier, tier) if fact.kind is Kind.BOOLEAN else _number(tier)
    )


def _number(tier: str) -> int | str:
    return int(tier) if tier.isdecimal() else tier
