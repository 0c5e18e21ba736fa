"""What can be chosen in a field of a form, where it depends on the county, the officer or the case."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext

from yingbao.edges.web.templatetags.written import label
from yingbao.law.packs import Pack

type_of_choices = Iterable[tuple[Any, Any]]


def offer(form: forms.Form, name: str, choices: type_of_choices) -> None:
    """Give a field what can be chosen in it."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared with the form
    field.choices = list(choices)


def offer_programmes_of_people(form: forms.Form, name: str, pack: Pack) -> None:
    """Let one of the programmes be chosen that persons and households are entitled to, by name."""
    owed = [each for each in pack.programmes if each.subject in {"person", "household"}]
    names = sorted(((each.id, label(each.name)) for each in owed), key=lambda pair: pair[1])
    offer(form, name, [("", gettext("Choose")), *names])
