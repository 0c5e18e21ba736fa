"""A day on a form, read in all the ways an office writes one."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yingbao.edges.exchange.converters.dates import NotADate, read_day_or_month


class DayField(forms.DateField):
    """Takes 2026-06-01, 2026年6月1日, 2026.6.1, 2026/6/1 and 20260601, in wide digits too; shows the first.

    A month alone, and a day before 1900 or after 2099, is refused.
    """

    default_error_messages = {
        "required": _("Write the day"),
        "invalid": _("Write the day as year-month-day, for example 2026-06-01"),
    }

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d"), **more)

    def to_python(self, value: Any) -> date | None:
        """Return the day; nothing where nothing but spaces was written."""
        text = value.strip() if isinstance(value, str) else value
        if text in self.empty_values:
            return None
        try:
            read = read_day_or_month(text, typed=True)
        except NotADate:
            read = None
        if not isinstance(read, date):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return read
