"""A small register, written in a few words: who holds what, who is on which list, which lists came in."""

from datetime import date
from typing import Any

from tests.people import WULINGYUAN, XIEHE_VILLAGE, make_certificate, make_number, make_person, make_source
from yingbao.office.register.models import (
    Coverage,
    Death,
    Hukou,
    Person,
    Source,
    Spell,
    StatedFact,
)

JUNE = date(2026, 6, 1)
SCHEMES = [
    "certificate",
    "dibao",
    "single_dibao",
    "dibao_margin",
    "tekun",
    "orphan_support",
    "unsupported_child_support",
    "work_injury_care",
    "elder_care_subsidy",
    "other_welfare_living_subsidy",
    "prison",
    "resident_pension",
    "employee_pension",
    "resident_medical",
    "employee_medical",
    "living_allowance",
    "nursing_subsidy",
]


def cover(
    *schemes: str, month: date = JUNE, division: str = WULINGYUAN, source: Source | None = None
) -> Source:
    """Complete lists of these schemes (all when none is named) came in."""
    source = source or make_source("lists", division, month=month)
    Coverage.objects.bulk_create(
        Coverage(scheme=scheme, division_code=division, month=month, source=source)
        for scheme in schemes or SCHEMES
    )
    return source


def holder(
    name: str,
    *,
    kind: int = 4,
    grade: int = 2,
    birth: date = date(1970, 1, 1),
    village: str = XIEHE_VILLAGE,
    hukou: str | None = XIEHE_VILLAGE,
    source: Source | None = None,
    **certificate: Any,
) -> Person:
    """Someone with a certificate of a kind and grade (肢体二级 unless said), registered in the village."""
    source = source or make_source()
    number = make_number(birth)
    person = make_person(name, village, number=number, source=source)
    more = {"expires_on": date(2030, 12, 31), **certificate}
    make_certificate(person, f"{number.number}{kind}{grade}", source, **more)
    if hukou:
        Hukou.objects.create(person=person, division_code=hukou, source=source)
    return person


def on(
    person: Person,
    scheme: str,
    amount: int | None = None,
    *,
    since: date | None = date(2026, 1, 1),
    until: date | None = None,
    source: Source | None = None,
    division: str = WULINGYUAN,
) -> Spell:
    """The person is on a scheme."""
    return Spell.objects.create(
        person=person,
        scheme=scheme,
        amount_fen=amount,
        valid_from=since,
        valid_to=until,
        division_code=division,
        source=source or make_source(),
    )


def died(person: Person, day: date, source: Source | None = None) -> Death:
    """The person died."""
    return Death.objects.create(person=person, died_on=day, source=source or make_source("deaths"))


def stated(person: Person, fact: str, value: str, **more: Any) -> StatedFact:
    """An officer or the survey said so."""
    source = more.pop("source", None) or make_source(Source.OFFICER_ENTRY)
    return StatedFact.objects.create(person=person, fact=fact, value=value, source=source, **more)
