"""The forms of organisations money is paid to, and of a list of premiums that is frozen."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.choosing import offer
from yingbao.office.payments.actions.payees import Given
from yingbao.office.payments.choices import PayeeKind
from yingbao.values.month import Month

NAME = 80


class AccountForm(forms.Form):
    """Where an organisation is paid, and which paper shows it."""

    holder = forms.CharField(
        label=_("Account holder"),
        max_length=NAME,
        help_text=_("As the bank writes it."),
        error_messages={"required": _("Write the name")},
    )
    number = forms.CharField(
        label=_("Account number"),
        max_length=50,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Digits; blanks between them are of no matter. Later only the last four are shown."),
        error_messages={"required": _("Write the account number")},
    )
    bank = forms.CharField(
        label=_("Bank and branch"), max_length=NAME, error_messages={"required": _("Write the bank")}
    )
    document = forms.CharField(
        label=_("By which paper"),
        max_length=NAME,
        help_text=_("The number of the document that states the account."),
        error_messages={"required": _("Write the number of the document")},
    )

    def account(self) -> Given:
        """Return what was written."""
        given = self.cleaned_data
        return Given(given["number"], given["holder"], given["bank"], given["document"])


class PayeeForm(AccountForm):
    """An organisation, and where it is paid."""

    kind = forms.ChoiceField(label=_("What it is"), choices=PayeeKind.choices)
    name = forms.CharField(
        label=_("Name of the organisation"), max_length=NAME, error_messages={"required": _("Write the name")}
    )
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=30,
        help_text=_("18 characters."),
        error_messages={"required": _("Write the code")},
    )
    field_order = ("kind", "name", "credit_code")


class FreezeForm(forms.Form):
    """Which premium of which year is owed by the answers of which month."""

    programme = forms.ChoiceField(label=_("Programme"))
    year = forms.IntegerField(
        label=_("Year that is paid for"),
        min_value=2016,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Write the year"), "invalid": _("Write digits only")},
    )
    month = forms.CharField(
        label=_("Month whose answers say who is on the list"),
        max_length=7,
        help_text=_("A month of the year before, as the notice of the county says. For example 2026-10"),
        error_messages={"required": _("Write the month")},
    )

    def __init__(self, data: Any, *, programmes: list[tuple[str, str]]) -> None:
        super().__init__(data)
        offer(self, "programme", programmes)

    def clean_month(self) -> Month:
        """Return the month; anything that is none is told."""
        try:
            return Month.parse(self.cleaned_data["month"].strip())
        except ValueError:
            raise forms.ValidationError(gettext("Write the month as 2026-01")) from None
