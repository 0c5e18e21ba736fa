"""Accounts, and the transfers between them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yingbao.office.ledger.choices import AccountKind, Entry


class Account(models.Model):
    """One account of a county. Balances are sums of transfers, and stand nowhere else."""

    county = models.TextField()
    kind = models.TextField(choices=AccountKind)
    fund = models.TextField(blank=True, default="")
    programme = models.TextField(blank=True, default="")
    year = models.PositiveIntegerField(default=0)  # 0: of no year

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="an_account_once", fields=["county", "kind", "fund", "programme", "year"]
            ),
            models.CheckConstraint(name="an_account_is_known", condition=Q(kind__in=AccountKind.values)),
        ]

    def __str__(self) -> str:
        return ":".join(filter(None, [self.kind, self.fund, self.programme, str(self.year or "")]))


class Transfer(models.Model):
    """So many fen from one account to another, on a day, for one reason; never changed, never deleted.

    What is debited grows what it counts, what is credited lessens it: balanced by the shape of the row.
    The key is made of what it is about (`due:12`, `line:7:sent`) before it is first tried, and is used
    once for ever: a transfer tried again is found, not made. No person is named here.
    """

    key = models.TextField(unique=True)
    county = models.TextField()
    on = models.DateField()
    entry = models.TextField(choices=Entry)
    debit = models.ForeignKey(Account, models.PROTECT, related_name="debits", db_index=False)
    credit = models.ForeignKey(Account, models.PROTECT, related_name="credits", db_index=False)
    fen = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["debit", "on"], name="transfer_by_debit"),
            models.Index(fields=["credit", "on"], name="transfer_by_credit"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_transfer_moves_money", condition=Q(fen__gt=0)),
            models.CheckConstraint(name="a_transfer_has_two_sides", condition=~Q(debit=F("credit"))),
            models.CheckConstraint(name="a_transfer_has_a_reason", condition=Q(entry__in=Entry.values)),
        ]

    def __str__(self) -> str:
        return self.key
