"""The book of acts, and the seals on it."""

from typing import ClassVar

from django.db import models


class Act(models.Model):
    """One thing an officer or a command did or looked at.

    No foreign keys: what is written here stays readable whatever becomes of the rest. The database itself
    refuses to change or delete a row (migration 0003). No number of a person ever stands here in clear.
    On PostgreSQL the table has one column more, `xid`: the transaction that wrote the row.
    """

    at = models.DateTimeField()
    by = models.TextField()
    role = models.TextField(blank=True, default="")
    # The division the doer acted in, and the account of the colleague the doer stood in for.
    division = models.TextField(blank=True, default="")
    stands_in_for = models.TextField(blank=True, default="")
    verb = models.TextField()
    subject = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    detail = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "id"], name="act_by_subject"),
            models.Index(fields=["by", "id"], name="act_by_officer"),
            models.Index(fields=["verb", "id"], name="act_by_verb"),
            models.Index(fields=["at"], name="act_by_moment"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="an_act_has_a_doer", condition=~models.Q(by="")),
            models.CheckConstraint(name="an_act_has_a_verb", condition=~models.Q(verb="")),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject} ({self.by})"


class Seal(models.Model):
    """What some acts were when they were sealed, tied to the seal before it.

    Which bytes the digests are made of stands in docs/reference/book-of-acts.md.
    """

    number = models.BigIntegerField(primary_key=True)
    # The lowest and the highest of the sealed acts; which ones in between, say the spans, such as 1-40,42-57.
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    spans = models.TextField()
    count = models.BigIntegerField()
    root = models.TextField()
    # The first four bytes of each act's digest, to name the act that was changed; the root is what finds it.
    marks = models.BinaryField()
    # PostgreSQL: acts written by this transaction or a later one may have been uncommitted then.
    horizon = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    previous = models.TextField()
    digest = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["last"], name="seal_by_last_act")]
        constraints: ClassVar = [
            models.CheckConstraint(name="seals_are_numbered_from_one", condition=models.Q(number__gte=1)),
            models.CheckConstraint(name="a_seal_holds_an_act", condition=models.Q(count__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"
