"""Cases at every desk of both offices, made as officers make them: through the product's own actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from demo import months
from yingbao.office.access.models import Division, Officer
from yingbao.office.casework.actions.accepting import accept, ask_for_papers, note_papers
from yingbao.office.casework.actions.checking import pass_on
from yingbao.office.casework.actions.deciding import approve, refuse
from yingbao.office.casework.actions.objecting import Objecting, object_to
from yingbao.office.casework.actions.offices import write_card
from yingbao.office.casework.actions.opening import Application, hand_in, propose
from yingbao.office.casework.actions.publishing import end_notices, publish
from yingbao.office.casework.actions.telling import tell_person
from yingbao.office.casework.choices import Origin
from yingbao.office.casework.models import Case, NoticeLine, PublicNotice
from yingbao.office.determination.choices import WorkList
from yingbao.office.determination.models import Finding

PROGRAMMES = ("living_allowance", "nursing_subsidy")
# The last month the lists of the demo know; what is decided was applied for in it.
KNOWN = months.first_day(months.NOW)
TELEPHONE = {"430811": "0744-5550000", "500156": "023-77700000"}


@dataclass(frozen=True)
class Desks:
    """Who sits where in a district."""

    township: Officer
    federation: Officer
    civil_affairs: Officer

    @property
    def county(self) -> str:
        return self.township.own_division_id[:6]

    @property
    def place(self) -> str:
        return self.township.own_division_id


SEATS = {
    "430811": ("wu_gang", "zhou_min", "xiang_dong"),
    "500156": ("dai_hong", "ran_jing", "luo_yong"),
}


def when(day: date) -> dict[str, Any]:
    """A day, and ten in the morning of it; of today, now."""
    now = timezone.now()
    if day == timezone.localdate():
        return {"on": day, "at": now}
    return {"on": day, "at": timezone.make_aware(datetime.combine(day, time(10)))}


def fill(district: str) -> str:
    """Give a district its cases, unless it has some; return in a few words what there is."""
    desks = Desks(*(Officer.objects.get(username=name) for name in SEATS[district]))
    if not Case.objects.filter(county=district).exists():
        write_cards(desks)
        for make, row in zip(MADE, missed(desks), strict=False):
            make(desks, row)
    states = Case.objects.filter(county=district).values_list("state", flat=True)
    return " ".join(f"{state} {list(states).count(state)}" for state in sorted(set(states)))


def write_cards(desks: Desks) -> None:
    """How the counters of the township and of the county are reached."""
    for code, by in ((desks.place, desks.township), (desks.county, desks.civil_affairs)):
        office = "便民服务中心" if code == desks.place else "民政局"
        name = f"{Division.objects.get(pk=code).name}{office}"
        write_card(division=code, name=name, telephone=TELEPHONE[desks.county], address="一楼综合窗口", by=by)


def missed(desks: Desks) -> Iterator[Finding]:
    """Return the rows of who is missed in the township, one of each person."""
    found = Finding.objects.filter(
        list=WorkList.MISSED,
        month=KNOWN,
        programme__in=PROGRAMMES,
        run_to=None,
        person__standings__division_code__startswith=desks.place,
        person__standings__ended_by=None,
    )
    seen: set[int] = set()
    for row in found.select_related("person").order_by("programme", "id"):
        if row.person_id not in seen:
            seen.add(row.person_id)
            yield row


def at_counter(desks: Desks, row: Finding) -> None:
    """Applied today."""
    applied(desks, row, timezone.localdate())


def waiting(desks: Desks, row: Finding) -> None:
    """Told once of every paper that is missing."""
    today = timezone.localdate()
    case = applied(desks, row, today - timedelta(days=1))
    ask_for_papers(case=case, bring_by=today + timedelta(days=14), by=desks.township, **when(today))


def at_township(desks: Desks, row: Finding) -> None:
    """Accepted; the township checks."""
    today = timezone.localdate()
    accepted(desks, applied(desks, row, today - timedelta(days=2)), today)


def at_federation(desks: Desks, row: Finding) -> None:
    """The township has passed it on."""
    today = timezone.localdate()
    case = accepted(desks, applied(desks, row, today - timedelta(days=3)), today)
    pass_on(case=case, agrees=True, words="入户核实，情况属实。", by=desks.township, **when(today))


def refused(desks: Desks, row: Finding) -> None:
    """Not granted, in writing."""
    refuse(
        case=reviewed(desks, row),
        words="本人已在外地享受同类补贴，不能重复享受。",
        by=desks.civil_affairs,
        **when(KNOWN + timedelta(days=11)),
    )


def on_notice(desks: Desks, row: Finding) -> None:
    """Made public today."""
    published(desks, row, timezone.localdate())


def objected(desks: Desks, row: Finding) -> None:
    """Made public today, and somebody says it is wrong."""
    today = timezone.localdate()
    line = NoticeLine.objects.get(case=published(desks, row, today))
    object_to(line=line, objecting=Objecting("他常年不住在本村", "", ""), by=desks.township, **when(today))


def proposed(desks: Desks, row: Finding) -> None:
    """The Federation found the person on the list; the township is to ask."""
    propose(finding=row, by=desks.federation, **when(timezone.localdate()))


def applied(desks: Desks, row: Finding, day: date) -> Case:
    """The person applies at the township."""
    asked = Application(row.person_id, row.programme, Origin.PERSON, day)
    return hand_in(application=asked, at=when(day)["at"], by=desks.township)


def accepted(desks: Desks, case: Case, day: date) -> Case:
    """All papers are there; what is only for a proxy is not needed."""
    *brought, by_proxy = [paper.number for paper in case.papers.order_by("number")]
    note_papers(case=case, brought=brought, not_needed={by_proxy: "本人申请"}, on=day, by=desks.township)
    return accept(case=case, by=desks.township, **when(day))


def reviewed(desks: Desks, row: Finding) -> Case:
    """Handed in in the month the lists know, checked by the township and by the Federation."""
    case = accepted(desks, applied(desks, row, KNOWN), KNOWN)
    case = pass_on(
        case=case, agrees=True, words="初审符合条件。", by=desks.township, **when(KNOWN + timedelta(days=2))
    )
    return pass_on(
        case=case,
        agrees=True,
        words="残疾人证有效，等级相符。",
        by=desks.federation,
        **when(KNOWN + timedelta(days=7)),
    )


def published(desks: Desks, row: Finding, day: date) -> Case:
    """Approved, and on a public notice from a day on."""
    case = approve(
        case=reviewed(desks, row), words="", by=desks.civil_affairs, **when(KNOWN + timedelta(days=10))
    )
    publish(cases=[case], telephone=TELEPHONE[desks.county], by=desks.township, **when(day))
    case.refresh_from_db()
    return case


def awarded(desks: Desks, row: Finding) -> None:
    """Its notice is over, and the person was told."""
    case = published(desks, row, KNOWN + timedelta(days=11))
    over = PublicNotice.objects.get(lines__case=case).last_day + timedelta(days=1)
    end_notices(cases=[case.pk], **when(over))
    case.refresh_from_db()
    tell_person(case=case, words="当面送达，本人签收。", by=desks.township, **when(over))


# One person each; where fewer are missed, fewer cases are made.
MADE = (
    awarded,
    on_notice,
    reviewed,
    at_federation,
    at_township,
    at_counter,
    proposed,
    waiting,
    refused,
    objected,
    proposed,
    proposed,
)
