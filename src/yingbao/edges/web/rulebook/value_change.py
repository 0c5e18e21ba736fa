"""Propose another value from a month on: a rate, a standard, a number of days."""

from collections.abc import Sequence
from itertools import product
from typing import Any, TypeAlias

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.place import county_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rulebook.differences import leaves, tier_words
from yingbao.edges.web.rulebook.from_scenario import edits_asked
from yingbao.edges.web.rulebook.proposing import PROPOSE, ProposalForm, proposed
from yingbao.edges.web.rulebook.trial import tried
from yingbao.edges.web.templatetags.written import label
from yingbao.law.facts.values import Kind, NotAValue, read_fen, read_value
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs.edits import Edit, What, say_now, write_value
from yingbao.law.packs.parameters import UNKNOWN, DatedParameter
from yingbao.office.access.permissions import Permission
from yingbao.office.determination.packs import pack_of
from yingbao.office.rulebook.limits import is_within
from yingbao.values.money import Money
from yingbao.values.month import Month
from yingbao.values.sure import Sure

NOT_KNOWN = {UNKNOWN, "不详"}
TRUTHS = {"是": True, "yes": True, "true": True, "否": False, "no": False, "false": False}
WRITTEN_SO = "value_"
# Each tier, by one fact or several, with its amount as files write it.
Tiers: TypeAlias = "list[tuple[tuple[str, ...], Any]]"
MOST_TIERS = 30


class ValueForm(ProposalForm):
    """A value from a month on: one amount, or one for each tier."""

    def __init__(
        self, data: Any, *, parameter: DatedParameter, county: str, start: Month, edits: Sequence[Edit] = ()
    ) -> None:
        """Ask for what stands; where edits are given, for what they write, as a proposal to begin with."""
        super().__init__(data, county=county, start=start)
        self.parameter = parameter
        self.tiers = filled(tiers_of(parameter, start), edits)
        for number, (tiers, amount) in enumerate(self.tiers):
            named = [tier_words(fact, tier) for fact, tier in zip(parameter.by, tiers, strict=False)]
            self.fields[f"{WRITTEN_SO}{number}"] = forms.CharField(
                label=" · ".join(named) or label(parameter.name),
                help_text=self.unit,
                initial=as_typed(parameter.kind, amount),
                max_length=100,
                error_messages={"required": gettext("Write a value, or unknown where it is not known")},
            )

    @property
    def unit(self) -> str:
        """How the value is to be typed."""
        if self.parameter.kind is Kind.FEN:
            return gettext("In yuan, for example 110 or 110.50; unknown where it is not known")
        unit = label(self.parameter.unit)
        return gettext("In %(unit)s; unknown where it is not known") % {"unit": unit} if unit else ""

    def values(self) -> list[Any]:
        """Return the fields that are values."""
        return [field for field in self if field.name not in ProposalForm.base_fields]

    def clean(self) -> dict[str, Any]:
        """Read every value as its kind is written."""
        super().clean()
        for name in (field.name for field in self.values()):
            typed = self.cleaned_data.get(name)
            if typed is not None:
                try:
                    self.cleaned_data[name] = as_written(self.parameter.kind, typed)
                except NotAValue:
                    self.add_error(
                        name, gettext("“%(typed)s” cannot be read as a value here") % {"typed": typed}
                    )
        return self.cleaned_data

    def edits(self) -> list[Edit]:
        """Return the value as an edit, if it differs from what is in force in the month."""
        start = self.cleaned_data["start"]
        before = say_now(pack_of(self.county, start), What.VALUE, self.parameter.id, str(start))
        value: Any = {}
        typed = [self.cleaned_data[f"{WRITTEN_SO}{number}"] for number in range(len(self.tiers))]
        for (tiers, _amount), amount in zip(self.tiers, typed, strict=True):
            value = put(value, tiers, amount)
        if all(amount == UNKNOWN for amount in typed):
            value = UNKNOWN
        if isinstance(before, dict) and before["value"] == value:
            return []
        source = self.cleaned_data["source"].strip()
        after = {"value": value, "sure": Sure.STATED.value, "source": source or "—"}
        return [Edit(What.VALUE, self.parameter.id, str(start), before, after)]


