"""How a person is reached and paid, and who speaks for the person. All numbers are sealed."""

from typing import ClassVar

from django.db import models

from yingbao.office.register.choices import ContactKind
from yingbao.office.register.models.known import Known, by_person


class Contact(Known):
    """A telephone number."""

    kind = models.TextField(choices=ContactKind)
    name = models.TextField(blank=True, default="")  # of the contact person
    number_sealed = models.BinaryField()
    number_index = models.BinaryField()

    class Meta(Known.Meta):
        indexes: ClassVar = [*Known.Meta.indexes, by_person("kind", name="contact_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class BankAccount(Known):
    """The account a person is paid to. Its holder may be another person: a guardian, a parent, a child."""

    holder_name = models.TextField()
    holder_number_sealed = models.BinaryField(null=True, blank=True)
    holder_number_index = models.BinaryField(null=True, blank=True)
    account_sealed = models.BinaryField()
    account_index = models.BinaryField()
    bank = models.TextField(blank=True, default="")

    class Meta(Known.Meta):
        indexes: ClassVar = [
            *Known.Meta.indexes,
            by_person(name="bankaccount_by_person"),
            models.Index(fields=["account_index"], name="bankaccount_by_number"),
        ]

    def __str__(self) -> str:
        return f"account of {self.person_id}"


class Guardian(Known):
    """Who speaks for a minor or for someone who cannot act alone."""

    name = models.TextField()
    relation = models.TextField(blank=True, default="")
    number_sealed = models.BinaryField(null=True, blank=True)
    number_index = models.BinaryField(null=True, blank=True)
    phone_sealed = models.BinaryField(null=True, blank=True)

    class Meta(Known.Meta):
        indexes: ClassVar = [*Known.Meta.indexes, by_person(name="guardian_by_person")]

    def __str__(self) -> str:
        return f"guardian of {self.person_id}"
