"""Who belongs on a list: what is believed for a month against who is enrolled in it."""
# ruff: noqa: S608 - only our own names, numbers and checked codes stand in these statements.

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from yingbao.law.rules.months import MonthRules, Programme
from yingbao.office.determination.choices import Outcome
from yingbao.office.determination.fact_sources import schemes_of_enrolment
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.queries.payee_lists import listed, watched
from yingbao.office.determination.tables import ENROLLED, analyze, execute, fetch, gathered
from yingbao.values.division import DivisionCode
from yingbao.values.month import Month

AT_ONCE = 500


@dataclass(frozen=True)
class Candidate:
    """One person and programme where belief and enrolment do not simply agree."""

    person: int
    programme: str
    outcome: Outcome | None
    due_fen: int | None
    true_bits: int
    unknown_bits: int
    spells: int
    paid_fen: int | None


@dataclass(frozen=True)
class Change:
    """One person and programme whose answer begins to differ in the month."""

    person: int
    programme: str
    before: Outcome | None
    before_fen: int | None
    outcome: Outcome | None
    due_fen: int | None
    true_bits: int
    unknown_bits: int


@dataclass(frozen=True)
class Enrolled:
    """A spell that shows enrolment: from when to when, and how much is paid."""

    valid_from: date | None
    valid_to: date | None
    amount_fen: int | None
    # The month of the list that told the amount.
    told_in: Month

    def holds(self, month: Month) -> bool:
        """Whether it covers any day of the month."""
        begun = self.valid_from is None or self.valid_from <= month.last_day
        return begun and (self.valid_to is None or self.valid_to >= month.first_day)


def list_candidates(question: Question, rules: MonthRules) -> Iterator[Candidate]:
    """Give everyone who may belong on the lists missed, wrong and ask.

    Who is on no payee list is missed only where such a list came in.
    """
    for programme in watched(rules):
        with gathered(ENROLLED, _enrolled(question, programme)):
            execute(f"CREATE UNIQUE INDEX {ENROLLED}_person ON {ENROLLED} (person_id)")
            analyze(ENROLLED)
            rows = fetch(_disagreements(question, rules, programme))
        for person, outcome, *rest in rows:
            known = Outcome(str(outcome)) if outcome else None
            yield Candidate(person, programme.id, known, *rest)


def _disagreements(question: Question, rules: MonthRules, programme: Programme) -> str:
    both = programme.enrolment is not None and programme.enrolment.compare == "both"
    wrong = (
        " OR (g.outcome IS NULL AND e.person_id IS NOT NULL)"
        " OR (g.outcome = 'yes' AND (e.spells > 1 OR e.paid_fen <> g.amount_fen))"
    )
    return (
        f"SELECT d.person_id, g.outcome, g.amount_fen, d.true_bits, d.unknown_bits,"
        f" COALESCE(e.spells, 0), e.paid_fen FROM determination_decision AS d"
        f" LEFT JOIN determination_grant AS g ON g.decision_id = d.id AND g.programme = '{programme.id}'"
        f" LEFT JOIN {ENROLLED} AS e ON e.person_id = d.person_id"
        f" WHERE {believed(question.county, question.month, 'd')}"
        f" AND d.page = {rules.page_of(programme.id).number}"
        f" AND ((g.outcome = 'ask' AND e.person_id IS NULL)"
        f" OR (g.outcome = 'yes' AND e.person_id IS NULL AND {listed(question, programme, 'd.person_id')})"
        f"{wrong if both else ''}{_asked(both)})"
    )


def _asked(both: bool) -> str:
    # Who is on the list of a programme compared one way only has what it is about.
    return " OR g.outcome = 'ask'" if both else ""


def _enrolled(question: Question, programme: Programme) -> str:
    return (
        f"SELECT s.person_id, COUNT(*) AS spells, CASE WHEN COUNT(*) = COUNT(s.amount_fen)"
        f" THEN CAST(SUM(s.amount_fen) AS BIGINT) END AS paid_fen"
        f" FROM register_spell AS s WHERE {_on_schemes(question, _schemes(programme))}"
        f" AND {question.holds('s', question.first_day, question.last_day)} GROUP BY s.person_id"
    )


