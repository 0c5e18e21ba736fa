"""What a case puts into its letters: every word of the pack's templates that is known about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yingbao.law.facts.problems import Wording
from yingbao.law.packs.record_shapes import Does
from yingbao.law.packs.spoken import spoken
from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.office.access.queries import get_names
from yingbao.office.casework.choices import ActKind
from yingbao.office.casework.course import Course
from yingbao.office.casework.models import Award, Case, CaseAct
from yingbao.office.casework.queries.courses import course_of, pack_of_case
from yingbao.office.casework.queries.offices import nearest_card
from yingbao.office.casework.saying import day, month
from yingbao.office.register.sealing import unseal
from yingbao.values.citation import Citation
from yingbao.values.money import Money
from yingbao.values.month import Month

NOT_PUBLISHED = Wording("（办理时限待本区公布）", "(the limit is not yet published here)")
PER = {
    "month": Wording("每月", "a month"),
    "quarter": Wording("每季度", "a quarter"),
    "year": Wording("每年", "a year"),
}
AS_WRITTEN = Wording("按有关规定", "as the rules say")


@dataclass(frozen=True)
class Said:
    """What the act behind a letter adds to it; `about` names what it answers, such as objection:12."""

    reasons: str = ""
    objection: str = ""
    about: str = ""
    addressee: Wording | None = None
    bring_by: date | None = None


def words_for(case: Case, *, on: date, number: str, said: Said) -> Mapping[str, Wording | str]:
    """Return the words for a letter of a case; what is not known is left out."""
    pack = pack_of_case(case)
    programme = next(each for each in pack.programmes if each.id == case.programme)
    found: dict[str, Wording | str] = {
        "number": number,
        "day": day(on),
        "applicant": said.addressee or _applicant(case),
        "person": case.person.name,
        "programme": programme.name,
        "received_on": day(case.handed_in_on or on),
        "reasons": said.reasons.rstrip("。.；; ") or _reasons(case),
        "clause": clauses_of(programme),
        "objection": said.objection.rstrip("。.；; "),
        "answer": said.reasons.rstrip("。.；; "),
        "review_office": government_of(case.county),
        "deadline": day(said.bring_by) if said.bring_by else expected(case, on),
    }
    return {**found, **office_of(case.division_code), **_papers(case), **_award(case, programme)}


def expected(case: Case, on: date) -> Wording:
    """Return by when a case is decided if every step takes as long as it may, from a day on."""
    course = course_of(case)
    until: date | None = on
    for step in course.steps:
        if step.does is Does.ACCEPT:
            continue
        until = _later(course, step.lasts or step.within, step.days, until)
        if until is None:
            return NOT_PUBLISHED
        if step.does is Does.DECIDE:
            return day(until)
    return NOT_PUBLISHED


def _later(course: Course, limit: str | None, kind: str | None, after: date | None) -> date | None:
    days = course.days.get(limit) if limit else None
    if after is None or days is None or kind not in ("working", "calendar"):
        return None
    return course.calendar.deadline(after, days, kind).day  # type: ignore[arg-type]  # one of the two


def _applicant(case: Case) -> str:
    applicant = getattr(case, "applicant", None)
    if applicant is None or applicant.name_sealed is None:
        return case.person.name
    return unseal(applicant.name_sealed, column="applicant.name", row=applicant.pk)


def _reasons(case: Case) -> str:
    last: CaseAct | None = case.acts.exclude(words="").order_by("-number").first()
    return last.words.rstrip("。.；; ") if last else ""


def clauses_of(programme: WrittenProgramme) -> Wording:
    """Return the clauses a programme rests on."""
    cited = [_cited(each) for each in programme.citations]
    return Wording("；".join(each.zh for each in cited), "; ".join(each.en for each in cited))


def _cited(citation: Citation) -> Wording:
    if citation.is_plan:
        place = spoken(citation.clause)
        return Wording(f"本区规划{place.zh}", f"the district's plan, {place.en}")
    written = f"{citation.document} {citation.clause}".strip()
    return Wording(written, written)


def government_of(county: str) -> Wording:
    """Return who is asked to reconsider: the government of the county."""
    name = get_names([county]).get(county, "")
    return Wording(f"{name}人民政府", f"the people's government of {name}")


def office_of(division_code: str) -> dict[str, str]:
    """Return how the counter nearest to a place is reached; nothing where nobody wrote it down."""
    card = nearest_card(division_code)
    return {"office": card.name, "contact": card.telephone, "place": card.address} if card else {}


def _papers(case: Case) -> dict[str, Wording]:
    papers = list(case.papers.order_by("number"))
    brought = [each for each in papers if each.brought_on]
    missing = [each for each in papers if not each.brought_on and not each.not_needed]
    return {
        name: Wording("、".join(p.name_zh for p in listed), ", ".join(p.name_en for p in listed))
        for name, listed in (("papers", brought), ("missing_papers", missing))
        if listed
    }


def _award(case: Case, programme: WrittenProgramme) -> dict[str, Wording]:
    decided = case.acts.filter(kind=ActKind.APPROVED).order_by("-number").first()
    if decided is None:
        return {}
    first = Month.parse(decided.detail["from_month"])
    held = Award.objects.filter(person=case.person_id, county=case.county, programme=case.programme)
    award = held.order_by("-id").first()
    per = programme.pays.per if programme.pays else ""
    found = {
        "amount": _amount(decided.detail["grounds"]["amount_fen"], per),
        "first_month": month(first),
        "last_month": month(first.previous),
    }
    changes = list(award.changes.order_by("-number")[1:2]) if award else []
    if changes:
        found["old_amount"] = _amount(changes[0].amount_fen, per)
    return found


def _amount(fen: int | None, per: str) -> Wording:
    if fen is None:
        return AS_WRITTEN
    how_often = PER.get(per, Wording("", ""))
    return Wording(f"{how_often.zh}{Money(fen)}元", f"{Money(fen)} yuan {how_often.en}".strip())
