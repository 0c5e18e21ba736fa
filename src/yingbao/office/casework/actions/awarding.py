"""What a case brings when nothing is left to do in it: an award, or a change of one."""

from datetime import date, datetime

from yingbao.office.access.models import Officer
from yingbao.office.audit.actions import record
from yingbao.office.casework.actions.letters import make_letter
from yingbao.office.casework.actions.numbering import next_number
from yingbao.office.casework.choices import ActKind, Aim, AwardState
from yingbao.office.casework.lettering import Said
from yingbao.office.casework.models import Award, AwardChange, Case, CaseAct
from yingbao.office.casework.queries.courses import pack_of_case
from yingbao.values.month import Month

LETTER_OF = {
    Aim.GRANT: "decision",
    Aim.CHANGE: "change",
    Aim.SUSPEND: "suspension",
    Aim.RESUME: "change",
    Aim.END: "end",
}


class NobodyDecided(Exception):
    """A case came to its end without a decision: its process has none."""


def conclude(case: Case, *, on: date, at: datetime, by: Officer | str) -> None:
    """Make of a case what was decided in it. The caller's transaction holds the case.

    A payment somebody draws without an award of ours is ended by the decision and its letter alone.

    Raises:
        NobodyDecided: no act of it approves.
    """
    decided = case.acts.filter(kind=ActKind.APPROVED).order_by("-number").first()
    if decided is None:
        raise NobodyDecided(case.number)
    from_month = Month.parse(decided.detail["from_month"])
    held = Award.objects.select_for_update().filter(
        person=case.person_id, county=case.county, programme=case.programme
    )
    award = held.exclude(state=AwardState.ENDED).first()
    if case.aim == Aim.GRANT:
        award = _grant(case, decided, from_month, at)
    if award is not None:
        _change(award, case, decided, from_month, at)
    make_letter(
        kind=LETTER_OF[Aim(case.aim)], case=case, on=on, at=at, by=by, said=Said(reasons=decided.words)
    )


def _grant(case: Case, decided: CaseAct, from_month: Month, at: datetime) -> Award:
    pack = pack_of_case(case)
    programme = next(each for each in pack.programmes if each.id == case.programme)
    grounds = decided.detail["grounds"]
    return Award.objects.create(  # type: ignore[no-any-return]  # a manager cut to sight
        number=next_number(county=case.county, kind="award", year=decided.on.year),
        county=case.county,
        division_code=case.division_code,
        person=case.person,
        programme=case.programme,
        case=case,
        amount_fen=grounds["amount_fen"],
        per=programme.pays.per if programme.pays else "",
        first_month=from_month.first_day,
        clause=str(programme.citations[0]) if programme.citations else "",
        pack_id=pack.id,
        pack_digest=grounds["digest"],
        grounds=grounds,
        decided_by=decided.by,
        decided_on=decided.on,
        made_at=at,
    )


def _change(award: Award, case: Case, decided: CaseAct, from_month: Month, at: datetime) -> None:
    aim = Aim(case.aim)
    if aim is Aim.CHANGE:
        award.amount_fen = decided.detail["grounds"]["amount_fen"]
    elif aim is Aim.SUSPEND:
        award.state = AwardState.SUSPENDED
    elif aim is Aim.RESUME:
        award.state = AwardState.ACTIVE
    elif aim is Aim.END:
        award.state, award.last_month = AwardState.ENDED, from_month.previous.first_day
    award.save()
    AwardChange.objects.create(
        award=award,
        number=award.changes.count() + 1,
        aim=aim,
        from_month=from_month.first_day,
        amount_fen=award.amount_fen,
        reason=decided.words or case.get_aim_display(),
        case=case,
        by=decided.by,
        on=decided.on,
        at=at,
    )
    record(
        f"casework.award.{aim.value}",
        subject=f"award:{award.pk}",
        by=decided.by,
        detail={"case": case.number, "person": case.person_id, "from": str(from_month)},
    )
