"""The course of a case, from the rules of its county, and where the case stands in it."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from yingbao.law.calendars import Calendar
from yingbao.law.packs import Pack
from yingbao.law.packs.processes import Process
from yingbao.law.packs.records import records_of
from yingbao.office.casework.choices import ActKind
from yingbao.office.casework.course import Course, Done, Position
from yingbao.office.casework.models import Case, CaseAct
from yingbao.office.determination.packs import pack_of
from yingbao.values.month import Month

# The course of whatever has none of its own.
GENERAL = "general_application"
CROSS_PROVINCE = "cross_province"
# The unit a process names where each programme has its own.
WHOEVER_LEADS = "departments_concerned"
# What a village leads it does for its people; to decide on an application is the township's.
DECIDES_FOR = {"village": "township"}


class NoSuchCourse(Exception):
    """The rules of the county know no process of this name."""


def pack_of_case(case: Case) -> Pack:
    """Return the rules a case is decided by: those of the month it was handed in."""
    return pack_of(case.county, Month.of(case.month))


def process_of(pack: Pack, process_id: str) -> Process:
    """Return a process of a pack.

    Raises:
        NoSuchCourse: there is none of this name.
    """
    process = records_of(pack).processes.get(process_id)
    if process is None:
        raise NoSuchCourse(process_id)
    return process


def course_of(case: Case) -> Course:
    """Return the course a case follows."""
    pack, month = pack_of_case(case), Month.of(case.month)
    process = with_lead(process_of(pack, case.process), pack, case.programme)
    days = {name: _days(pack, name, month) for name in process.limits}
    return Course(process, days, calendar(), case.request)


def with_lead(process: Process, pack: Pack, programme_id: str) -> Process:
    """Return a process with the unit that leads the programme where it only says 主管部门."""
    programme = next((each for each in pack.programmes if each.id == programme_id), None)
    lead = records_of(pack).lead_of(programme) if programme else None
    if lead is None:
        return process
    who = DECIDES_FOR.get(lead.id, lead.id)
    steps = (replace(each, who=who) if each.who == WHOEVER_LEADS else each for each in process.steps)
    return replace(process, steps=tuple(steps))


def done_in(case: Case) -> list[Done]:
    """Return what was done in a case, in its order."""
    return [as_done(act) for act in case.acts.order_by("number")]


def as_done(act: CaseAct) -> Done:
    """Return an act as the course reads it."""
    return Done(
        number=act.number,
        kind=ActKind(act.kind),
        on=act.on,
        step=act.detail.get("to", ""),
        cause=act.detail.get("cause", ""),
        objection=act.detail.get("objection", 0),
        upheld=act.detail.get("upheld", False),
    )


def position_of(case: Case) -> Position:
    """Return where a case stands, read from its acts anew."""
    return course_of(case).read(done_in(case))


def days_of(case: Case, name: str) -> int | None:
    """Return a number of days the rules of a case name; None where nobody has said it."""
    pack = pack_of_case(case)
    return _days(pack, name, Month.of(case.month)) if name in pack.parameters else None


def calendar() -> Calendar:
    """Return the calendar of working days."""
    folder = Path(settings.POLICY_DIR)
    return _calendar(
        folder, max((file.stat().st_mtime_ns for file in (folder / "calendars").glob("*.yaml")), default=0)
    )


@lru_cache(maxsize=4)
def _calendar(folder: Path, _stamp: int) -> Calendar:
    return Calendar.load(folder)


def _days(pack: Pack, name: str, month: Month) -> int | None:
    value = pack.parameters[name].on(month)
    found = value.value if value is not None else None
    return found if isinstance(found, int) else None
