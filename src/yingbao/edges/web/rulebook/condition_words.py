"""The sentences of a condition, written anew beside its rule; and the box that says a document states it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.law.packs import Pack
from yingbao.law.packs.edits import Edit, What, own_conditions, say_now
from yingbao.law.rules.programmes import WrittenCondition, WrittenProgramme
from yingbao.office.rulebook.limits import LONGEST_SENTENCE
from yingbao.values.sure import Sure

SENTENCES: dict[tuple[str, str], Promise] = {
    ("says", "zh"): _("Where it is met, in Chinese"),
    ("says", "en"): _("Where it is met, in English"),
    ("fails", "zh"): _("Where it is not met, in Chinese"),
    ("fails", "en"): _("Where it is not met, in English"),
}


class ConditionWords:
    """What is said of the conditions of a programme, as fields of a form; an empty one leaves what stands."""

    def __init__(self, form: forms.Form, programme: WrittenProgramme) -> None:
        self.form = form
        self.programme = programme
        for condition in own_conditions(programme):
            for (key, language), said in SENTENCES.items():
                form.fields[_name(key, language, condition.id)] = forms.CharField(
                    label=str(said),
                    initial=getattr(getattr(condition, key), language),
                    max_length=LONGEST_SENTENCE,
                    required=False,
                )
            if condition.sure is not Sure.STATED:
                form.fields[_box(condition.id)] = forms.BooleanField(
                    label=gettext("The document named below states this condition"),
                    required=False,
                    widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"}),
                )

    def fields_of(self, condition: str) -> list[BoundField]:
        """Return the fields of the sentences of a condition."""
        return [self.form[_name(key, language, condition)] for key, language in SENTENCES]

    def box_of(self, condition: str) -> BoundField | None:
        """Return the box that says a document states it; none where one does already."""
        return self.form[_box(condition)] if _box(condition) in self.form.fields else None

    def fill(self, edit: Edit) -> None:
        """Show what an edit writes instead of what stands."""
        if edit.what is What.SENTENCES and isinstance(edit.after, dict):
            for key, language in SENTENCES:
                self.form.initial[_name(key, language, edit.name)] = edit.after[key][language]
        elif edit.what is What.STATED:
            self.form.initial[_box(edit.name)] = True

    def edits(self, pack: Pack, left: set[str]) -> Iterator[Edit]:
        """Give what is said otherwise than it stands, of all conditions but those that are given up.

        Raises:
            NoSuchPlace: the programme has other conditions in the month.
        """
        for condition in own_conditions(self.programme):
            if condition.id not in left:
                yield from self._sentences(pack, condition)
                yield from self._stated(pack, condition)

    def _sentences(self, pack: Pack, condition: WrittenCondition) -> Iterator[Edit]:
        before = say_now(pack, What.SENTENCES, self.programme.id, condition.id)
        if not isinstance(before, dict):
            return
        after: dict[str, Any] = {key: dict(sentence) for key, sentence in before.items()}
        for key, language in SENTENCES:
            name = _name(key, language, condition.id)
            told = " ".join(self.form.cleaned_data[name].split())
            # What was shown and left alone stays as it stands in the month, whatever that is.
            if told and told != self.form.fields[name].initial:
                after[key][language] = told
        if after != before:
            yield Edit(What.SENTENCES, self.programme.id, condition.id, before, after)

    def _stated(self, pack: Pack, condition: WrittenCondition) -> Iterator[Edit]:
        if self.form.cleaned_data.get(_box(condition.id)):
            before = say_now(pack, What.STATED, self.programme.id, condition.id)
            yield Edit(What.STATED, self.programme.id, condition.id, before, Sure.STATED.value)


def _name(key: str, language: str, condition: str) -> str:
    return f"{key}_{language}_{condition}"


def _box(condition: str) -> str:
    return f"stated_{condition}"
