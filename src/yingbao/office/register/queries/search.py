"""Finding persons by what an officer types or pastes."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from yingbao.office.access.models import Officer
from yingbao.office.register.models import Certificate, OtherName, Person
from yingbao.office.register.queries.visible import standings_in, visible_persons
from yingbao.office.register.sealing import CERTIFICATE, RESIDENT_ID, blind_index
from yingbao.values.certificate_number import CertificateNumber, NotACertificateNumber
from yingbao.values.division import DivisionCode
from yingbao.values.resident_id import NotAResidentId, ResidentId
from yingbao.values.spelling import plain

NUMBER = re.compile(r"[0-9]{14,}[0-9X]*(?:B[0-9]*)?")
LETTERS = re.compile(r"[A-Z]+")


class SearchedBy(StrEnum):
    """How the text was understood."""

    NOTHING = "nothing"
    RESIDENT_ID = "resident_id"
    CERTIFICATE = "certificate"
    PINYIN = "pinyin"
    NAME = "name"


@dataclass(frozen=True)
class Found:
    """The persons found, and how the text was understood; `problem` is why a number is no number."""

    by: SearchedBy
    persons: QuerySet[Person]
    problem: str = ""


def search_persons(officer: Officer, text: str) -> Found:
    """Return the visible persons a text means: citizen or certificate number, pinyin, or part of a name.

    Numbers are found exactly, in any spelling, and under every number a person ever had. Pinyin is matched
    from the beginning, as initials or in full. Former names find a person too. Each person carries
    `division_code`, where it stands.
    """
    visible = _with_place(officer, visible_persons(officer))
    number = plain(text)
    if not number:
        return Found(SearchedBy.NOTHING, visible.none())
    if NUMBER.fullmatch(number):
        return _by_number(visible, number)
    if LETTERS.fullmatch(number):
        typed = f" {number.lower()}"
        return Found(SearchedBy.PINYIN, visible.filter(pinyin__contains=typed).order_by("name", "id"))
    name = "".join(unicodedata.normalize("NFKC", text).split())
    others = OtherName.objects.filter(name__contains=name, ended_by__isnull=True).values("person_id")
    named = visible.filter(Q(name__contains=name) | Q(pk__in=others))
    return Found(SearchedBy.NAME, named.order_by("name", "id"))


def _by_number(visible: QuerySet[Person], number: str) -> Found:
    by = SearchedBy.RESIDENT_ID if len(number) in {15, 18} else SearchedBy.CERTIFICATE
    try:
        held = _holds_id(number) if by == SearchedBy.RESIDENT_ID else _holds_certificate(number)
    except (NotAResidentId, NotACertificateNumber) as why:
        return Found(by, visible.none(), problem=why.code)
    # As in Person.in_sight: an expression PostgreSQL vouches for, so that it looks persons up by number.
    unmerged = When(merged_into__isnull=True, then=F("id"))
    kept = Person.objects.filter(held).values(kept=Case(unmerged, default=F("merged_into")))
    return Found(by, visible.filter(pk__in=kept).order_by("id"))


def _holds_id(number: str) -> Q:
    return Q(number_index=blind_index(ResidentId.parse(number).value.number, RESIDENT_ID))


def _holds_certificate(number: str) -> Q:
    index = blind_index(CertificateNumber.parse(number).value.number, CERTIFICATE)
    return Q(pk__in=Certificate.objects.filter(number_index=index).values("person_id"))


def _with_place(officer: Officer, persons: QuerySet[Person]) -> QuerySet[Person]:
    here = standings_in(*officer.scope).filter(person=OuterRef("pk")).order_by("id")
    return persons.annotate(division_code=Subquery(here.values("division_code")[:1]))


def list_persons(officer: Officer, division_code: str) -> QuerySet[Person]:
    """Return the visible persons standing in a division now, ordered by place."""
    there = standings_in(*DivisionCode(division_code).range)
    persons = _with_place(officer, visible_persons(officer)).filter(pk__in=there.values("person_id"))
    return persons.order_by("division_code", "id")
