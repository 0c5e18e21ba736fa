"""The book of money of a county is read from its first entry; what newly does not fit is told, once."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict

from django.db import transaction

from yingbao.office.access.choices import Role
from yingbao.office.access.sight import seeing_all
from yingbao.office.audit.actions import record
from yingbao.office.jobs.actions import TIMETABLE
from yingbao.office.ledger.findings import TOLD, Findings
from yingbao.office.ledger.queries.checking import check_ledger
from yingbao.office.messages.actions import News, tell
from yingbao.office.messages.choices import MessageKind
from yingbao.office.payments.models import BookCheck
from yingbao.office.payments.queries.agreement import check_agreement
from yingbao.office.payments.queries.book_checks import get_last_check

TOLD_TO = (Role.FINANCE, Role.CIVIL_AFFAIRS_COUNTY, Role.AUDITOR)


class OfKind(TypedDict):
    """How often something of one kind does not fit, and the first places."""

    count: int
    places: list[str]


@seeing_all(reason="the book of money is of whole counties")
def check_book(*, county: str, on: date, at: datetime) -> BookCheck:
    """Check the book of a county for a day and return what came of it; what was checked that day stands."""
    known = BookCheck.objects.filter(county=county, on=on).first()
    if known is not None:
        return known
    ledger = check_ledger(county)
    wrong = _by_kind([*ledger.wrong, *check_agreement(county)])
    return _keep(BookCheck(county=county, on=on, at=at, transfers=ledger.transfers, wrong=wrong))


@transaction.atomic
def _keep(check: BookCheck) -> BookCheck:
    before = get_last_check(check.county)
    check.faults = sum(each["count"] for each in check.wrong.values())
    check.save()
    record(
        "payments.book.checked",
        subject=f"reconciliation:{check.on}",
        by=TIMETABLE,
        detail={"county": check.county, "transfers": check.transfers, "faults": check.faults},
    )
    if _is_news(check.wrong, before.wrong if before else {}):
        tell((_news(check, role) for role in TOLD_TO), on=check.on, at=check.at)
    return check


def _by_kind(found: Iterable[Findings]) -> dict[str, OfKind]:
    """Return what does not fit, one entry a kind: some kinds are asked for by several questions."""
    kinds: dict[str, OfKind] = {}
    for each in found:
        kind = kinds.setdefault(each.wrong.value, {"count": 0, "places": []})
        kind["count"] += each.count
        kind["places"] += [one.place for one in each.told]
    return kinds


def _is_news(wrong: dict[str, OfKind], before: dict[str, OfKind]) -> bool:
    """Return whether something does not fit that did the time before."""
    none: OfKind = {"count": 0, "places": []}
    return any(_is_more(each, before.get(kind, none)) for kind, each in wrong.items())


def _is_more(now: OfKind, before: OfKind) -> bool:
    if max(now["count"], before["count"]) > TOLD:  # not all places are kept
        return now["count"] > before["count"]
    return not set(now["places"]) <= set(before["places"])


def _news(check: BookCheck, role: Role) -> News:
    return News(
        key=f"book:{check.county}:{check.on}:{role}",
        kind=MessageKind.MONEY_WRONG,
        county=check.county,
        division_code=check.county,
        unit=role,
        subject="reconciliation:",
        params={"faults": check.faults, "on": str(check.on)},
    )
