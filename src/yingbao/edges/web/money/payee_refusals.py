"""Why an act about an organisation that is paid, or a list that is frozen, was not done."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.money import owing_refusals
from yingbao.office.determination.actions import NotDetermined
from yingbao.office.payments.actions import payees
from yingbao.office.provision.actions import freezing
from yingbao.values.credit_code import NotACreditCode

# What is wrong, and at which field of the form it is told.
SAID: dict[type[Exception], tuple[Promise, str]] = {
    NotACreditCode: (_("This is no unified social credit code: compare all 18 characters."), "credit_code"),
    payees.PayeeKnown: (
        _("This organisation is known already: open it, and propose another account there."),
        "credit_code",
    ),
    payees.SaysTooLittle: (_("This is no account number: write its 8 to 32 digits."), "number"),
    payees.AccountWaits: (
        _("Another account of it waits for a second officer: that one is decided about first."),
        "",
    ),
    freezing.NotAPremium: (_("By the rules of this month it is no premium paid by the year."), "programme"),
    freezing.NotTheYearBefore: (_("Name a month of the year before the one that is paid for."), "month"),
    freezing.FrozenAlready: (_("The list of this year was frozen already, by another month."), "year"),
    NotDetermined: (_("This month was not determined yet: determine everyone first."), "month"),
}
REFUSALS = (*SAID, *owing_refusals.REFUSALS)


def tell(form: forms.Form, refusal: Exception) -> None:
    """Say at the form why it was not done."""
    words, field = SAID.get(type(refusal), ("", ""))
    form.add_error(field or None, str(words) if words else owing_refusals.say(refusal))