def tiers_of(parameter: DatedParameter, start: Month) -> Tiers:
    """Return the tiers to ask for, each with its amount.

    Where none is known they are those of another month; where none ever was, all its facts can have.
    """
    dated = parameter.on(start)
    candidates = [dated] if dated else []
    candidates += list(reversed(parameter.values))
    for each in candidates:
        if each.value is not None or not parameter.by:
            found = list(leaves(write_value(each.value)))
            if all(len(tiers) == len(parameter.by) for tiers, _ in found):
                return found
    return [(tiers, UNKNOWN) for tiers in product(*map(tiers_of_fact, parameter.by))]


def tiers_of_fact(fact: Fact) -> list[str]:
    """Return every tier a fact can make; none where they are too many to be asked for one by one."""
    if fact.kind is Kind.BOOLEAN:
        return ["true", "false"]
    if fact.range and fact.range[1] - fact.range[0] < MOST_TIERS:
        return [str(number) for number in range(fact.range[0], fact.range[1] + 1)]
    return [code for code, _ in fact.choices]


def filled(tiers: Tiers, edits: Sequence[Edit]) -> Tiers:
    """Return tiers with the amounts of edits in place of those that stand, and the tiers edits add."""
    found = dict(tiers)
    for edit in edits:
        if isinstance(edit.after, dict):
            wanted = dict(leaves(edit.after["value"]))
            found |= {each: amount for each, amount in wanted.items() if each in found or amount != UNKNOWN}
    return list(found.items())


def put(value: Any, tiers: tuple[str, ...], amount: Any) -> Any:
    """Return a written value with an amount under its tiers."""
    if not tiers:
        return amount
    return {**value, tiers[0]: put(value.get(tiers[0], {}), tiers[1:], amount)}


def as_typed(kind: Kind, amount: Any) -> str:
    """Return a written amount as people type it: money in yuan."""
    if amount == UNKNOWN:
        return gettext("unknown")
    if isinstance(amount, bool):
        return gettext("yes") if amount else gettext("no")
    if kind is Kind.FEN and isinstance(amount, int):
        return str(Money(amount))
    return str(amount)


def as_written(kind: Kind, typed: str) -> Any:
    """Return what was typed as files write it: money in whole fen.

    Raises:
        NotAValue: it is no value of the kind.
    """
    typed = typed.strip()
    if typed in NOT_KNOWN:
        return UNKNOWN
    if kind is Kind.FEN:
        return within(kind, read_fen(typed), typed)
    if kind is Kind.BOOLEAN and typed.lower() in TRUTHS:
        return TRUTHS[typed.lower()]
    # Python reads no number of more than some thousand digits, and none of them is a count.
    written = int(typed) if kind is Kind.INTEGER and typed.isdecimal() and len(typed) < 100 else typed
    read_value(kind, written)
    return within(kind, written, typed)


def within(kind: Kind, written: Any, typed: str) -> Any:
    """Return a written value that can be meant.

    Raises:
        NotAValue: it is negative or too large.
    """
    if not is_within(kind, written):
        raise NotAValue(typed)
    return written


@policy(
    permission=Permission.PROPOSE_RULES, scope=Scope.DOCUMENT, writes=True, methods=("GET", "HEAD", "POST")
)
def value_change(request: OfficerRequest, parameter_id: str) -> HttpResponse:
    """Show the value to be written anew; try it, or propose it."""
    pack = rules_of(request.user)
    parameter = pack.parameters.get(parameter_id)
    if parameter is None:
        raise Http404
    start = Month.of(timezone.localdate())
    form = ValueForm(
        posted(request),
        parameter=parameter,
        county=county_of(request.user),
        start=start,
        edits=edits_asked(request, parameter_id),
    )
    page: dict[str, Any] = {"form": form, "parameter": parameter}
    if form.is_valid():
        edits = form.edits()
        if request.POST.get("act") == PROPOSE:
            answer = proposed(request, form, edits)
            if answer is not None:
                return answer
        page["tried"] = tried(request.user, edits, form.cleaned_data["start"])
    return render(request, "rulebook/value_change.html", page)
