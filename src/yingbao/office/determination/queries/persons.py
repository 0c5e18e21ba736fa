"""What each programme says to one person, why, who is enrolled, what was believed when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yingbao.law.engines.explain import Explanation, explain
from yingbao.law.facts.problems import Wording
from yingbao.law.packs import Pack
from yingbao.law.rules.months import MonthRules
from yingbao.office.access.models import Officer
from yingbao.office.access.queries import get_names_seen_from
from yingbao.office.determination import sentences
from yingbao.office.determination.choices import Outcome
from yingbao.office.determination.facts import by_name, get_facts
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.models import Decision, Finding, Grant
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.candidates import Enrolled, get_enrolments
from yingbao.office.determination.queries.payee_lists import get_listed_since, watched
from yingbao.office.determination.queries.scope import counties_of
from yingbao.office.register.models import Standing
from yingbao.office.register.queries.recorded_time import get_horizon
from yingbao.values.money import Money
from yingbao.values.month import Month


@dataclass(frozen=True)
class Believed:
    """What was decided about a programme for some months: by which run, and until which it was believed."""

    month_from: Month
    # None: until determined otherwise.
    month_to: Month | None
    # None: no.
    outcome: Outcome | None
    amount: Money | None
    run_from: int
    # None: believed now.
    run_to: int | None


@dataclass(frozen=True)
class PersonFinding:
    """One row of a list about the person."""

    id: int
    list: str
    reason: str
    sentence: Wording
    clause: str
    since: Month | None
    at_stake: Money | None


@dataclass(frozen=True)
class ProgrammeAnswer:
    """One programme's answer with its reasons, as the facts known now give it."""

    programme: str
    name: Wording
    explanation: Explanation
    amount: Money | None
    enrolled: tuple[Enrolled, ...]
    # Whether a list of the month or an earlier one tells of the person; without one enrolment is unknown.
    listed: bool
    findings: tuple[PersonFinding, ...]
    # The newest months first; of the same months, what is believed now first.
    history: tuple[Believed, ...]

    @property
    def believed(self) -> Believed | None:
        """What is believed now about the month asked for, or a later one."""
        return next((b for b in self.history if b.run_to is None), None)


@dataclass(frozen=True)
class PersonAnswers:
    """All programmes of the county's pack for one person and month."""

    person: int
    county: str
    month: Month
    # Names of the divisions the facts speak of, for the sentences of the reasons.
    places: Mapping[str, str]
    answers: tuple[ProgrammeAnswer, ...]


def get_person_answers(*, officer: Officer, person: int, month: Month) -> PersonAnswers | None:
    """Return what every programme says to a person in a month; None outside the officer's division.

    The answers are made from what is known now. Where that differs from what
    was determined, the month waits to be determined again.
    """
    county = _county(officer, person)
    if county is None:
        return None
    pack = pack_of(county, month)
    rules = pack.for_month(month)
    question = Question(county, month, get_horizon())
    asked = tuple(dict.fromkeys([*rules.facts, *pack.told_facts]))
    # Nothing is known yet of someone whom a list being applied just brought.
    nothing = (None,) * len(asked)
    facts = by_name(asked, get_facts(question, asked, [person]).get(person, nothing))
    places = get_names_seen_from(county)
    return PersonAnswers(person, county, month, places, tuple(_answers(question, pack, person, facts)))


def _answers(
    question: Question, pack: Pack, person: int, facts: Mapping[str, object]
) -> Sequence[ProgrammeAnswer]:
    rules = pack.for_month(question.month)
    enrolled = _enrolled(question, rules, person)
    listed = get_listed_since(question, watched(rules), [person])
    findings = _findings(question, pack, person)
    history = _history(question.county, person)
    found = []
    for programme in rules.programmes:
        explanation = explain(rules, programme.id, facts)  # type: ignore[arg-type]  # values of the vocabulary
        found.append(
            ProgrammeAnswer(
                programme.id,
                programme.name,
                explanation,
                None if explanation.amount_fen is None else Money(explanation.amount_fen),
                tuple(enrolled.get((person, programme.id), ())),
                (person, programme.id) in listed,
                tuple(findings.get(programme.id, ())),
                tuple(history.get(programme.id, ())),
            )
        )
    return found


def _county(officer: Officer, person: int) -> str | None:
    low, high = officer.scope
    here = Standing.objects.filter(
        counties_of(officer), person=person, ended_by=None, division_code__gte=low, division_code__lt=high
    )
    return here.order_by("id").values_list("county", flat=True).first()


def _enrolled(question: Question, rules: MonthRules, person: int) -> dict[tuple[int, str], list[Enrolled]]:
    programmes = [p for p in rules.programmes if p.enrolment and p.enrolment.scheme != "none"]
    return get_enrolments(question, programmes, [person])


def _findings(question: Question, pack: Pack, person: int) -> dict[str, list[PersonFinding]]:
    rows = Finding.objects.filter(
        county=question.county, person=person, month=question.month.first_day, run_to=None
    )
    found: dict[str, list[PersonFinding]] = {}
    for row in rows.order_by("list", "reason"):
        found.setdefault(row.programme, []).append(
            PersonFinding(
                row.pk,
                row.list,
                row.reason,
                sentences.word(row, pack),
                row.clause,
                Month.of(row.since_month) if row.since_month else None,
                None if row.at_stake_fen is None else Money(row.at_stake_fen),
            )
        )
    return found


def _history(county: str, person: int) -> dict[str, list[Believed]]:
    """Return by programme what was ever decided; a stretch with the same answer is one entry."""
    decisions = list(
        Decision.objects.filter(county=county, person=person)
        .select_related("basis__layout")
        .order_by("-month_from", "-run_from_id")
    )
    grants: dict[tuple[int, str], Grant] = {
        (g.decision_id, g.programme): g for g in Grant.objects.filter(decision__in=decisions)
    }
    found: dict[str, list[Believed]] = {}
    for decision in decisions:
        layout = decision.basis.layout
        programmes = layout.pages[decision.page]["programmes"] if layout else []
        for programme in programmes:
            grant = grants.get((decision.pk, programme["id"]))
            found.setdefault(programme["id"], []).append(_believed(decision, grant))
    return {programme: _merged(entries) for programme, entries in found.items()}


def _believed(decision: Decision, grant: Grant | None) -> Believed:
    return Believed(
        Month.of(decision.month_from),
        Month.of(decision.month_to) if decision.month_to else None,
        Outcome(grant.outcome) if grant else None,
        None if grant is None or grant.amount_fen is None else Money(grant.amount_fen),
        decision.run_from_id,
        decision.run_to_id,
    )


def _merged(entries: Sequence[Believed]) -> list[Believed]:
    """Join neighbouring months that one programme answered alike: another programme may have cut them."""
    merged: list[Believed] = []
    for entry in entries:
        later = merged[-1] if merged else None
        if later is not None and _continues(entry, later):
            merged[-1] = Believed(
                entry.month_from, later.month_to, later.outcome, later.amount, entry.run_from, later.run_to
            )
        else:
            merged.append(entry)
    return merged


def _continues(entry: Believed, later: Believed) -> bool:
    same = (entry.outcome, entry.amount, entry.run_to) == (later.outcome, later.amount, later.run_to)
    return same and entry.month_to is not None and entry.month_to + 1 == later.month_from
