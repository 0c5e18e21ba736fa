"""The form of a programme's rules: conditions anew, added or given up, who is entitled, what is paid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yingbao.edges.web.plan.programme_show import to_check
from yingbao.edges.web.plan.wording import WORD, eligible_in_words, rule_in_words
from yingbao.edges.web.rulebook.condition_words import ConditionWords
from yingbao.edges.web.rulebook.proposing import LONG, ProposalForm
from yingbao.edges.web.rulebook.relation_fields import RelationFields
from yingbao.edges.web.templatetags.written import label
from yingbao.law.packs import Pack
from yingbao.law.packs.edits import Edit, What, own_conditions, say_now, tidy
from yingbao.law.packs.eligibility import with_condition, without_condition
from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.office.determination.packs import pack_of
from yingbao.values.month import Month

CONDITION, GIVEN_UP = "condition_", "give_up_"
NEW_RULE, NEW_ZH, NEW_EN = "new_rule", "new_says_zh", "new_says_en"
NEW = (NEW_RULE, NEW_ZH, NEW_EN)
SHORT = 200
FIELDS = {What.CONDITION: CONDITION + "{}", What.ELIGIBLE: "eligible", What.AMOUNT: "amount"}
# What a rule is written in: names and signs, to be read aloud letter by letter in no language.
NO_LANGUAGE = "zxx"


@dataclass(frozen=True)
class RuleRow:
    """One rule: its field, the boxes below it, and the sentences of a condition."""

    rule: BoundField
    boxes: list[BoundField] = field(default_factory=list)
    sentences: list[BoundField] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """Whether one of the sentences was not accepted."""
        return any(each.errors for each in self.sentences)


class RuleForm(ProposalForm):
    """The rules of a programme as they stand, each to be written anew."""

    def __init__(
        self, data: Any, *, programme: WrittenProgramme, pack: Pack, county: str, start: Month
    ) -> None:
        super().__init__(data, county=county, start=start)
        self.programme = programme
        for condition in own_conditions(programme):
            today = gettext("Today: %(rule)s") % {"rule": rule_in_words(condition.text, pack)}
            doubt = to_check(condition) or ""
            named = format_html("{} <code>{}</code> {}", today, condition.id, doubt)
            self._add(f"{CONDITION}{condition.id}", label(condition.says), condition.text, named)
            self.fields[f"{GIVEN_UP}{condition.id}"] = forms.BooleanField(
                label=gettext("Give this condition up"),
                required=False,
                widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"}),
            )
        told = gettext("Today: %(rule)s") % {"rule": eligible_in_words(programme)}
        self._add("eligible", gettext("Who is entitled"), programme.eligible_text, told)
        if programme.pays:
            amount = " ".join(programme.pays.text.split())
            told = gettext("Today: %(rule)s") % {"rule": rule_in_words(amount, pack)}
            self._add("amount", gettext("How much is paid"), amount, told)
        self._add_new_condition()
        self.words = ConditionWords(self, programme)
        self.relations = RelationFields(self, programme, pack)

    def _add(self, name: str, said: str, text: str, told: str | SafeString) -> None:
        """Add a rule; beside it stands what it says today."""
        self.fields[name] = forms.CharField(
            label=said,
            help_text=told,
            initial=text,
            max_length=2 * LONG,
            widget=_writing(text),
            error_messages={
                "required": gettext("Write a rule. To give the condition up, tick the box below it")
            }
            if name.startswith(CONDITION)
            else {"required": gettext("Write a rule")},
        )

    def fill(self, edits: Sequence[Edit]) -> None:
        """Show what edits write instead of what stands, as a proposal to begin with.

        One condition can be added at a time; it gets the name a new one has here.
        """
        renamed: dict[str, str] = {}
        for edit in edits:
            if edit.what is What.ADDED and isinstance(edit.after, dict) and not renamed:
                renamed[edit.name] = self.new_name
                says = edit.after["says"]
                self.initial.update({NEW_RULE: edit.text, NEW_ZH: says["zh"], NEW_EN: says["en"]})
            elif edit.what is What.REMOVED:
                self.initial[f"{GIVEN_UP}{edit.name}"] = True
            elif edit.what is What.RELATION:
                self.relations.fill(edit)
            elif edit.what in (What.SENTENCES, What.STATED):
                self.words.fill(edit)
            elif edit.what in FIELDS:
                self.initial[FIELDS[edit.what].format(edit.name)] = edit.text
        if said := self.initial.get("eligible"):
            self.initial["eligible"] = WORD.sub(lambda word: renamed.get(word[0], word[0]), said)

    def _add_new_condition(self) -> None:
        told = gettext(
            "It is called %(name)s. Where “who is entitled” does not name it, it must be met as well."
        )
        self.fields[NEW_RULE] = forms.CharField(
            label=gettext("Its rule"),
            help_text=told % {"name": self.new_name},
            max_length=2 * LONG,
            required=False,
            widget=_writing(""),
        )
        for name, said in (
            (NEW_ZH, gettext("The condition as a sentence in Chinese")),
            (NEW_EN, gettext("The same sentence in English")),
        ):
            self.fields[name] = forms.CharField(label=said, max_length=SHORT, required=False)

    @property
    def new_name(self) -> str:
        """The name a new condition gets: added_1, or the next that is free."""
        taken = {condition.id for condition in self.programme.conditions}
        return next(name for number in range(1, 100) if (name := f"added_{number}") not in taken)

    def rules(self) -> Iterator[RuleRow]:
        """Give the fields that are rules; with a condition the box that gives it up, and its sentences."""
        for name in self._written():
            if not name.startswith(CONDITION):
                yield RuleRow(self[name])
                continue
            condition = name.removeprefix(CONDITION)
            boxes = [self.words.box_of(condition), self[f"{GIVEN_UP}{condition}"]]
            yield RuleRow(self[name], [box for box in boxes if box], self.words.fields_of(condition))

    def new_condition(self) -> list[BoundField]:
        """Return the fields of a condition to be added."""
        return [self[name] for name in (NEW_ZH, NEW_EN, NEW_RULE)]

    def _written(self) -> list[str]:
        return [name for name in self.fields if name.startswith(CONDITION) or name in ("eligible", "amount")]

    def full_clean(self) -> None:
        """A condition that is given up needs no rule."""
        for name in self._written():
            if name.startswith(CONDITION):
                given_up = self.add_prefix(f"{GIVEN_UP}{name.removeprefix(CONDITION)}")
                self.fields[name].required = given_up not in self.data
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """A new condition has a rule and a sentence in both languages; a relation all it needs."""
        super().clean()
        if any((self.cleaned_data.get(name) or "").strip() for name in NEW):
            for name, missing in (
                (NEW_RULE, gettext("Write its rule")),
                (NEW_ZH, gettext("Say it in Chinese; this is what people read")),
                (NEW_EN, gettext("Say it in English")),
            ):
                if name not in self.errors and not (self.cleaned_data.get(name) or "").strip():
                    self.add_error(name, missing)
        self.relations.clean()
        return self.cleaned_data

    def edits(self) -> list[Edit]:
        """Return what is written otherwise than it stands in the first month.

        Raises:
            NoSuchPlace: the programme is another one in that month.
        """
        pack = pack_of(self.county, self.cleaned_data["start"])
        given_up = [name for name in self._conditions() if self.cleaned_data[f"{GIVEN_UP}{name}"]]
        found = [
            Edit(What.REMOVED, self.programme.id, name, self._now(pack, What.REMOVED, name), None)
            for name in given_up
        ]
        added = self._added(pack)
        anew = {name: tidy(self.cleaned_data[name]) for name in self._written()}
        for name in given_up:
            anew["eligible"] = without_condition(anew["eligible"], name)
        for edit in added:
            anew["eligible"] = with_condition(anew["eligible"], edit.name)
        for name, after in anew.items():
            what, of = what_of(name)
            before = self._now(pack, what, of)
            if of not in given_up and " ".join(after.split()) != before:
                found.append(Edit(what, self.programme.id, of, before, after))
        return [*found, *added, *self.words.edits(pack, set(given_up)), *self.relations.edits(pack)]

    def _conditions(self) -> list[str]:
        return [name.removeprefix(CONDITION) for name in self.fields if name.startswith(CONDITION)]

    def _added(self, pack: Pack) -> list[Edit]:
        told = self.cleaned_data
        if not told[NEW_RULE].strip():
            return []
        says = {"zh": told[NEW_ZH].strip(), "en": told[NEW_EN].strip()}
        before = self._now(pack, What.ADDED, self.new_name)
        after = {"rule": tidy(told[NEW_RULE]), "says": says}
        return [Edit(What.ADDED, self.programme.id, self.new_name, before, after)]

    def _now(self, pack: Pack, what: What, name: str) -> Any:
        return say_now(pack, what, self.programme.id, name)


def what_of(name: str) -> tuple[What, str]:
    """Return what a field writes anew."""
    if name.startswith(CONDITION):
        return What.CONDITION, name.removeprefix(CONDITION)
    return (What.ELIGIBLE if name == "eligible" else What.AMOUNT), ""


def _writing(text: str) -> forms.Textarea:
    rows = min(6, 1 + len(text) // 60)
    return forms.Textarea(attrs={"rows": rows, "spellcheck": "false", "lang": NO_LANGUAGE})
