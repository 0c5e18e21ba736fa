"""Asking for a place: one of the townships of the county, or the code of a place elsewhere."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.templatetags import written
from yingbao.law.facts.vocabulary import Fact
from yingbao.office.access.choices import DivisionLevel
from yingbao.office.access.queries import list_divisions_in

ELSEWHERE = "elsewhere"
CODE_NEEDED = _("Write the code of the other district: six digits")


class DivisionWidget(forms.MultiWidget):
    """A list of townships, and a line for the code of a place that is not in the county."""

    template_name = "determination/division.html"

    def __init__(self, choices: list[tuple[str, Any]]) -> None:
        code = {"class": "govuk-input govuk-input--width-10", "inputmode": "numeric", "maxlength": "12"}
        super().__init__([forms.Select({"class": "govuk-select"}, choices), forms.TextInput(code)])

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Return what the question is tied to: the list of townships."""
        return f"{id_}_0"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what is drawn; each part keeps its own looks."""
        return super().get_context(name, value, {k: v for k, v in (attrs or {}).items() if k != "class"})

    def decompress(self, value: str | None) -> list[str]:
        """Return what stands in the two parts before anything was answered."""
        return [value or "", ""]


class CodeField(forms.RegexField):
    """A code of digits, however wide they were typed."""

    def to_python(self, value: Any) -> str:
        """Return the code in plain digits."""
        return unicodedata.normalize("NFKC", str(super().to_python(value)))


class DivisionField(forms.MultiValueField):
    """Gives the code of the chosen township, or the code that was written."""

    widget: DivisionWidget

    def __init__(self, county: str, **more: Any) -> None:
        townships = [(each.code, each.name) for each in list_divisions_in(county, DivisionLevel.TOWNSHIP)]
        choices = [
            ("", _("Choose a township or subdistrict")),
            *townships,
            (ELSEWHERE, _("In another district: write its code")),
        ]
        parts = (
            forms.ChoiceField(choices=choices, required=False),
            CodeField(r"^[0-9]{6,12}$", required=False, strip=True, error_messages={"invalid": CODE_NEEDED}),
        )
        super().__init__(parts, widget=DivisionWidget(choices), require_all_fields=False, **more)

    def compress(self, data_list: list[str]) -> str:
        """Return one code; a place elsewhere without a code is no answer, and two places are none."""
        township, code = [*data_list, "", ""][:2]
        township = "" if township == ELSEWHERE else township
        if bool(township) == bool(code):
            told = _("Choose a township or write a code, not both") if code else CODE_NEEDED
            raise forms.ValidationError(told)
        return township or code


def division_field(fact: Fact, county: str) -> DivisionField:
    """Return the field that asks where a person is registered or lives."""
    return DivisionField(
        county,
        label=written.label(fact.question) or written.label(fact.name),
        error_messages={
            "required": _("Choose or write the answer"),
            "incomplete": _("Choose or write the answer"),
            "invalid": CODE_NEEDED,
        },
    )
