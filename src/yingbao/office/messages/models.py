"""Messages to officers, and messages that leave the building."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yingbao.office.access.models import Officer
from yingbao.office.access.sight import Sight
from yingbao.office.messages.choices import Channel, MessageKind, OutgoingState
from yingbao.office.register.models.sight import SeenWithCases, lies_in_sight


class Message(models.Model):
    """One piece of news for whoever holds a turn in a division, or for one officer.

    `params` fill its sentence; never a name or a number of a person: those are shown by the page it leads to.
    """

    key = models.TextField(unique=True)  # the same news is told once
    kind = models.TextField(choices=MessageKind)
    county = models.TextField()
    division_code = models.TextField()
    unit = models.TextField(blank=True, default="")  # of the pack: whose turn it is
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="messages")
    subject = models.TextField(blank=True, default="")  # case:12
    params = models.JSONField(default=dict)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["county", "unit", "id"], name="message_by_unit"),
            models.Index(fields=["officer", "id"], name="message_by_officer"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_message_is_for_somebody", condition=Q(officer__isnull=False) | ~Q(unit="")
            ),
            models.CheckConstraint(
                name="a_message_has_a_known_kind", condition=Q(kind__in=MessageKind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Reading(models.Model):
    """That an officer has put a message aside."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="readings")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="a_message_is_put_aside_once", fields=["message", "officer"]),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} by {self.officer_id}"


class Outgoing(models.Model):
    """One message to somebody outside: written with what causes it, handed to a channel afterwards."""

    key = models.TextField(unique=True)
    county = models.TextField()
    division_code = models.TextField()
    channel = models.TextField(choices=Channel)
    to_sealed = models.BinaryField(null=True)
    body_sealed = models.BinaryField(null=True)
    subject = models.TextField(blank=True, default="")
    state = models.TextField(choices=OutgoingState, default=OutgoingState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True, default="")
    written_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = SeenWithCases()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at", "id"],
                name="outgoing_waiting",
                condition=Q(state=OutgoingState.WAITING),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="what_was_sent_has_a_moment",
                condition=~Q(state=OutgoingState.SENT) | Q(sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"outgoing:{self.pk}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the place a message is about may be seen."""
        return lies_in_sight(sight)
