"""At the counter: papers, what is missing told once, acceptance."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.casework.actions.acting import Act, NoWords, locked, write
from yingbao.office.casework.actions.letters import make_letter
from yingbao.office.casework.choices import ActKind
from yingbao.office.casework.lettering import Said
from yingbao.office.casework.models import Case, Paper


class NothingMissing(Exception):
    """Somebody is told what is missing where nothing is."""


class PapersMissing(Exception):
    """The case cannot be accepted: these papers were neither brought nor found unnecessary."""

    def __init__(self, papers: list[Paper]) -> None:
        super().__init__(", ".join(str(paper.number) for paper in papers))
        self.papers = papers


class NoSuchPaper(Exception):
    """The case asks for no paper of this number."""


@transaction.atomic
def note_papers(
    *, case: Case, brought: Collection[int], not_needed: Mapping[int, str], on: date, by: Officer
) -> Case:
    """Write down which papers are there and which are not needed, and why; the case does not move.

    The state's own papers are not asked for twice: what the office can look up is not needed.

    Raises:
        NoSuchPaper: there is no such paper.
    """
    case = locked(case)
    papers = {paper.number: paper for paper in case.papers.all()}
    unknown = [n for n in (*brought, *not_needed) if n not in papers]
    if unknown:
        raise NoSuchPaper(str(unknown[0]))
    for number in brought:
        papers[number].brought_on = papers[number].brought_on or on
    for number, why in not_needed.items():
        papers[number].not_needed = why.strip()
    Paper.objects.bulk_update(papers.values(), ["brought_on", "not_needed"])
    return case


@transaction.atomic
def ask_for_papers(
    *, case: Case, bring_by: date, on: date, at: datetime, by: Officer, words: str = ""
) -> Case:
    """Tell the applicant once of all that is missing (一次性告知); the clock stands until it is brought.

    Raises:
        NothingMissing: every paper is there.
        NotNow: the applicant was told already, or the case is not at the counter.
    """
    case = locked(case)
    missing = missing_papers(case)
    if not missing:
        raise NothingMissing
    for paper in missing:
        paper.missing_told_on = on
    Paper.objects.bulk_update(missing, ["missing_told_on"])
    numbers = [paper.number for paper in missing]
    detail = {"papers": numbers, "bring_by": str(bring_by)}
    write(case, Act(ActKind.ASKED_FOR_PAPERS, on, at, words, detail), by=by)
    make_letter(kind="missing_papers", case=case, on=on, at=at, by=by, said=Said(bring_by=bring_by))
    return case


@transaction.atomic
def bring_papers(*, case: Case, brought: Collection[int], on: date, at: datetime, by: Officer) -> Case:
    """Take papers that were missing; when none is missing any more the clock runs again.

    Raises:
        NoSuchPaper, NotNow: nothing was asked for.
    """
    case = note_papers(case=case, brought=brought, not_needed={}, on=on, by=by)
    if not missing_papers(case):
        write(case, Act(ActKind.PAPERS_BROUGHT, on, at, "", {"papers": sorted(brought)}), by=by)
    return case


@transaction.atomic
def accept(*, case: Case, on: date, at: datetime, by: Officer, words: str = "") -> Case:
    """Accept a case whose papers are complete; the applicant gets a receipt.

    Raises:
        PapersMissing, NotNow, NotYourTurn: it cannot be accepted.
    """
    case = locked(case)
    missing = missing_papers(case)
    if missing:
        raise PapersMissing(missing)
    write(case, Act(ActKind.ACCEPTED, on, at, words), by=by)
    make_letter(kind="receipt", case=case, on=on, at=at, by=by)
    return case


@transaction.atomic
def not_accept(*, case: Case, words: str, on: date, at: datetime, by: Officer) -> Case:
    """Refuse to take a case, in writing and with the reason (不予受理).

    Raises:
        NoWords, NotNow, NotYourTurn: it cannot be refused so.
    """
    if not words.strip():
        raise NoWords
    case = locked(case)
    write(case, Act(ActKind.NOT_ACCEPTED, on, at, words), by=by)
    make_letter(kind="not_accepted", case=case, on=on, at=at, by=by, said=Said(reasons=words))
    return case


def missing_papers(case: Case) -> list[Paper]:
    """Return the papers that are neither there nor unnecessary."""
    return list(case.papers.filter(brought_on__isnull=True, not_needed="").order_by("number"))
