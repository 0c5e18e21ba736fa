"""How other benefits bear on a programme, as fields of its form: what stands, and one more."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.plan.programme_show import RELATIONS
from yingbao.edges.web.templatetags.written import label
from yingbao.law.facts.values import Kind
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs import Pack
from yingbao.law.packs.edits import Edit, Said, What, say_now
from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.values.month import Month

PREFIX = "relation_"
NEW_WITH = "new_relation_with"
NEW = "new"
# The name a benefit's fact begins with.
DRAWN = ("on_", "in_")
NEITHER = "neither"
NONE: Promise = _("neither: what is written about it is given up")
CHOOSE_HIGHER = "choose_higher"
PARTS = ("relation", "amount", "from", "to")


@dataclass(frozen=True)
class Shown:
    """The fields of one relation, and what they are about."""

    name: str
    fields: list[BoundField]


class RelationFields:
    """The fields of a programme's relations inside the form of its rules.

    A relation cites the document the whole proposal rests on; one left as it stands keeps its own.
    """

    def __init__(self, form: forms.Form, programme: WrittenProgramme, pack: Pack) -> None:
        self.form, self.programme = form, programme
        self.stands = {each.fact_id: pack.vocabulary[each.fact_id] for each in programme.relations}
        self.amounts = [fact for fact in facts_of(pack, programme) if fact.kind is Kind.FEN]
        for fact in self.stands.values():
            self._add(fact.id, self._now(pack, fact.id))
        others = [fact for fact in facts_of(pack, programme) if self._is_benefit(fact)]
        form.fields[NEW_WITH] = forms.ChoiceField(
            label=gettext("Another benefit"),
            choices=[("", gettext("none")), *((fact.id, label(fact.name)) for fact in others)],
            required=False,
        )
        self._add(NEW, {})

    def _is_benefit(self, fact: Fact) -> bool:
        return fact.kind is Kind.BOOLEAN and fact.id.startswith(DRAWN) and fact.id not in self.stands

    def _now(self, pack: Pack, fact: str) -> dict[str, Any]:
        said = say_now(pack, What.RELATION, self.programme.id, fact)
        return said if isinstance(said, dict) else {}

    def _add(self, name: str, now: dict[str, Any]) -> None:
        kinds = [(kind, said) for kind, said in RELATIONS.items()]
        empty = (NEITHER, NONE) if now else ("", gettext("none"))
        amounts = [("", gettext("none")), *((fact.id, label(fact.name)) for fact in self.amounts)]
        fields: dict[str, forms.Field] = {
            "relation": forms.ChoiceField(
                label=gettext("How it bears on this one"), choices=[*kinds, empty], required=False
            ),
            "amount": forms.ChoiceField(
                label=gettext("Its amount, where the higher of the two is given"),
                choices=amounts,
                required=False,
            ),
            "from": forms.CharField(label=gettext("From which month"), max_length=7, required=False),
            "to": forms.CharField(label=gettext("Until which month"), max_length=7, required=False),
        }
        for part, field in fields.items():
            field.initial = now.get(part, "")
            self.form.fields[f"{PREFIX}{name}_{part}"] = field

    def shown(self) -> Iterator[Shown]:
        """Give the relations that stand, then the one to be added."""
        for fact in self.stands.values():
            yield Shown(label(fact.name), [self._bound(fact.id, part) for part in PARTS])
        yield Shown(gettext("One more"), [self.form[NEW_WITH], *(self._bound(NEW, part) for part in PARTS)])

    def fill(self, edit: Edit) -> None:
        """Show what an edit writes of a relation instead of what stands."""
        said = edit.after if isinstance(edit.after, dict) else {"relation": NEITHER}
        name = edit.name if edit.name in self.stands else NEW
        if name == NEW:
            self.form.initial[NEW_WITH] = edit.name
        for part in PARTS:
            self.form.initial[f"{PREFIX}{name}_{part}"] = said.get(part, "")

    def _bound(self, name: str, part: str) -> BoundField:
        return self.form[f"{PREFIX}{name}_{part}"]

    def clean(self) -> None:
        """Months are months; a relation to be added says to what, and how."""
        for name in (*self.stands, NEW):
            for part in ("from", "to"):
                self._clean_month(f"{PREFIX}{name}_{part}")
        told = self.form.cleaned_data
        wanted = bool(told.get(f"{PREFIX}{NEW}_relation"))
        if wanted and not told.get(NEW_WITH):
            self.form.add_error(NEW_WITH, gettext("Choose the other benefit"))
        if told.get(NEW_WITH) and not wanted:
            self.form.add_error(f"{PREFIX}{NEW}_relation", gettext("Choose how it bears on this one"))

    def _clean_month(self, name: str) -> None:
        typed = (self.form.cleaned_data.get(name) or "").strip()
        if typed:
            try:
                self.form.cleaned_data[name] = str(Month.parse(typed))
            except ValueError:
                self.form.add_error(name, gettext("Write the month as year-month, for example 2026-07"))

    def edits(self, pack: Pack) -> list[Edit]:
        """Return each relation that is written otherwise than it stands, and the one added."""
        told = self.form.cleaned_data
        found = []
        asked = [fact for fact in self.stands if told[f"{PREFIX}{fact}_relation"]]
        for fact in (*asked, *filter(None, [told[NEW_WITH]])):
            now = say_now(pack, What.RELATION, self.programme.id, fact)
            after = self._said(fact if fact in self.stands else NEW)
            if _parts(now) != _parts(after):
                found.append(Edit(What.RELATION, self.programme.id, fact, now, after))
        return found

    def _said(self, name: str) -> Said:
        told = {part: self.form.cleaned_data[f"{PREFIX}{name}_{part}"].strip() for part in PARTS}
        if told["relation"] == NEITHER:
            return None
        if told["relation"] != CHOOSE_HIGHER:
            told["amount"] = ""
        source = (self.form.cleaned_data.get("source") or "").strip()
        return {**{part: said for part, said in told.items() if said}, "source": source or "—"}


def _parts(said: Said) -> dict[str, Any]:
    """Return what of a relation is asked for; the document it rests on is that of the proposal."""
    return {part: said[part] for part in PARTS if part in said} if isinstance(said, dict) else {}


def facts_of(pack: Pack, programme: WrittenProgramme) -> list[Fact]:
    """Return the facts a rule of the programme may ask."""
    subjects = {"person", "household"} if programme.subject == "household" else {programme.subject}
    return [fact for fact in pack.vocabulary if fact.subject in subjects]
