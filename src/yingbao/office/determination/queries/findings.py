"""The four work lists, row by row, with exact totals."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Substr

from yingbao.law.packs import Pack
from yingbao.law.packs.resting import Resting, Unconfirmed
from yingbao.office.access.models import Division, Officer
from yingbao.office.determination import sentences
from yingbao.office.determination.choices import WorkList
from yingbao.office.determination.models import Finding
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.scope import findings_in_scope
from yingbao.values.division import NotADivision
from yingbao.values.money import Money
from yingbao.values.month import Month

TOWNSHIP = 9
PER_PAGE = 50
ORDERS = {
    "": ("place", "person_id", "programme", "reason"),
    "name": ("person__pinyin", "person_id", "programme", "reason"),
    "stake": ("-at_stake_fen", "person_id", "programme", "reason"),
    "since": ("since_month", "person_id", "programme", "reason"),
    "programme": ("programme", "place", "person_id", "reason"),
    "reason": ("reason", "place", "person_id", "programme"),
}


@dataclass(frozen=True)
class Filters:
    """What narrows a list; empty means all. An unknown word finds nothing, it is never ignored."""

    township: str = ""
    programme: str = ""
    reason: str = ""
    # A name, or the beginning of one in pinyin.
    search: str = ""


@dataclass(frozen=True)
class FindingRow:
    """One row as an officer reads it."""

    id: int
    person_id: int
    name: str
    county: str
    place: str
    township: str
    village: str
    list: WorkList
    programme: str
    programme_name: str
    reason: str
    reason_name: str
    # One complete sentence in the language in use.
    sentence: str
    clause: str
    since: Month | None
    monthly: Money | None
    at_stake: Money | None
    # What it rests on and is still to be checked (待核), in any month it is about.
    unconfirmed: tuple[Unconfirmed, ...]


@dataclass(frozen=True)
class Choice:
    """One value to filter by, in words, with how many rows of the unfiltered list have it."""

    value: str
    name: str
    count: int


@dataclass(frozen=True)
class FindingPage:
    """One page of a list with the totals of the whole filtered list, and what can be filtered by."""

    rows: tuple[FindingRow, ...]
    total: int
    at_stake: Money
    page: int
    pages: int
    townships: tuple[Choice, ...]
    programmes: tuple[Choice, ...]
    reasons: tuple[Choice, ...]


def list_findings(
    *,
    officer: Officer,
    month: Month,
    kind: WorkList,
    filters: Filters | None = None,
    order: str = "",
    page: int = 1,
) -> FindingPage:
    """Return one page of a list of the month. A page beyond the last is the last.

    Raises:
        KeyError: there is no such order.
    """
    whole = findings_in_scope(officer).filter(month=month.first_day, list=kind)
    some = _filtered(officer, month, kind, filters or Filters())
    totals = some.aggregate(total=Count("id"), fen=Coalesce(Sum("at_stake_fen"), 0))
    pages = max(1, -(-totals["total"] // PER_PAGE))
    page = min(max(page, 1), pages)
    start = (page - 1) * PER_PAGE
    rows = some.order_by(*ORDERS[order])[start : start + PER_PAGE]
    townships, programmes, reasons = _choices(whole, month)
    return FindingPage(
        tuple(_rows(list(rows))),
        totals["total"],
        Money(totals["fen"]),
        page,
        pages,
        townships,
        programmes,
        reasons,
    )


def iterate_findings(
    *, officer: Officer, month: Month, kind: WorkList, filters: Filters | None = None, order: str = ""
) -> Iterator[FindingRow]:
    """Give every row of a filtered list, for an export: all of them, in a thousand at a time."""
    some = _filtered(officer, month, kind, filters or Filters()).order_by(*ORDERS[order])
    rows: list[Finding] = []
    for finding in some.iterator(chunk_size=1000):
        rows.append(finding)
        if len(rows) == 1000:
            yield from _rows(rows)
            rows = []
    yield from _rows(rows)


def _filtered(officer: Officer, month: Month, kind: WorkList, filters: Filters) -> QuerySet[Finding]:
    try:
        here = findings_in_scope(officer, within=filters.township)
        if 0 < len(filters.township) < TOWNSHIP:
            # The county stands for those of whom no township is known, not for everyone in it.
            here = here.filter(place=filters.township)  # type: ignore[misc]  # annotated in scope.py
    except NotADivision:
        return findings_in_scope(officer).none()
    rows = here.filter(month=month.first_day, list=kind).select_related("person")
    if filters.programme:
        rows = rows.filter(programme=filters.programme)
    if filters.reason:
        rows = rows.filter(reason=filters.reason)
    if filters.search.strip():
        word = filters.search.strip().lower()
        rows = rows.filter(Q(person__name__contains=word) | Q(person__pinyin__contains=f" {word}"))
    return rows


def _rows(findings: list[Finding]) -> Iterator[FindingRow]:
    places = {f.place[:TOWNSHIP] for f in findings} | {f.place for f in findings}
    names = dict(Division.objects.filter(code__in=places).values_list("code", "name")) if findings else {}
    packs = {key: pack_of(key[0], Month.of(key[1])) for key in {(f.county, f.month) for f in findings}}
    for finding in findings:
        pack = packs[finding.county, finding.month]
        yield FindingRow(
            id=finding.pk,
            person_id=finding.person_id,
            name=finding.person.name,
            county=finding.county,
            place=finding.place,
            township=names.get(finding.place[:TOWNSHIP], ""),
            village=names.get(finding.place, "") if len(finding.place) > TOWNSHIP else "",
            list=WorkList(finding.list),
            programme=finding.programme,
            programme_name=sentences.name_programme(pack, finding.programme),
            reason=finding.reason,
            reason_name=sentences.name_reason(pack, finding.programme, finding.reason),
            sentence=sentences.tell(finding, pack),
            clause=finding.clause,
            since=Month.of(finding.since_month) if finding.since_month else None,
            monthly=None if finding.monthly_fen is None else Money(finding.monthly_fen),
            at_stake=None if finding.at_stake_fen is None else Money(finding.at_stake_fen),
            unconfirmed=_unconfirmed(finding, pack),
        )


def _unconfirmed(finding: Finding, pack: Pack) -> tuple[Unconfirmed, ...]:
    since = Month.of(finding.since_month or finding.month)
    return Resting(pack, since, Month.of(finding.month)).of_reason(finding.programme, finding.reason)


def _choices(
    rows: QuerySet[Finding], month: Month
) -> tuple[tuple[Choice, ...], tuple[Choice, ...], tuple[Choice, ...]]:
    counted = list(
        rows.annotate(township=Substr("place", 1, TOWNSHIP))
        .values("county", "township", "programme", "reason")
        .annotate(count=Count("id"))
        .order_by("township", "programme", "reason")
    )
    places = {row["township"] for row in counted}
    names = dict(Division.objects.filter(code__in=places).values_list("code", "name"))
    townships: dict[str, Choice] = {}
    programmes: dict[str, Choice] = {}
    reasons: dict[str, Choice] = {}
    packs = {county: pack_of(county, month) for county in {row["county"] for row in counted}}
    for row in counted:
        pack = packs[row["county"]]
        _count(townships, row["township"], names.get(row["township"], row["township"]), row["count"])
        programme = row["programme"]
        _count(programmes, programme, sentences.name_programme(pack, programme), row["count"])
        reason = sentences.name_reason(pack, programme, row["reason"])
        _count(reasons, row["reason"], reason, row["count"])
    return tuple(townships.values()), tuple(programmes.values()), tuple(reasons.values())


def _count(choices: dict[str, Choice], value: str, name: str, count: int) -> None:
    before = choices[value].count if value in choices else 0
    choices[value] = Choice(value, name, before + count)
