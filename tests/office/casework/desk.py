"""A case taken from desk to desk, in a few words."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.office.determination.register_of import cover, holder
from tests.people import Cast
from yingbao.office.casework.actions.accepting import accept, note_papers
from yingbao.office.casework.actions.checking import pass_on
from yingbao.office.casework.actions.deciding import approve
from yingbao.office.casework.actions.opening import Application, hand_in
from yingbao.office.casework.actions.publishing import end_notices, publish
from yingbao.office.casework.actions.telling import tell_person
from yingbao.office.casework.choices import Aim, Origin
from yingbao.office.casework.models import Award, Case, OfficeCard
from yingbao.office.casework.queries.cases import cases_with_notice_over
from yingbao.office.register.models import Person
from yingbao.values.month import Month

MONDAY = date(2026, 6, 1)
PROGRAMME = "nursing_subsidy"


def day(after: int) -> dict[str, Any]:
    """A day counted from the first Monday of June 2026, and noon of it."""
    on = MONDAY + timedelta(days=after)
    return {"on": on, "at": datetime(on.year, on.month, on.day, 4, tzinfo=UTC)}


def entitled(name: str = "王秀兰", **more: Any) -> Person:
    """Someone the rules of 武陵源区 grant the nursing subsidy; every list of the month came in."""
    cover()
    return holder(name, **more)


def open_offices() -> None:
    """The counters say how they are reached."""
    for code, name in (("430811", "武陵源区民政局"), ("430811201", "协合乡人民政府")):
        OfficeCard.objects.get_or_create(
            pk=code, defaults={"name": name, "telephone": "0744-5550000", "address": "为民服务大厅1号窗口"}
        )


def handed_in(cast: Cast, person: Person, **more: Any) -> Case:
    """The person applies at the township on Monday."""
    values = {"programme": PROGRAMME, "origin": Origin.PERSON, "handed_in_on": MONDAY, **more}
    return hand_in(application=Application(person=person.pk, **values), at=day(0)["at"], by=cast.wu_gang)


def accepted(cast: Cast, person: Person) -> Case:
    case = handed_in(cast, person)
    papers = [paper.number for paper in case.papers.all()]
    note_papers(
        case=case, brought=papers[:-1], not_needed={papers[-1]: "本人申请"}, on=MONDAY, by=cast.wu_gang
    )
    return accept(case=case, by=cast.wu_gang, **day(0))


def reviewed(cast: Cast, person: Person) -> Case:
    case = accepted(cast, person)
    case = pass_on(case=case, agrees=True, words="", by=cast.wu_gang, **day(1))
    return pass_on(case=case, agrees=True, words="证件有效", by=cast.zhou_min, **day(2))


def approved(cast: Cast, person: Person) -> Case:
    return approve(case=reviewed(cast, person), by=cast.xiang_dong, **day(3))


def published(cast: Cast, person: Person) -> Case:
    case = approved(cast, person)
    publish(cases=[case], by=cast.wu_gang, telephone="0744-5550000", **day(4))
    case.refresh_from_db()
    return case


def awarded(cast: Cast, person: Person) -> Award:
    """The notice is over and the person was told: the award is made on Saturday 13 June."""
    case = published(cast, person)
    end_all(12)
    case.refresh_from_db()
    tell_person(case=case, words="当面送达", by=cast.wu_gang, **day(13))
    return Award.objects.get(case=case)


def changed(cast: Cast, award: Award, aim: Aim, *, after: int, from_month: Month) -> Case:
    """A case of another aim about an award, from its handing in to its decision."""
    on = MONDAY + timedelta(days=after)
    asked = Application(award.person_id, award.programme, Origin.PERSON, on, aim=aim)
    case = hand_in(application=asked, at=day(after)["at"], by=cast.wu_gang)
    case = pass_on(case=case, agrees=True, words="属实", by=cast.wu_gang, **day(after))
    return approve(case=case, words="情况变化", from_month=from_month, by=cast.xiang_dong, **day(after + 1))


def end_all(after: int) -> int:
    """Take down what is over, as on a day counted from the first Monday of June; return how many cases went on."""
    cases = list(cases_with_notice_over("430811", day(after)["on"]).values_list("pk", flat=True))
    return end_notices(cases=cases, **day(after))
