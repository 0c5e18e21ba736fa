"""Scenarios: other rules somebody tried on a month, and what was found then."""

from django.db.models import (
    PROTECT,
    CheckConstraint,
    DateField,
    DateTimeField,
    ForeignKey,
    Index,
    JSONField,
    Model,
    Q,
    TextField,
)


class Scenario(Model):
    """What was tried: reforms by id, values changed, the month, and what was known then.

    `overlay` is the text laid over the pack for the changed values. The digests are those of the rules as
    they were and as tried; the summary is of the division it was saved in. Who gains and who loses is
    worked out anew for whoever looks.
    """

    county = TextField()
    division = TextField()
    name = TextField()
    note = TextField(default="")
    month = DateField()
    reforms = JSONField(default=list)
    values = JSONField(default=list)
    overlay = TextField(default="")
    # The last source known; none when the register was empty.
    horizon = ForeignKey("register.Source", PROTECT, null=True, related_name="+")
    digest_now = TextField()
    digest_then = TextField()
    summary = JSONField()
    by = TextField()
    at = DateTimeField()
    ended_by = TextField(default="")
    ended_at = DateTimeField(null=True)

    class Meta:
        indexes = [Index(fields=["county"], condition=Q(ended_at=None), name="scenarios_kept")]
        constraints = [
            CheckConstraint(
                condition=Q(ended_at=None, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="who_ends_a_scenario_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.month:%Y-%m}"
