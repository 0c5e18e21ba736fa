"""What follows a case, written in a few words: an award, a row of a round, a support plan."""

from dataclasses import dataclass
from datetime import date

from tests.people import NOON
from yingbao.office.casework.choices import Aim, CaseState, Origin, ReviewKind
from yingbao.office.casework.models import Award, AwardChange, Case, ReviewItem, ReviewRound, SupportPlan
from yingbao.office.register.models import Person

JUNE = date(2026, 6, 1)


@dataclass(frozen=True)
class Followed:
    """An award, a row of a round of re-verification, and a plan of one person."""

    award: int
    item: int
    round: int
    plan: int


def followed(person: Person, division: str) -> Followed:
    """A person drew a programme, is to be looked in on, and has a plan that is due."""
    place = {"county": division[:6], "division_code": division, "person": person}
    what = {**place, "programme": "living_allowance"}
    case = Case.objects.create(
        **what, number=f"F{person.pk}", process="two_subsidies", aim=Aim.GRANT, origin=Origin.PERSON, month=JUNE,
        opened_by="x", opened_at=NOON, state=CaseState.DONE, ended_on=JUNE,
    )  # fmt: skip
    grounds = {"month": "2026-06", "conditions": []}
    award = Award.objects.create(
        **what, number=f"FX{person.pk}", case=case, amount_fen=10000, per="month", first_month=JUNE,
        pack_id=f"cn-{division[:6]}", pack_digest="0" * 64, grounds=grounds, decided_by="x", decided_on=JUNE,
        made_at=NOON,
    )  # fmt: skip
    AwardChange.objects.create(
        award=award, number=1, aim=Aim.GRANT, from_month=JUNE, amount_fen=10000, reason="符合",
        case=case, by="x", on=JUNE, at=NOON,
    )  # fmt: skip
    made = ReviewRound.objects.create(
        county=division[:6], programme="living_allowance", kind=ReviewKind.SAMPLE, year=2026, share_percent=5,
        seed="seed", drawn_on=JUNE, due_on=JUNE, by="x", at=NOON,
    )  # fmt: skip
    item = ReviewItem.objects.create(round=made, **place)
    plan = SupportPlan.objects.create(
        **place, version=1, made_on=JUNE, made_by="x", made_at=NOON, needs="独居", goals="能出门",
        agreed_with="本人", review_on=JUNE,
    )  # fmt: skip
    return Followed(award.pk, item.pk, made.pk, plan.pk)
