"""Times a person was on a scheme, and households."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yingbao.office.register.choices import Scheme
from yingbao.office.register.models.known import Known, by_person


class Household(models.Model):
    """People who live and are counted together (共同生活家庭), by the code their county gave them."""

    county = models.TextField()
    code = models.TextField()
    source = models.ForeignKey("register.Source", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="a_household_code_is_used_once_in_a_county", fields=["county", "code"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county}:{self.code}"


class Membership(Known):
    """That a person belongs to a household."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="memberships")
    relation = models.TextField(blank=True, default="")
    is_head = models.BooleanField(default=False)

    class Meta(Known.Meta):
        indexes: ClassVar = [*Known.Meta.indexes, by_person("household", name="membership_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.household_id}"


class Spell(Known):
    """A time on a scheme: on Dibao, insured, in prison, receiving an allowance.

    Someone listed twice for the same allowance has it twice: that is a finding, not an error of ours.
    """

    scheme = models.TextField(choices=Scheme)
    division_code = models.TextField()  # the county that lists or pays
    amount_fen = models.BigIntegerField(null=True, blank=True)
    category = models.TextField(blank=True, default="")
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    account = models.ForeignKey(
        "register.BankAccount", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta(Known.Meta):
        indexes: ClassVar = [
            *Known.Meta.indexes,
            by_person("scheme", name="spell_by_person"),
            models.Index(fields=["scheme", "person"], name="spell_by_scheme"),
            models.Index(
                fields=["scheme", "division_code", "person"],
                name="spell_now_by_list",
                condition=Q(ended_by__isnull=True),
            ),
        ]
        constraints: ClassVar = [
            *Known.Meta.constraints,
            models.CheckConstraint(
                name="an_amount_is_not_negative", condition=Q(amount_fen__isnull=True) | Q(amount_fen__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.scheme}"
