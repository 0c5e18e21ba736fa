"""What is owed to a canary, was paid too much and is to come back: something for every address of money owed."""

from dataclasses import dataclass
from datetime import date

from tests.people import NOON, make_source
from yingbao.office.casework.models import Award
from yingbao.office.payments.choices import Debtor, ProposalState
from yingbao.office.payments.models import Discharge, Receivable, TakeOver, WriteOff
from yingbao.office.provision.choices import Cause, Per, ReckoningState
from yingbao.office.provision.models import Due, Reckoning

JUNE = date(2026, 6, 1)
# Of one programme it is demanded back, of another it was only found.
DEMANDED, FOUND = "nursing_subsidy", "living_allowance"


@dataclass
class Owing:
    """The rows addresses name."""

    takeover: int = 0
    receivable: int = 0
    write_off: int = 0


def owing(award: Award, division: str) -> Owing:
    """Let a list have paid the person in June, and nothing be owed; of one programme it is demanded back."""
    takeover = _taken_over(division[:6])
    for programme in (DEMANDED, FOUND):
        paid = _due(award, division, programme, 0, 8_000)
        Discharge.objects.create(due=paid, taken_over=takeover)
    less = _due(award, division, DEMANDED, 8_000, 0)
    _due(award, division, FOUND, 8_000, 0)
    receivable = Receivable.objects.create(
        number=f"S{award.number}",
        county=division[:6],
        division_code=division,
        person=award.person,
        award=award,
        programme=DEMANDED,
        fen=8_000,
        debtor=Debtor.PERSON,
        debtor_name=award.person.name,
        reason="六月多发了一次",
        decided_by="zhou_min",
        decided_on=JUNE,
        made_at=NOON,
    )
    Discharge.objects.create(due=less, receivable=receivable)
    write_off = WriteOff.objects.create(
        receivable=receivable, fen=8_000, reason="无法退还", proposed_by="zhou_min", proposed_at=NOON
    )
    return Owing(takeover.pk, receivable.pk, write_off.pk)


def _taken_over(county: str) -> TakeOver:
    known = TakeOver.objects.filter(county=county, state=ProposalState.PROPOSED).first()
    return known or TakeOver.objects.create(
        county=county,
        programme=DEMANDED,
        source=make_source("two-allowances-payees", county),
        since=JUNE,
        first_month=date(2026, 7, 1),
        proposed_by="zhou_min",
        proposed_at=NOON,
        counts={"persons": 1, "monthly_fen": 8_000, "twice": 0, "no_longer": 0, "awarded": 0, "no_amount": 0},
    )


def _due(award: Award, division: str, programme: str, before: int, after: int) -> Due:
    reckoning, _ = Reckoning.objects.get_or_create(
        county=division[:6],
        month=JUNE,
        state=ReckoningState.FINISHED,
        defaults={"on": JUNE, "by": "tests", "asked_at": NOON, "finished_at": NOON},
    )
    return Due.objects.create(
        county=division[:6],
        division_code=division,
        person=award.person,
        award=award,
        programme=programme,
        per=Per.MONTH,
        period=JUNE,
        sequence=1 if before else 0,
        before=before,
        after=after,
        amount=after - before,
        cause=Cause.NOTHING if before else Cause.LISTED,
        reckoning=reckoning,
        on=JUNE,
    )
