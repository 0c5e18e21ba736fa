"""Facts someone stated: the yearly survey, or an officer's answer to the one question."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yingbao.office.register.models.known import Known, by_person


class StatedFact(Known):
    """The value of a fact of the vocabulary (policy/facts), as text: true, 2026-06-30, 11000, male."""

    fact = models.TextField()
    value = models.TextField()

    class Meta(Known.Meta):
        indexes: ClassVar = [
            *Known.Meta.indexes,
            by_person("fact", name="statedfact_by_person"),
            models.Index(fields=["fact", "person"], name="statedfact_by_fact"),
        ]
        constraints: ClassVar = [
            *Known.Meta.constraints,
            models.UniqueConstraint(
                name="one_answer_per_fact_and_first_day",
                fields=["person", "fact", "valid_from"],
                condition=Q(ended_by__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.fact}"
