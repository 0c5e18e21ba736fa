"""The forms of paying."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.casework.forms import LONG, DayForm
from yingbao.edges.web.choosing import offer
from yingbao.edges.web.money.yuan_field import YuanField
from yingbao.edges.web.templatetags.written import money
from yingbao.edges.web.uploaded import checked
from yingbao.office.ledger.choices import Fund
from yingbao.office.payments.choices import RollKind

RADIOS = forms.RadioSelect(attrs={"class": "govuk-radios__input"})
LONGEST_MEMO = 4  # characters a passbook prints
ENDINGS = ["xlsx", "csv", "txt"]


class ConfirmForm(forms.Form):
    """An act that is only confirmed."""


class WhyForm(forms.Form):
    """Why it is done."""

    why = forms.CharField(
        label=_("Reasons"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is written into the book of acts. Write no number of a person or an account."),
        error_messages={"required": _("Say why")},
    )


class DrawUpForm(forms.Form):
    """Of which programme a roll is drawn up, and how the bank reads it."""

    programme = forms.ChoiceField(label=_("Programme"))
    kind = forms.ChoiceField(label=_("What kind of roll"), widget=RADIOS, initial=RollKind.REGULAR)
    bank_format = forms.ChoiceField(
        label=_("How the bank reads it"), help_text=_("The columns of the bank the money is sent through.")
    )
    memo = forms.CharField(
        label=_("Four words in the passbook"),
        required=False,
        max_length=LONGEST_MEMO,
        help_text=_("What the payee reads beside the amount, in the bank's book or message."),
    )
    payee = forms.ChoiceField(
        label=_("Organisation that is paid for everyone"),
        required=False,
        help_text=_("Premiums only: the tax office or insurer that gets the whole sum and a list of names."),
    )

    def __init__(
        self,
        data: Any,
        *,
        programmes: Sequence[tuple[str, str]],
        formats: Sequence[tuple[str, str]],
        payees: Sequence[tuple[str, str]],
        initial: Mapping[str, str],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        offered = {"programme": programmes, "kind": RollKind.choices, "bank_format": formats}
        for name, choices in offered.items():
            offer(self, name, choices)
        if payees:
            offer(self, "payee", [("", _("The persons themselves")), *payees])
        else:
            del self.fields["payee"]


class ApproveForm(DayForm):
    """Which funds pay a roll, to the fen; and why it may be paid though the budget does not cover it."""

    # What is approved is what was shown: another digest is refused.
    digest = forms.CharField(widget=forms.HiddenInput)
    over_budget_reason = forms.CharField(
        label=_("Why it may be paid though the budget does not cover it"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only where the budget does not cover it. The decision, by whom and when."),
    )

    def __init__(self, data: Any, *, total_fen: int, digest: str, today: date) -> None:
        super().__init__(data, today=today, initial={"digest": digest})
        self.total_fen = total_fen
        for fund in Fund:
            self.fields[name_of(fund)] = YuanField(label=fund.label, required=False)
        self.order_fields([*map(name_of, Fund), "over_budget_reason", "on"])

    def clean(self) -> dict[str, Any]:
        """The funds give what the roll pays, to the fen."""
        given = super().clean() or {}
        given["funds"] = {fund: fen for fund in Fund if (fen := given.get(name_of(fund)))}
        if any(name_of(fund) in self.errors for fund in Fund):
            return given
        said = sum(given["funds"].values())
        if said != self.total_fen:
            told = gettext("The funds give %(given)s, the roll pays %(total)s: they must be the same.")
            self.add_error(
                name_of(Fund.CENTRAL), told % {"given": money(said), "total": money(self.total_fen)}
            )
        return given


class ReturnForm(DayForm):
    """What the bank sent back; or, where an organisation was paid for all, what that says of each."""

    said_by = forms.ChoiceField(
        label=_("Who answers"),
        choices=[
            ("bank", _("The bank, for the whole sum")),
            ("payee", _("The organisation, by person: its list of names")),
        ],
        widget=RADIOS,
        initial="bank",
    )

    file = forms.FileField(
        label=_("The bank's return"),
        help_text=_("The file as the bank sent it. It is read whole or not at all."),
        error_messages={"required": _("Choose the file"), "empty": _("The file is empty")},
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
    )

    def __init__(self, data: Any, files: Any, *, today: date, to_payee: bool) -> None:
        super().__init__(data, today=today)
        if not to_payee:
            del self.fields["said_by"]
        self.files = files if files is not None else MultiValueDict()

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large or no return by its name; the reader looks inside."""
        return checked(self.cleaned_data["file"], ENDINGS, gettext("Only Excel and text files can be read"))


def name_of(fund: Fund) -> str:
    """Return the name of the field of a fund."""
    return f"fund_{fund.value}"
