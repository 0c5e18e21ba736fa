"""Propose another value from a month on: a rate, a standard, a number of days."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.place import county_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rulebook.differences import leaves, tier_words
from yingbao.edges.web.rulebook.proposing import PROPOSE, ProposalForm, proposed
from yingbao.edges.web.rulebook.trial import tried
from yingbao.edges.web.templatetags.written import label
from yingbao.law.facts.values import Kind, NotAValue, read_fen, read_value
from yingbao.law.packs.edits import Edit, What, say_now, write_value
from yingbao.law.packs.parameters import UNKNOWN, DatedParameter
from yingbao.office.access.permissions import Permission
from yingbao.office.determination.packs import pack_of
from yingbao.office.rulebook.trying import MOST_DIGITS
from yingbao.values.money import MOST_FEN, Money
from yingbao.values.month import Month
from yingbao.values.sure import Sure

NOT_KNOWN = {UNKNOWN, "不详"}
TRUTHS = {"是": True, "yes": True, "true": True, "否": False, "no": False, "false": False}
WRITTEN_SO = "value_"


class ValueForm(ProposalForm):
    """A value from a month on: one amount, or one for each tier."""

    def __init__(self, data: Any, *, parameter: DatedParameter, county: str, start: Month) -> None:
        super().__init__(data, county=county, start=start)
        self.parameter = parameter
        self.tiers = tiers_of(parameter, start)
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
        if not self.tiers:
            self.add_error(None, gettext("None of the tiers is known yet, so none can be written here"))
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
        for number, (tiers, _amount) in enumerate(self.tiers):
            value = put(value, tiers, self.cleaned_data[f"{WRITTEN_SO}{number}"])
        if isinstance(before, dict) and before["value"] == value:
            return []
        source = self.cleaned_data["source"].strip()
        after = {"value": value, "sure": Sure.STATED.value, "source": source or "—"}
        return [Edit(What.VALUE, self.parameter.id, str(start), before, after)]


def tiers_of(parameter: DatedParameter, start: Month) -> list[tuple[tuple[str, ...], Any]]:
    """Return the tiers to ask for, each with its amount; those of another month where none is known."""
    dated = parameter.on(start)
    candidates = [dated] if dated else []
    candidates += list(reversed(parameter.values))
    for each in candidates:
        if each.value is not None or not parameter.by:
            found = list(leaves(write_value(each.value)))
            if all(len(tiers) == len(parameter.by) for tiers, _ in found):
                return found
    return [] if parameter.by else [((), UNKNOWN)]


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
        fen = read_fen(typed)
        if not 0 <= fen <= MOST_FEN:
            raise NotAValue(typed)
        return fen
    if kind is Kind.BOOLEAN and typed.lower() in TRUTHS:
        return TRUTHS[typed.lower()]
    if kind is Kind.INTEGER and len(typed) > MOST_DIGITS:
        raise NotAValue(typed)
    written = int(typed) if kind is Kind.INTEGER and typed.isdecimal() else typed
    read_value(kind, written)
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
    form = ValueForm(posted(request), parameter=parameter, county=county_of(request.user), start=start)
    page: dict[str, Any] = {"form": form, "parameter": parameter}
    if form.is_valid():
        edits = form.edits()
        if request.POST.get("act") == PROPOSE:
            answer = proposed(request, form, edits)
            if answer is not None:
                return answer
        page["tried"] = tried(request.user, edits, form.cleaned_data["start"])
    return render(request, "rulebook/value_change.html", page)
