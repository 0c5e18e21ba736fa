"""Amendments of a district's rules: all that were ever proposed, with their text and what became of them."""

from typing import ClassVar

from django.db.models import (
    PROTECT,
    CheckConstraint,
    DateField,
    DateTimeField,
    F,
    ForeignKey,
    Index,
    JSONField,
    Model,
    PositiveIntegerField,
    Q,
    TextField,
    UniqueConstraint,
)

from yingbao.law.facts.problems import Wording
from yingbao.law.packs.edits import Edit
from yingbao.office.rulebook.choices import AmendmentState, EndingState
from yingbao.values.month import Month

DECIDED = [AmendmentState.APPROVED, AmendmentState.REFUSED, AmendmentState.ENDED]
# What was ended keeps the number it had: it is given to no other.
NUMBERED = [AmendmentState.APPROVED, AmendmentState.ENDED]


class Amendment(Model):
    """A change of a district's rules, or the confirmation of a value: proposed by one, decided by another."""

    county = TextField()
    pack_id = TextField()
    # In the order of approval: a later number is laid over an earlier one. None until approved.
    number = PositiveIntegerField(null=True)
    name_zh = TextField()
    name_en = TextField()
    reason = TextField()
    source = TextField()
    # The first month it is in force in.
    start = DateField()
    # What the file says below its id, and each thing written anew with what stood there.
    text = TextField()
    edits = JSONField()
    state = TextField(choices=AmendmentState.choices, default=AmendmentState.PROPOSED)
    proposed_by = TextField()
    proposed_at = DateTimeField()
    decided_by = TextField(null=True)
    decided_at = DateTimeField(null=True)
    answer = TextField(default="")
    # The name of its file without the ending, and the file's fingerprint.
    file = TextField(default="")
    digest = TextField(default="")

    class Meta:
        indexes: ClassVar = [Index(fields=["county", "state"], name="amendments_of_a_county")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=AmendmentState.values), name="amendment_state_is_known"),
            CheckConstraint(
                condition=~Q(state__in=DECIDED)
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided_by=F("proposed_by")),
                name="amendment_is_decided_by_another",
            ),
            CheckConstraint(
                condition=Q(state__in=NUMBERED, number__isnull=False) & ~Q(digest="")
                | ~Q(state__in=NUMBERED) & Q(number__isnull=True),
                name="approved_amendment_has_a_number",
            ),
            CheckConstraint(condition=~Q(reason="") & ~Q(source=""), name="amendment_says_why"),
            UniqueConstraint(fields=["pack_id", "number"], name="one_amendment_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.pack_id} {self.name_zh} {self.state}"

    @property
    def name(self) -> Wording:
        """Its name in both languages."""
        return Wording(self.name_zh, self.name_en)

    @property
    def month(self) -> Month:
        """The first month it is in force in."""
        return Month.of(self.start)

    @property
    def written_anew(self) -> list[Edit]:
        """What it writes anew."""
        return [Edit.of_plain(each) for each in self.edits]


class Ending(Model):
    """That an amendment which no longer fits be ended: proposed by one officer, decided by another."""

    amendment = ForeignKey(Amendment, PROTECT, db_index=False, related_name="endings")
    reason = TextField()
    # What no longer fitted when it was proposed: file and line, and the sentence in both languages.
    misfits = JSONField()
    state = TextField(choices=EndingState.choices, default=EndingState.PROPOSED)
    proposed_by = TextField()
    proposed_at = DateTimeField()
    decided_by = TextField(null=True)
    decided_at = DateTimeField(null=True)
    answer = TextField(default="")

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=EndingState.values), name="ending_state_is_known"),
            CheckConstraint(
                condition=~Q(state__in=[EndingState.APPROVED, EndingState.REFUSED])
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided_by=F("proposed_by")),
                name="ending_is_decided_by_another",
            ),
            CheckConstraint(condition=~Q(reason=""), name="ending_says_why"),
            UniqueConstraint(
                fields=["amendment"],
                condition=Q(state=EndingState.PROPOSED),
                name="one_ending_of_an_amendment_waits",
            ),
            UniqueConstraint(
                fields=["amendment"],
                condition=Q(state=EndingState.APPROVED),
                name="an_amendment_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amendment_id} {self.state}"
