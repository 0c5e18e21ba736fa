"""Opening a case: somebody applies, or a work list proposes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from yingbao.law.packs import Pack
from yingbao.law.packs.processes import Process
from yingbao.law.packs.records import records_of
from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.casework.actions.acting import Act, NotYourTurn, NoWords, locked, write
from yingbao.office.casework.actions.numbering import next_number
from yingbao.office.casework.choices import ActKind, Aim, CaseState, Origin
from yingbao.office.casework.course import steps_of_case
from yingbao.office.casework.models import Applicant, Case, Paper
from yingbao.office.casework.queries.courses import CROSS_PROVINCE, GENERAL, process_of, with_lead
from yingbao.office.determination.choices import WorkList
from yingbao.office.determination.models import Finding
from yingbao.office.determination.packs import pack_of
from yingbao.office.register.models import Person, Standing
from yingbao.office.register.queries.visible import get_person
from yingbao.office.register.sealing import seal
from yingbao.values.month import Month


class NotVisible(Exception):
    """The person is not known in the officer's divisions."""


class NoSuchProgramme(Exception):
    """The rules of the county know no such programme."""


class OpenAlready(Exception):
    """There is an open case for this person, programme and aim."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.number)
        self.case = case


class AfterTheDay(Exception):
    """An application cannot be handed in on a day still to come."""


@dataclass(frozen=True)
class Application:
    """What is handed in: for whom, which programme, by whom, where and when."""

    person: int
    programme: str
    origin: Origin
    handed_in_on: date
    aim: Aim = Aim.GRANT
    relation: str = ""
    applicant_name: str = ""
    applicant_phone: str = ""
    window: str = ""
    words: str = ""


# What a row of a list is taken for. Who is missed may apply; what is paid wrongly is ended.
AIM_OF_LIST = {WorkList.MISSED: Aim.GRANT, WorkList.WRONG: Aim.END, WorkList.CHANGED: Aim.CHANGE}


@transaction.atomic
def hand_in(*, application: Application, at: datetime, by: Officer) -> Case:
    """Take an application: a case is opened and its clock starts with the day it was handed in.

    Raises:
        NotPermitted, NotVisible, NotYourTurn, NoSuchProgramme, AfterTheDay: it cannot be taken so.
        OpenAlready: the same is asked for already.
    """
    require(by, Permission.HAND_IN_CASES)
    if application.handed_in_on > localdate(at):
        raise AfterTheDay(str(application.handed_in_on))
    person, place = _standing(application.person, by)
    _must_not_be_open(person, place.county, application.programme, application.aim)
    begun = Case(
        county=place.county,
        division_code=place.division_code,
        person=person,
        programme=application.programme,
        aim=application.aim,
        origin=application.origin,
        window=application.window.strip(),
    )
    case = _open(begun, on=application.handed_in_on, at=at, by=by)
    _name_applicant(case, application)
    _submit(case, application.handed_in_on, at, by, application.words)
    return case


@transaction.atomic
def propose(*, finding: Finding, on: date, at: datetime, by: Officer) -> Case:
    """Make a case of a row of a work list.

    Who is missed is only proposed: an award is asked for by the person (自愿申请). What is paid wrongly or
    differently is looked into from the day it is proposed.

    Raises:
        NotPermitted, NotVisible, NotYourTurn, NoSuchProgramme: it cannot be proposed.
        OpenAlready: it was proposed, or asked for, before.
    """
    require(by, Permission.HAND_IN_CASES)
    person, place = _standing(finding.person_id, by)
    aim = AIM_OF_LIST[WorkList(finding.list)]
    _must_not_be_open(person, place.county, finding.programme, aim)
    begun = Case(
        county=place.county,
        division_code=place.division_code,
        person=person,
        programme=finding.programme,
        aim=aim,
        origin=Origin.LIST,
        finding=finding,
    )
    case = _open(begun, on=on, at=at, by=by)
    if aim is Aim.GRANT:
        write(case, Act(ActKind.PROPOSED, on, at), by=by)
    else:
        _submit(case, on, at, by, "")
    return case


@transaction.atomic
def apply_for(*, case: Case, application: Application, at: datetime, by: Officer) -> Case:
    """Make a proposal an application, on the day the person applies.

    Raises:
        NotPermitted, NotYourTurn, AfterTheDay, NotNow: it cannot be taken so.
    """
    case = locked(case)
    if application.handed_in_on > localdate(at):
        raise AfterTheDay(str(application.handed_in_on))
    case.month = Month.of(application.handed_in_on).first_day
    case.origin = application.origin
    _name_applicant(case, application)
    _submit(case, application.handed_in_on, at, by, application.words)
    return case


@transaction.atomic
def decline(*, case: Case, on: date, at: datetime, words: str, by: Officer) -> Case:
    """Write down that the person was asked and does not want to apply, and why.

    Raises:
        NoWords, NotPermitted, NotYourTurn, NotNow: it cannot be closed so.
    """
    if not words.strip():
        raise NoWords
    case = locked(case)
    write(case, Act(ActKind.DECLINED, on, at, words), by=by)
    return case


def _submit(case: Case, on: date, at: datetime, by: Officer, words: str) -> None:
    case.handed_in_on = on
    write(case, Act(ActKind.HANDED_IN, on, at, words), by=by)


def _standing(person_id: int, by: Officer) -> tuple[Person, Standing]:
    person = get_person(by, person_id)
    if person is None:
        raise NotVisible(str(person_id))
    low, high = by.acting_scope
    places = Standing.objects.filter(
        person=person, ended_by__isnull=True, division_code__gte=low, division_code__lt=high
    )
    place = places.order_by("id").first()
    if place is None:
        raise NotYourTurn(str(person_id))
    return person, place


def _must_not_be_open(person: Person, county: str, programme: str, aim: Aim) -> None:
    # Two officers who open the same at once take turns at the person; the second sees the first's.
    Person.objects.select_for_update().get(pk=person.pk)
    waiting = Case.objects.filter(
        person=person, county=county, programme=programme, aim=aim, ended_on__isnull=True
    )
    found = waiting.first()
    if found is not None:
        raise OpenAlready(found)


def _open(case: Case, *, on: date, at: datetime, by: Officer) -> Case:
    """Store a case begun here: its number, its process, and the papers its steps ask for."""
    case.month = Month.of(on).first_day
    pack = pack_of(case.county, Month.of(on))
    written = next((each for each in pack.programmes if each.id == case.programme), None)
    if written is None:
        raise NoSuchProgramme(case.programme)
    process = with_lead(_process(case, written, pack), pack, case.programme)
    case.process, steps = process.id, steps_of_case(process)
    case.number = next_number(county=case.county, kind="case", year=on.year)
    case.opened_by, case.opened_at = by.username, at
    # What the row says until its first act is written, in this same transaction.
    case.state, case.turn = CaseState.PROPOSED, steps[0].who
    case.save()
    papers = [paper for step in steps for paper in step.asks]
    Paper.objects.bulk_create(
        [Paper(case=case, number=n, name_zh=paper.zh, name_en=paper.en) for n, paper in enumerate(papers, 1)]
    )
    return case


def _process(case: Case, written: WrittenProgramme, pack: Pack) -> Process:
    if case.origin == Origin.OTHER_COUNTY:
        return process_of(pack, CROSS_PROVINCE)
    records = records_of(pack)
    found = records.process_of(written) if case.aim == Aim.GRANT else records.changes_of(written)
    return found or process_of(pack, GENERAL)


def _name_applicant(case: Case, application: Application) -> None:
    if application.origin is Origin.PERSON or not (application.relation or application.applicant_name):
        return
    applicant, _ = Applicant.objects.update_or_create(case=case, defaults={"relation": application.relation})
    for column, clear in (("name", application.applicant_name), ("phone", application.applicant_phone)):
        if clear.strip():
            sealed = seal(clear.strip(), column=f"applicant.{column}", row=applicant.pk)
            setattr(applicant, f"{column}_sealed", sealed)
    applicant.save()
