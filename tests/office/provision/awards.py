"""Awards made directly, with their course; and what a run would have decided, written by hand."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from tests.people import NOON, WULINGYUAN, XIEHE_VILLAGE, make_source
from yingbao.office.casework.choices import Aim, AwardState
from yingbao.office.casework.models import Award, AwardChange
from yingbao.office.determination.choices import RunState, Scope
from yingbao.office.determination.models import Decision, Grant, Layout, Run
from yingbao.office.provision.models import Due
from yingbao.office.provision.owed import Said, Says
from yingbao.office.register.models import Person
from yingbao.values.month import Month

NURSING = "nursing_subsidy"
_sequence = count(1)


def awarded(person: Person, first_month: Month, programme: str = NURSING, **more: Any) -> Award:
    """The person has an award from a month on."""
    values = {
        "number": f"P{next(_sequence):08}",
        "county": WULINGYUAN,
        "division_code": XIEHE_VILLAGE,
        "carried_from": make_source("two-allowances-payees"),
        "per": "month",
        "pack_id": "cn-430811",
        "pack_digest": "0" * 64,
        "grounds": {},
        "decided_by": "xiang_dong",
        "decided_on": first_month.first_day,
        "made_at": NOON,
        **more,
    }
    return Award.objects.create(
        person=person, programme=programme, first_month=first_month.first_day, **values
    )


def changed(award: Award, aim: Aim, from_month: Month, *, number: int = 0) -> AwardChange:
    """An officer decided so."""
    if aim is Aim.END:
        Award.objects.filter(pk=award.pk).update(
            state=AwardState.ENDED, last_month=from_month.previous.first_day
        )
    return AwardChange.objects.create(
        award=award,
        number=number or award.changes.count() + 1,
        aim=aim,
        from_month=from_month.first_day,
        reason="情况变化",
        by="xiang_dong",
        on=date(2026, 6, 1),
        at=NOON,
    )


# Two conditions of validity, and one that is not.
VALIDITY, OTHER = 0b011, 0b100


def make_run() -> Run:
    """A finished run."""
    layout, _ = Layout.objects.get_or_create(digest="by hand", defaults={"pages": []})
    return Run.objects.create(
        county=WULINGYUAN, month=date(2026, 1, 1), scope=Scope.EVERYONE, pack_id="cn-430811",
        pack_digest="0" * 64, layout=layout, state=RunState.FINISHED, by="test", asked_at=NOON,
    )  # fmt: skip


def believe(run: Run, answers: Mapping[Person, Mapping[Month, Said | None]]) -> None:
    """Supersede what is believed about these persons; None is a yes of an amount nobody knows."""
    Decision.objects.filter(run_to=None, person__in=list(answers)).update(run_to=run)
    for person, said in answers.items():
        for month, answer in said.items():
            if answer is None or answer.says is not Says.GONE:
                _decide(run, person, month, answer)


def _decide(run: Run, person: Person, month: Month, said: Said | None) -> None:
    no = said is not None and said.says is Says.NO
    lapsed = said is not None and said.lapsed
    decision = Decision.objects.create(
        person=person, county=WULINGYUAN, page=0, month_from=month.first_day, month_to=month.first_day,
        true_bits=(OTHER | 0b001 if lapsed else 0) if no else VALIDITY | OTHER,
        unknown_bits=0, yes_bits=0, ask_bits=0, amounts="", basis=run, run_from=run,
    )  # fmt: skip
    if not no:
        unknown = said is not None and said.says is Says.UNKNOWN
        fen = said.fen if said is not None and not unknown else None
        Grant.objects.create(
            decision=decision, programme=NURSING, outcome="ask" if unknown else "yes", amount_fen=fen
        )


def dues_of(person: Person) -> list[tuple[str, int, int, int, str]]:
    """What was found: period, sequence, before, after, cause."""
    found = Due.objects.filter(person=person).order_by("programme", "period", "sequence")
    rows: Sequence[Due] = list(found)
    return [(f"{d.period:%Y-%m}", d.sequence, d.before, d.after, d.cause) for d in rows]
