"""The forms of an objection: entered by hand, answered, and who it was asked for."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.casework.forms import RADIOS
from yingbao.edges.web.day_field import DayField
from yingbao.edges.web.telephone_field import TelephoneField
from yingbao.office.casework.models import NoticeLine


class AnswerForm(forms.Form):
    """Whether the objection is right, and what was found."""

    upheld = forms.ChoiceField(
        label=_("What was found"),
        widget=RADIOS,
        choices=[
            ("no", _("The objection is not right: the notice goes on")),
            ("yes", _("The objection is right: the line is taken off and the decision is looked at again")),
        ],
        error_messages={"required": _("Choose what was found")},
    )
    answer = forms.CharField(
        label=_("Our answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stands in the letter to whoever objected: write what was looked into and found."),
        error_messages={"required": _("Write the answer")},
    )


class CounterObjectionForm(forms.Form):
    """What somebody said at the counter, by telephone or in a letter."""

    line = forms.ModelChoiceField(
        label=_("Which line"),
        queryset=NoticeLine.objects.none(),
        error_messages={"required": _("Choose which line it is about")},
    )
    text = forms.CharField(
        label=_("What is wrong"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what is wrong")},
    )
    name = forms.CharField(
        label=_("Name of who objects"),
        required=False,
        max_length=40,
        help_text=_("Empty where somebody does not give it. It is sealed."),
    )
    phone = TelephoneField(label=_("Telephone"), required=False, max_length=20)
    on = DayField(
        label=_("Received on"),
        help_text=_("For example 2026-06-01"),
    )

    def __init__(self, data: Any, *, lines: Any, name_line: Any, today: date) -> None:
        super().__init__(data, initial={"on": today})
        self.today = today
        line: Any = self.fields["line"]
        line.queryset, line.label_from_instance = lines, name_line
        line.empty_label = gettext("Choose")

    def clean_on(self) -> date:
        """Refuse a day still to come."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(gettext("The day is still to come."))
        return on
