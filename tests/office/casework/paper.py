"""Cases as they lie on paper, for anyone anywhere: on a notice, objected to, with a letter."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from yingbao.office.access.queries import get_names
from yingbao.office.casework.actions.acting import Act, locked, write
from yingbao.office.casework.actions.objecting import Objecting, object_to
from yingbao.office.casework.choices import ActKind, Aim, BundleOutcome, CaseState, Origin
from yingbao.office.casework.models import (
    Award,
    Bundle,
    BundleCase,
    Case,
    Letter,
    NoticeLine,
    Objection,
    OfficeCard,
    PublicNotice,
)
from yingbao.office.register.models import Person
from yingbao.values.masking import masked_name

MONDAY = date(2026, 6, 1)
PROGRAMME, PROCESS = "nursing_subsidy", "two_subsidies"
GROUNDS: dict[str, Any] = {
    "grounds": {"amount_fen": 10000, "digest": "", "outcome": "yes"},
    "from_month": "2026-06",
}
NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)


@dataclass(frozen=True)
class OnPaper:
    """What was made."""

    case: Case
    pending: Case
    notice: PublicNotice
    objection: Objection
    letter: Letter
    award: Award
    bundle: Bundle


def on_paper(person: Person, division: str, *, objector: str) -> OnPaper:
    """A case that stands on a notice today and is objected to, one that waits for its decision, and a letter."""
    OfficeCard.objects.get_or_create(
        pk=division[:9], defaults={"name": "便民服务中心", "telephone": "0744-5550000", "address": "1号窗口"}
    )
    pending = _opened(person, division, Aim.END)
    _do(pending, ActKind.ACCEPTED, ActKind.PASSED, ActKind.PASSED)
    case = _opened(person, division, Aim.GRANT)
    _do(case, ActKind.ACCEPTED, ActKind.PASSED, ActKind.PASSED, ActKind.APPROVED)
    today = timezone.localdate()
    write(locked(case), Act(ActKind.PUBLISHED, today, NOON), by="tests")
    notice = PublicNotice.objects.create(
        slug=f"canary-{case.pk}",
        number=f"G{division[:6]}-2026-{case.pk:06}",
        county=division[:6],
        division_code=division[:9],
        programme=PROGRAMME,
        first_day=today,
        last_day=today + timedelta(days=10),
        published_by="tests",
        published_at=NOON,
        telephone="0744-5550000",
    )
    line = NoticeLine.objects.create(
        notice=notice,
        case=case,
        number=1,
        masked_name=masked_name(person.name),
        place=get_names([division]).get(division, ""),
        what="重度残疾人护理补贴",
        amount_fen=10000,
    )
    said = Objecting("不住在本村", objector, "13800000000")
    objection = object_to(line=line, objecting=said, on=today, at=timezone.now(), by="tests")
    letter, award = _letter(case, person), _award(person, division)
    return OnPaper(case, pending, notice, objection, letter, award, _bundle(case, pending))


def _opened(person: Person, division: str, aim: Aim) -> Case:
    case = Case.objects.create(
        number=f"{division[:6]}-2026-{person.pk:05}{aim[0]}",
        county=division[:6],
        division_code=division,
        person=person,
        programme=PROGRAMME,
        process=PROCESS,
        aim=aim,
        origin=Origin.PERSON,
        month=MONDAY,
        opened_by="tests",
        opened_at=NOON,
        handed_in_on=MONDAY,
        state=CaseState.OPEN,
        turn="township",
    )
    _do(case, ActKind.HANDED_IN)
    return case


def _do(case: Case, *kinds: ActKind) -> None:
    for kind in kinds:
        detail = GROUNDS if kind is ActKind.APPROVED else {}
        write(locked(case), Act(kind, MONDAY, NOON, "", detail), by="tests")


def _award(person: Person, division: str) -> Award:
    """What an earlier case brought."""
    case = _opened(person, division, Aim.CHANGE)
    Case.objects.filter(pk=case.pk).update(
        state=CaseState.DONE, step="", turn="", due_on=None, ended_on=MONDAY
    )
    grounds = {**GROUNDS["grounds"], "month": "2026-05", "conditions": [], "assumed": False}
    return Award.objects.create(
        number=f"X{case.number}",
        county=case.county,
        division_code=division,
        person=person,
        programme="single_dibao",
        case=case,
        amount_fen=10000,
        per="month",
        first_month=date(2026, 5, 1),
        pack_id=f"cn-{case.county}",
        pack_digest="",
        grounds=grounds,
        decided_by="tests",
        decided_on=MONDAY,
        made_at=NOON,
    )


def _bundle(case: Case, pending: Case) -> Bundle:
    """What the federation of the county had done in both: in one it was, in the other it was not."""
    asked_by = "zhou_min" if case.county == "430811" else "ran_jing"
    bundle = Bundle.objects.create(
        key=case.number, county=case.county, kind=ActKind.PASSED, on=MONDAY, by=asked_by, asked_at=NOON
    )
    BundleCase.objects.create(bundle=bundle, case=case, outcome=BundleOutcome.DONE)
    BundleCase.objects.create(
        bundle=bundle, case=pending, outcome=BundleOutcome.REFUSED, refusal="NotYourTurn"
    )
    return bundle


def _letter(case: Case, person: Person) -> Letter:
    number = f"W{case.number}"
    words = [
        f"编号：{number}",
        f"{person.name}：",
        "你的申请，经审核符合条件，决定给予。",
        "便民服务中心",
        "2026年6月1日",
    ]
    english = [f"No. {number}", f"To {person.name}", "It is granted.", "便民服务中心", "2026-06-01"]
    return Letter.objects.create(
        number=number,
        county=case.county,
        division_code=case.division_code,
        person=person,
        case=case,
        kind="decision",
        title_zh="审定结果告知书",
        title_en="Notice of the decision",
        paragraphs=[{"zh": zh, "en": en} for zh, en in zip(words, english, strict=True)],
        office="便民服务中心",
        made_on=MONDAY,
        made_by="tests",
        made_at=NOON,
    )
