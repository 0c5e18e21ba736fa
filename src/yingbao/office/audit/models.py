"""The book of acts."""

from typing import ClassVar

from django.db import models


class Act(models.Model):
    """One thing an officer or a command did or looked at.

    No foreign keys: what is written here stays readable whatever becomes of the rest. The database itself
    refuses to change or delete a row (migration 0002). No number of a person ever stands here in clear.
    """

    at = models.DateTimeField()
    by = models.TextField()
    role = models.TextField(blank=True, default="")
    verb = models.TextField()
    subject = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    detail = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "id"], name="act_by_subject"),
            models.Index(fields=["by", "id"], name="act_by_officer"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="an_act_has_a_doer", condition=~models.Q(by="")),
            models.CheckConstraint(name="an_act_has_a_verb", condition=~models.Q(verb="")),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject} ({self.by})"