def _schemes(programme: Programme) -> tuple[str, ...]:
    return schemes_of_enrolment(programme.enrolment.scheme) if programme.enrolment else ()


def _on_schemes(question: Question, schemes: Iterable[str]) -> str:
    low, high = DivisionCode(question.county).range
    named = ", ".join(f"'{scheme}'" for scheme in schemes)
    return (
        f"s.scheme IN ({named}) AND s.division_code >= '{low}' AND s.division_code < '{high}'"
        f" AND {question.knows('s')}"
    )


def believed(county: str, month: Month, alias: str) -> str:
    """Return the condition that a decision is what is believed for a month."""
    day = f"'{month.first_day.isoformat()}'"
    return (
        f"{alias}.county = '{county}' AND {alias}.run_to_id IS NULL AND {alias}.month_from <= {day}"
        f" AND ({alias}.month_to IS NULL OR {alias}.month_to >= {day})"
    )


def list_changes(question: Question, rules: MonthRules) -> Iterator[Change]:
    """Give everyone whose answer for the month differs from what is believed for the month before.

    Only answers that begin with the month can differ. Who was not in the
    county's register the month before counts as entitled to nothing then.
    """
    month, county = question.month, question.county
    for programme in watched(rules):
        before = (
            f"FROM determination_decision AS o JOIN determination_grant AS og ON og.decision_id = o.id"
            f" AND og.programme = '{programme.id}'"
            f" WHERE o.person_id = d.person_id AND {believed(county, month - 1, 'o')}"
        )
        rows = fetch(
            f"SELECT * FROM (SELECT d.person_id, (SELECT og.outcome {before}) AS was,"
            f" (SELECT og.amount_fen {before}) AS was_fen, g.outcome, g.amount_fen,"
            f" d.true_bits, d.unknown_bits FROM determination_decision AS d"
            f" LEFT JOIN determination_grant AS g ON g.decision_id = d.id AND g.programme = '{programme.id}'"
            f" WHERE {believed(county, month, 'd')} AND d.page = {rules.page_of(programme.id).number}"
            f" AND d.month_from = {question.first_day}) AS began"
            f" WHERE COALESCE(outcome, '') <> COALESCE(was, '')"
            f" OR COALESCE(amount_fen, -1) <> COALESCE(was_fen, -1)"
        )
        for person, was, was_fen, outcome, fen, true_bits, unknown_bits in rows:
            yield Change(
                person,
                programme.id,
                Outcome(str(was)) if was else None,
                was_fen,
                Outcome(str(outcome)) if outcome else None,
                fen,
                true_bits,
                unknown_bits,
            )


def get_enrolments(
    question: Question, programmes: Iterable[Programme], persons: Iterable[int]
) -> dict[tuple[int, str], list[Enrolled]]:
    """Return every spell of whatever month that shows enrolment, by person and programme."""
    showing: dict[str, list[str]] = {}
    for programme in programmes:
        for scheme in _schemes(programme):
            showing.setdefault(scheme, []).append(programme.id)
    found: dict[tuple[int, str], list[Enrolled]] = {}
    wanted = sorted(set(persons)) if showing else []
    for start in range(0, len(wanted), AT_ONCE):
        some = ", ".join(map(str, wanted[start : start + AT_ONCE]))
        for person, shown, first, last, fen, told in fetch(
            f"SELECT s.person_id, s.scheme, s.valid_from, s.valid_to, s.amount_fen, src.month"
            f" FROM register_spell AS s JOIN register_source AS src ON src.id = s.source_id"
            f" WHERE {_on_schemes(question, showing)} AND s.person_id IN ({some})"
        ):
            told_in = Month.of(_day(told) or date.max)
            spell = Enrolled(_day(first), _day(last), fen, told_in)
            for programme_id in showing[str(shown)]:
                found.setdefault((person, programme_id), []).append(spell)
    return found


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
