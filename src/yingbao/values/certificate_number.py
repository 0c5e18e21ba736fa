"""Numbers of Disability Certificates (残疾人证号)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from yingbao.values.resident_id import NotAResidentId, ResidentId, why_not
from yingbao.values.spelling import plain

NUMBER = re.compile(r"([0-9]{17}[0-9X])([1-7])([1-4])(?:B([1-9][0-9]?))?")
SHAPE = re.compile(r"([0-9]{17}[0-9X])([0-9])([0-9])(?:B[0-9]+)?")


class Kind(StrEnum):
    """The seven kinds of disability (GB/T 26341)."""

    VISUAL = "visual"
    HEARING = "hearing"
    SPEECH = "speech"
    PHYSICAL = "physical"
    INTELLECTUAL = "intellectual"
    PSYCHOSOCIAL = "psychosocial"
    MULTIPLE = "multiple"


KINDS = {str(place): kind for place, kind in enumerate(Kind, start=1)}
DIGITS = {kind: digit for digit, kind in KINDS.items()}


class NotACertificateNumber(ValueError):
    """The text is not a certificate number; `code` says why: as for a citizen number, or kind or grade."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, order=True, slots=True)
class CertificateNumber:
    """A citizen number, a digit for the kind, a digit for the grade and, if reissued, B1 or B2 and so on.

    It changes with kind and grade, so it identifies a certificate and never a person.
    """

    number: str

    def __post_init__(self) -> None:
        found = NUMBER.fullmatch(self.number)
        if found is None:
            raise NotACertificateNumber(_reason(self.number))
        try:
            ResidentId(found[1])
        except NotAResidentId as why:
            raise NotACertificateNumber(why.code) from None

    @classmethod
    def parse(cls, text: str) -> "ReadCertificateNumber":
        """Return the number any spelling of it means, and whether the spelling had to be repaired."""
        number = plain(text)
        return ReadCertificateNumber(cls(number), number != text)

    @property
    def resident_id(self) -> ResidentId:
        return ResidentId(self.number[:18])

    @property
    def kind(self) -> Kind:
        return KINDS[self.number[18]]

    @property
    def grade(self) -> int:
        """From 1, the most severe, to 4."""
        return int(self.number[19])

    @property
    def reissue(self) -> int:
        """How often a lost certificate was issued again: 0, or the number after B."""
        return int(self.number[21:] or "0")

    @property
    def masked(self) -> str:
        return f"{self.number[:4]}{'*' * 10}{self.number[14:]}"

    def __repr__(self) -> str:
        return f"CertificateNumber({self.masked})"

    __str__ = __repr__


def _reason(number: str) -> str:
    shape = SHAPE.fullmatch(number)
    if shape is None:
        return why_not(number.partition("B")[0])
    if shape[2] not in KINDS:
        return "kind"
    return "grade" if shape[3] not in "1234" else "length"


class ReadCertificateNumber(NamedTuple):
    """A number as it was read."""

    value: CertificateNumber
    repaired: bool
