"""The forms of what comes back: demanding it, noting what was repaid, giving it up."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.exchange.converters.dates import NotADate, read_day_or_month
from yingbao.edges.web.casework.forms import LONG, RADIOS, DayForm
from yingbao.edges.web.money.yuan_field import YuanField
from yingbao.edges.web.templatetags.written import money
from yingbao.office.ledger.choices import Fund
from yingbao.office.payments.actions.recovering import Part
from yingbao.office.payments.choices import Debtor

PARTS = 2
NOT_HELD_BACK = _("Only what the person gives back is held back from later payments")
NO_NUMBERS = _("It is written into the book of acts. Write no number of a person or an account.")


class DemandForm(DayForm):
    """Who has to give money back, why, and how."""

    debtor = forms.ChoiceField(
        label=_("Who gives it back"),
        choices=Debtor.choices,
        widget=RADIOS,
        error_messages={"required": _("Choose who gives it back")},
    )
    debtor_name = forms.CharField(
        label=_("Name of who gives it back"),
        max_length=40,
        help_text=_("As it stands in the letter."),
        error_messages={"required": _("Write the name")},
    )
    reason = forms.CharField(
        label=_("Reasons"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They stand in the letter. Write no number of a person or an account."),
        error_messages={"required": _("Say why")},
    )
    may_be_deducted = forms.BooleanField(
        label=_("It may be held back from what is paid to the person later"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"}),
    )
    instalments = forms.CharField(
        label=_("Instalments agreed on"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line: until which day; how much in yuan. For example: 2026-09-30; 300. Leave it empty if"
            " all is paid at once."
        ),
    )

    def __init__(self, data: Any, *, fen: int, today: date, initial: dict[str, Any]) -> None:
        super().__init__(data, today=today, initial=initial)
        self.fen = fen

    def clean(self) -> dict[str, Any]:
        """Only what the person owes is held back from what is owed to the person."""
        given = super().clean() or {}
        if given.get("may_be_deducted") and given.get("debtor") != Debtor.PERSON:
            self.add_error("debtor", NOT_HELD_BACK)
        return given

    def clean_instalments(self) -> list[Part]:
        """Return day and fen of each instalment; together they give what is to come back."""
        lines = [each.strip() for each in self.cleaned_data["instalments"].splitlines() if each.strip()]
        agreed = [self._instalment(number, line) for number, line in enumerate(lines, 1)]
        given = sum(part.fen for part in agreed)
        if agreed and given != self.fen:
            told = gettext("The instalments give %(given)s, but %(total)s is to come back.")
            raise forms.ValidationError(told % {"given": money(given), "total": money(self.fen)})
        return agreed

    def _instalment(self, number: int, line: str) -> Part:
        parts = [each.strip() for each in line.replace("；", ";").split(";")]
        told = gettext("Line %(number)s: write the day and the amount, with a semicolon between.")
        if len(parts) != PARTS:
            raise forms.ValidationError(told % {"number": number})
        try:
            day, fen = read_day_or_month(parts[0], typed=True), YuanField().clean(parts[1])
        except (NotADate, forms.ValidationError):
            raise forms.ValidationError(told % {"number": number}) from None
        if not isinstance(day, date) or not fen:
            raise forms.ValidationError(told % {"number": number})
        return Part(day, fen)


class RepaidForm(DayForm):
    """So much was paid back, by which receipt."""

    fen = YuanField(label=_("Amount paid back (yuan)"))
    receipt = forms.CharField(
        label=_("Number of the receipt"),
        max_length=40,
        help_text=_("What was written down under one receipt is not written down again."),
        error_messages={"required": _("Write the number of the receipt")},
    )
    fund = forms.ChoiceField(label=_("To which fund it goes back"), choices=Fund.choices, initial=Fund.COUNTY)


class GiveUpForm(forms.Form):
    """Why what is left does not come back."""

    reason = forms.CharField(
        label=_("Reasons"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_NUMBERS,
        error_messages={"required": _("Say why")},
    )
