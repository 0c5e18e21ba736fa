"""The words of the book of money."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountKind(TextChoices):
    """What an account counts."""

    COST = "cost", _("Cost of programmes")
    PAYABLE = "payable", _("Owed, not yet sent")
    IN_TRANSIT = "in_transit", _("With the bank, not yet answered")
    DRAWN = "drawn", _("Drawn for rolls")
    FUND = "fund", pgettext_lazy("account", "Fund")
    BEFORE = "before", _("Paid before the product was used")
    RECEIVABLE = "receivable", _("To be recovered")
    WRITTEN_OFF = "written_off", _("Written off")


class Fund(TextChoices):
    """Whose money it is."""

    CENTRAL = "central", _("Central funds")
    PROVINCE = "province", _("Provincial funds")
    PREFECTURE = "prefecture", _("Prefectural funds")
    COUNTY = "county", _("County funds")
    LOTTERY = "lottery", _("Lottery funds")


class Entry(TextChoices):
    """What moved the money."""

    OWED = "owed", _("Found to be owed")
    OWED_LESS = "owed_less", _("Found to be owed less")
    PAID_BEFORE = "paid_before", _("Paid before, taken over")
    DRAWN = "drawn", _("Drawn from a fund")
    GIVEN_BACK = "given_back", _("Given back to a fund")
    SENT = "sent", _("Sent to the bank")
    SETTLED = "settled", _("Paid by the bank")
    FAILED = "failed", _("Sent back by the bank")
    SET_OFF = "set_off", _("Set off")
    TO_RECOVER = "to_recover", _("Found to be recovered")
    RECOVERED = "recovered", _("Recovered")
    WRITTEN_OFF = "written_off", _("Written off")


class Wrong(TextChoices):
    """What may be wrong with the book of money by itself, once a hand was on the database."""

    SIDES = "sides", _("moves between accounts its entry does not allow")
    KEY = "key", _("has a key that does not fit its entry")
    COUNTY = "county", _("moves money of another county")
    SHAPE = "shape", _("is an account that should not be there")
    NOT_SENT = (
        "not_sent",
        _("was answered by the bank and never sent, or sent with another amount or account"),
    )
    TOO_EARLY = "too_early", _("was answered by the bank before it was sent")
    TWO_ANSWERS = "two_answers", _("was paid by the bank and sent back too")
    NOT_DRAWN = "not_drawn", _("was given back to a fund and never drawn, or not so much")
    BELOW_NOUGHT = "below_nought", _("is below nought, which cannot be")
