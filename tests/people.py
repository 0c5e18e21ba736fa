"""The officers and persons who appear in the tests, always the same ones.

武陵源区 has two county officers, two townships and a village; 武隆区 has one county officer, who must never
see anyone of 武陵源区.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from yingbao.office.access.choices import Role
from yingbao.office.access.models import Division, Officer
from yingbao.office.register import models
from yingbao.office.register.actions.row_ids import reserve_ids
from yingbao.office.register.choices import SourceState
from yingbao.office.register.pinyin import searchable
from yingbao.office.register.sealing import CERTIFICATE, RESIDENT_ID, blind_index, seal
from yingbao.values.certificate_number import CertificateNumber
from yingbao.values.resident_id import ResidentId, check_digit

WULINGYUAN, JUNDIPING, XIEHE, XIEHE_VILLAGE = "430811", "430811001", "430811201", "430811201203"
WULONG, FENGSHAN = "500156", "500156001"
PASSWORD = "three-mountains-and-a-lake"
NOON = datetime(2026, 6, 15, 4, tzinfo=UTC)

DIVISIONS = [
    ("43", "湖南省", "province", None),
    ("4308", "张家界市", "prefecture", "43"),
    (WULINGYUAN, "武陵源区", "county", "4308"),
    (JUNDIPING, "军地坪街道", "township", WULINGYUAN),
    ("430811001001", "吴家峪居委会", "village", JUNDIPING),
    (XIEHE, "协合乡", "township", WULINGYUAN),
    (XIEHE_VILLAGE, "协合村委会", "village", XIEHE),
    ("50", "重庆市", "province", None),
    (WULONG, "武隆区", "county", "50"),
    (FENGSHAN, "凤山街道", "township", WULONG),
    ("500156001001", "复兴社区居民委员会", "village", FENGSHAN),
]
OFFICERS = [
    # key, account, name, role, division
    ("zhou_min", "周敏", Role.FEDERATION_COUNTY, WULINGYUAN),
    ("xiang_dong", "向东", Role.CIVIL_AFFAIRS_COUNTY, WULINGYUAN),
    ("tian_fang", "田芳", Role.TOWNSHIP, JUNDIPING),
    ("wu_gang", "吴刚", Role.TOWNSHIP, XIEHE),
    ("yang_mei", "杨梅", Role.VILLAGE, XIEHE_VILLAGE),
    ("shen_ji", "沈稷", Role.AUDITOR, WULINGYUAN),
    ("guan_li", "关莉", Role.ADMINISTRATOR, WULINGYUAN),
    ("ran_jing", "冉静", Role.FEDERATION_COUNTY, WULONG),
]


@dataclass(frozen=True)
class Cast:
    """The officers by name."""

    zhou_min: Officer  # Federation of 武陵源区
    xiang_dong: Officer  # civil affairs of 武陵源区
    tian_fang: Officer  # 军地坪街道
    wu_gang: Officer  # 协合乡
    yang_mei: Officer  # a village of 协合乡
    shen_ji: Officer  # auditor
    guan_li: Officer  # administrator
    ran_jing: Officer  # Federation of 武隆区


def make_divisions() -> None:
    """Create the divisions that are not there."""
    Division.objects.bulk_create(
        [
            Division(code=code, name=name, level=level, parent_id=parent)
            for code, name, level, parent in DIVISIONS
        ],
        ignore_conflicts=True,
    )


def make_cast() -> Cast:
    """Create the divisions and the officers. Their password is PASSWORD."""
    make_divisions()
    password = make_password(PASSWORD)
    officers = [
        Officer(username=key, password=password, name=name, own_role=role, own_division_id=code)
        for key, name, role, code in OFFICERS
    ]
    return Cast(**{officer.username: officer for officer in Officer.objects.bulk_create(officers)})


def make_source(kind: str = "certificates", division: str = WULINGYUAN, **more: Any) -> models.Source:
    """Create an applied source."""
    values = {
        "month": date(2026, 6, 1),
        "state": SourceState.APPLIED,
        "received_at": NOON,
        "received_by": "zhou_min",
        "applied_at": NOON,
        **more,
    }
    return models.Source.objects.create(kind=kind, division_code=division, **values)


_sequence = count(1)


def make_number(birth: date = date(1970, 1, 1), *, place: str = "430811", sex: str = "female") -> ResidentId:
    """Return a fictitious citizen number nobody else in the run has."""
    part = next(_sequence) * 2 % 990 + (1 if sex == "male" else 0)
    first = f"{place}{birth:%Y%m%d}{part:03}"
    return ResidentId(first + check_digit(first))


@transaction.atomic
def make_person(
    name: str,
    division: str = XIEHE_VILLAGE,
    *,
    number: ResidentId | None = None,
    source: models.Source | None = None,
    **more: Any,
) -> models.Person:
    """Create a person known in a division, with number, sex and birth from it."""
    source = source or make_source()
    number = number or make_number()
    (row,) = reserve_ids(models.Person, 1)
    values = {
        "pinyin": searchable(name),
        "sex": number.sex,
        "birth_on": number.birth_on,
        "number_sealed": seal(number.number, column="person.number", row=row),
        "number_index": blind_index(number.number, RESIDENT_ID),
        **more,
    }
    person = models.Person.objects.create(id=row, name=name, source=source, **values)
    models.Standing.objects.create(person=person, county=division[:6], division_code=division, source=source)
    return person


@transaction.atomic
def make_certificate(
    person: models.Person, number: str, source: models.Source | None = None, **more: Any
) -> models.Certificate:
    """Create the certificate of record with this number of 20 characters or more."""
    parsed = CertificateNumber(number)
    (row,) = reserve_ids(models.Certificate, 1)
    values = {
        "number_sealed": seal(number, column="certificate.number", row=row),
        "number_index": blind_index(number, CERTIFICATE),
        "kind": parsed.kind.value,
        "grade": parsed.grade,
        "reissue": parsed.reissue,
        "valid_from": date(2020, 1, 1),
        **more,
    }
    return models.Certificate.objects.create(id=row, person=person, source=source or person.source, **values)


def make_spell(
    person: models.Person, scheme: str, source: models.Source | None = None, **more: Any
) -> models.Spell:
    """Create a time on a scheme."""
    values = {"division_code": WULINGYUAN, "valid_from": date(2025, 1, 1), **more}
    return models.Spell.objects.create(person=person, scheme=scheme, source=source or person.source, **values)
