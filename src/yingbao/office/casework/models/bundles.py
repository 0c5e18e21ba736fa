"""One act an officer has done in many cases at once."""

from typing import ClassVar

from django.db import models

from yingbao.office.casework.choices import ActKind, BundleOutcome
from yingbao.office.casework.models.cases import Case
from yingbao.office.casework.models.sight import OfCase
from yingbao.office.register.models.sight import SeenWithCases


class Bundle(models.Model):
    """What is to be done, by whom, in which post. Every case has its own act; this only asks for them.

    `key` is that of the page that was confirmed: sent twice, it is one bundle. A bundle of few cases is done
    at once and has no job.
    """

    key = models.TextField()
    county = models.TextField()
    kind = models.TextField(choices=ActKind)
    words = models.TextField(blank=True, default="")
    on = models.DateField()
    by = models.TextField()
    post = models.PositiveBigIntegerField(null=True, blank=True)  # none: the own post of the account
    asked_at = models.DateTimeField()
    job = models.ForeignKey("jobs.Job", models.PROTECT, null=True, blank=True, related_name="bundles")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="a_confirmed_page_is_one_bundle", fields=["by", "key"]),
        ]

    def __str__(self) -> str:
        return f"bundle:{self.pk} {self.kind}"


class BundleCase(OfCase, models.Model):
    """One case of a bundle and what became of it; `refusal` and `detail` say why it was not done."""

    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="cases")
    case = models.ForeignKey(Case, models.PROTECT, related_name="bundles")
    outcome = models.TextField(choices=BundleOutcome, default=BundleOutcome.WAITING)
    refusal = models.TextField(blank=True, default="")
    detail = models.JSONField(default=dict)

    objects = SeenWithCases()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(name="a_case_is_once_in_a_bundle", fields=["bundle", "case"]),
        ]

    def __str__(self) -> str:
        return f"{self.bundle_id}/{self.case_id} {self.outcome}"
