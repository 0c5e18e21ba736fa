"""A telephone number on a form."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# A service number such as 12345 is the shortest anybody can call.
FEWEST_DIGITS = 5


class TelephoneField(forms.CharField):
    """Takes a number with whatever stands around it, an extension or hours; words alone are no number."""

    default_error_messages = {
        "no_number": _("Write a telephone number with area code, for example 023-77700000"),
    }

    def __init__(self, **more: Any) -> None:
        attrs = {"inputmode": "tel", "autocomplete": "tel"}
        super().__init__(**{"widget": forms.TextInput(attrs), **more})

    def to_python(self, value: Any) -> str:
        """Return the number with narrow digits and signs."""
        return unicodedata.normalize("NFKC", super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Refuse what nobody can call."""
        super().validate(value)
        if value and sum(letter.isdigit() for letter in value) < FEWEST_DIGITS:
            raise ValidationError(self.error_messages["no_number"], code="no_number")
