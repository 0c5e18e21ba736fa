"""One person per place whose name no one else has: whoever sees the name sees the person."""

from dataclasses import dataclass, field
from datetime import date

from tests.office.determination.register_of import cover, on
from tests.people import (
    FENGSHAN,
    NOON,
    WULINGYUAN,
    WULONG,
    XIEHE_VILLAGE,
    make_certificate,
    make_number,
    make_person,
    make_source,
    models,
)
from yingbao.law.facts.problems import Wording
from yingbao.law.packs.edits import Edit, What, compose, say_now
from yingbao.office.determination.actions import determine
from yingbao.office.determination.models import Finding
from yingbao.office.determination.packs import pack_of
from yingbao.office.register.choices import ConflictKind, RowOutcome, SourceState
from yingbao.office.rulebook.models import Amendment
from yingbao.office.scenarios.models import Scenario
from yingbao.values.month import Month

JUNDIPING_VILLAGE = "430811001001"
FENGSHAN_VILLAGE = f"{FENGSHAN}001"


@dataclass
class Canary:
    """A person, and everything about the person that an address can name."""

    name: str
    division: str
    person: models.Person
    number: str
    certificate: models.Certificate
    conflict: models.Conflict
    source: models.Source
    findings: list[int] = field(default_factory=list)
    # A change of the rules of the person's county that waits for the second officer.
    amendment: int = 0
    # A scenario kept in the person's township, under the person's name.
    scenario: int = 0

    @property
    def secrets(self) -> set[str]:
        """Numbers that must not stand in clear on any page."""
        return {self.number, f"{self.number}42"}


def make_canary(name: str, division: str) -> Canary:
    """Someone on Dibao who is missed for one allowance and, the certificate's last day unknown, to be asked for."""
    county = division[:6]
    source = make_source("certificates", county, name=f"{name}的名单.xlsx")
    number = make_number(date(1970, 1, 1))
    person = make_person(name, division, number=number, source=source)
    certificate = make_certificate(person, f"{number.number}42", source, expires_on=None)
    models.Hukou.objects.create(person=person, division_code=division, source=source)
    on(person, "dibao", 40000, division=county)
    conflict = models.Conflict.objects.create(
        kind=ConflictKind.POSSIBLE_DUPLICATE, source=source, line=7, person=person, division_code=division
    )
    problems = [
        {"column": "id_number", "shown": "身份证号", "code": "number_length", "params": {"value": "4308…99"}}
    ]
    waiting = make_source("dibao", county, state=SourceState.READ, applied_at=None, name=f"{name}.xlsx")
    waiting.counts = {"read": 1, "refused": 1, "planned": {"refused": 1}}
    waiting.save(update_fields=["counts"])
    models.StagedRow.objects.create(
        source=waiting, line=3, outcome=RowOutcome.REFUSED, problems=problems, changes={"name": name}
    )
    scenario = Scenario.objects.create(
        county=county,
        division=division[:9],
        name=name,
        note=name,
        month=date(2026, 6, 1),
        reforms=["living-for-low-income"],
        horizon=source,
        digest_now="",
        digest_then="",
        summary={"yearly": {"before": 0, "after": 0}},
        by="zhou_min",
        at=NOON,
    ).pk
    return Canary(name, division, person, number.number, certificate, conflict, waiting, scenario=scenario)


def propose_other_rate(county: str) -> int:
    """Let the federation of a county propose another nursing subsidy from July on."""
    month, rate = Month(2026, 7), "nursing_subsidy_rate"
    now = say_now(pack_of(county, month), What.VALUE, rate, str(month))
    after = {"value": {"1": 12000, "2": 12000}, "sure": "stated", "source": f"{county}号文件"}
    edit = Edit(What.VALUE, rate, str(month), now, after)
    name = Wording(f"{county}护理补贴标准", f"nursing subsidy rate of {county}")
    amendment = Amendment.objects.create(
        county=county,
        pack_id=f"cn-{county}",
        name_zh=name.zh,
        name_en=name.en,
        reason="标准有调整",
        source=f"{county}号文件",
        start=month.first_day,
        text=compose([edit], month, name, f"{county}号文件"),
        edits=[edit.plain],
        proposed_by="zhou_min" if county == WULINGYUAN else "ran_jing",
        proposed_at=NOON,
    )
    return amendment.pk


def make_canaries() -> list[Canary]:
    """One in each of two townships of 武陵源区, one in 武隆区; June is determined in both districts."""
    canaries = [
        make_canary("卯金刀", JUNDIPING_VILLAGE),
        make_canary("弓长张", XIEHE_VILLAGE),
        make_canary("古月胡", FENGSHAN_VILLAGE),
    ]
    for county in (WULINGYUAN, WULONG):
        cover(month=date(2026, 1, 1), division=county)
        determine(county=county, month=Month(2026, 6), at=NOON, by="yingbao work")
    proposals = {county: propose_other_rate(county) for county in (WULINGYUAN, WULONG)}
    for canary in canaries:
        canary.amendment = proposals[canary.division[:6]]
        found = Finding.objects.filter(person=canary.person, run_to=None).order_by("id")
        canary.findings = list(found.values_list("pk", flat=True))
    return canaries
