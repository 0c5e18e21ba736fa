"""Disability Certificates (残疾人证)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yingbao.office.register.choices import CertificateStatus, Kind
from yingbao.office.register.models.known import Known, by_person


class Certificate(Known):
    """The certificate of record of a person, from the day it became that to the day before the next.

    The number changes with kind and grade; a renewal may keep it. status_on is the day the certificate was
    frozen, annulled, transferred or replaced.
    """

    # Papers of people who moved in may lack the number or the grade; then they are not known.
    number_sealed = models.BinaryField(null=True, blank=True)
    number_index = models.BinaryField(null=True, blank=True)
    kind = models.TextField(choices=Kind)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    reissue = models.PositiveSmallIntegerField(default=0)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    status = models.TextField(choices=CertificateStatus, default=CertificateStatus.VALID)
    status_on = models.DateField(null=True, blank=True)

    # Where the person stands; only rows that come through casework.queries.certificates have it.
    place: str

    class Meta(Known.Meta):
        indexes: ClassVar = [
            *Known.Meta.indexes,
            by_person("valid_from", name="certificate_by_person"),
            models.Index(fields=["number_index"], name="certificate_by_number"),
        ]
        constraints: ClassVar = [
            *Known.Meta.constraints,
            models.CheckConstraint(
                name="a_grade_is_from_1_to_4", condition=Q(grade__gte=1) & Q(grade__lte=4)
            ),
            models.UniqueConstraint(
                name="one_certificate_of_record_begins_a_day",
                fields=["person", "valid_from"],
                condition=Q(ended_by__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_certificate_of_record_is_open",
                fields=["person"],
                condition=Q(ended_by__isnull=True, valid_to__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.grade}"
