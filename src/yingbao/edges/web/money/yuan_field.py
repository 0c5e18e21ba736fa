"""An amount of money on a form: yuan as an office writes them, whole fen inside."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# No county pays a trillion; a longer number is a slip of the hand, and no column holds it.
WRITTEN = re.compile(r"([0-9]{1,12})(?:\.([0-9]{1,2}))?")


class YuanField(forms.CharField):
    """Takes 1234, 1,234.5 and 1，234.50元, in wide digits too; gives whole fen."""

    default_error_messages = {
        "required": _("Write the amount"),
        "invalid": _(
            "Write the amount in yuan, with at most two digits after the point, for example 1234.50"
        ),
    }

    def __init__(self, **more: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attributes), max_length=30, **more)

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        """Return the fen; nothing where nothing but spaces was written."""
        text = re.sub(r"[,\s]|元$", "", unicodedata.normalize("NFKC", str(value or "")).strip())
        if not text:
            return None
        found = WRITTEN.fullmatch(text)
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))

    def run_validators(self, value: Any) -> None:
        """The text was looked at already; an amount has no length."""

    def prepare_value(self, value: Any) -> Any:
        """Show fen as yuan; what was typed stays as it was typed."""
        return f"{value // 100}.{value % 100:02d}" if isinstance(value, int) else value
