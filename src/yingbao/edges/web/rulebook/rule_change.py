"""Propose other rules for a programme: its conditions, who is entitled, what is paid."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.place import county_of, rules_of
from yingbao.edges.web.plan.wording import eligible_in_words, rule_in_words
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rulebook.proposing import LONG, PROPOSE, ProposalForm, proposed
from yingbao.edges.web.rulebook.trial import tried
from yingbao.edges.web.templatetags.written import label
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs import Pack
from yingbao.law.packs.edits import Edit, NoSuchPlace, What, own_conditions, programme_of, say_now, tidy
from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.office.access.permissions import Permission
from yingbao.office.determination.packs import pack_of
from yingbao.values.month import Month

CONDITION = "condition_"
# What a rule is written in: names and signs, to be read aloud letter by letter in no language.
NO_LANGUAGE = "zxx"


class RuleForm(ProposalForm):
    """The rules of a programme as they stand, each to be written anew."""

    def __init__(
        self, data: Any, *, programme: WrittenProgramme, pack: Pack, county: str, start: Month
    ) -> None:
        super().__init__(data, county=county, start=start)
        self.programme = programme
        for condition in own_conditions(programme):
            today = gettext("Today: %(rule)s") % {"rule": rule_in_words(condition.text, pack)}
            named = format_html("{} <code>{}</code>", today, condition.id)
            self.add(f"{CONDITION}{condition.id}", label(condition.says), condition.text, named)
        told = gettext("Today: %(rule)s") % {"rule": eligible_in_words(programme)}
        self.add("eligible", gettext("Who is entitled"), programme.eligible_text, told)
        if programme.pays:
            amount = " ".join(programme.pays.text.split())
            told = gettext("Today: %(rule)s") % {"rule": rule_in_words(amount, pack)}
            self.add("amount", gettext("How much is paid"), amount, told)

    def add(self, name: str, said: str, text: str, told: str) -> None:
        """Add a rule; beside it stands what it says today."""
        self.fields[name] = forms.CharField(
            label=said,
            help_text=told,
            initial=text,
            max_length=2 * LONG,
            widget=forms.Textarea(
                attrs={"rows": min(6, 1 + len(text) // 60), "spellcheck": "false", "lang": NO_LANGUAGE}
            ),
            error_messages={
                "required": gettext("Write a rule; to give a condition up, take it out of who is entitled")
            },
        )

    def rules(self) -> list[Any]:
        """Return the fields that are rules."""
        return [field for field in self if field.name not in ProposalForm.base_fields]

    def edits(self) -> list[Edit]:
        """Return what is written otherwise than it stands in the first month.

        Raises:
            NoSuchPlace: the programme is another one in that month.
        """
        start = self.cleaned_data["start"]
        pack = pack_of(self.county, start)
        found = []
        for name in (field.name for field in self.rules()):
            what, of = what_of(name)
            before = say_now(pack, what, self.programme.id, of)
            after = tidy(self.cleaned_data[name])
            if " ".join(after.split()) != before:
                found.append(Edit(what, self.programme.id, of, before, after))
        return found


def what_of(name: str) -> tuple[What, str]:
    """Return what a field writes anew."""
    if name.startswith(CONDITION):
        return What.CONDITION, name.removeprefix(CONDITION)
    return (What.ELIGIBLE if name == "eligible" else What.AMOUNT), ""


@policy(
    permission=Permission.PROPOSE_RULES, scope=Scope.DOCUMENT, writes=True, methods=("GET", "HEAD", "POST")
)
def rule_change(request: OfficerRequest, programme_id: str) -> HttpResponse:
    """Show the rules to be written anew; try them, or propose them."""
    pack = rules_of(request.user)
    try:
        programme = programme_of(pack, programme_id)
    except NoSuchPlace:
        raise Http404 from None
    form = RuleForm(
        posted(request),
        programme=programme,
        pack=pack,
        county=county_of(request.user),
        start=Month.of(timezone.localdate()),
    )
    page: dict[str, Any] = {"form": form, "programme": programme}
    live = bool(getattr(request, "htmx", False))
    if form.is_valid():
        edits = edits_of(form)
        if request.POST.get("act") == PROPOSE and not live and edits is not None:
            answer = proposed(request, form, edits)
            if answer is not None:
                return answer
        if edits is not None:
            page["tried"] = tried(request.user, edits, form.cleaned_data["start"])
    if live:
        return render(request, "rulebook/_tried.html", page)
    page |= {"facts": facts_for(programme, pack), "values": pack.parameters.values()}
    return render(request, "rulebook/rule_change.html", page)


def edits_of(form: RuleForm) -> list[Edit] | None:
    """Return the edits, or nothing after saying that the month has no such programme."""
    try:
        return form.edits()
    except NoSuchPlace:
        form.add_error("start", gettext("The programme has other conditions in this month"))
        return None


def facts_for(programme: WrittenProgramme, pack: Pack) -> list[Fact]:
    """Return the facts a rule of the programme may ask."""
    subjects = {"person", "household"} if programme.subject == "household" else {programme.subject}
    return [fact for fact in pack.vocabulary if fact.subject in subjects]
