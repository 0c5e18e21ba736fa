"""What each programme says to one person, why, who is enrolled, what was believed when."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db.models import F

from yingbao.law.engines.explain import Explanation, explainer
from yingbao.law.engines.reference import Facts
from yingbao.law.facts.problems import Wording
from yingbao.law.facts.values import Kind
from yingbao.law.packs import Pack
from yingbao.law.rules.months import Programme
from yingbao.office.access.models import Officer
from yingbao.office.access.queries import get_names_seen_from
from yingbao.office.determination import sentences
from yingbao.office.determination.choices import Outcome
from yingbao.office.determination.facts import by_name, coverage_of, get_facts, get_first_lists
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.models import Decision, Finding, Grant, Layout
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.candidates import Enrolled, get_enrolments
from yingbao.office.determination.queries.payee_lists import is_watched, listed_since
from yingbao.office.register.models import Person, Standing
from yingbao.office.register.queries.recorded_time import get_horizon, was_known
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
    histories: "Histories"

    @property
    def history(self) -> tuple[Believed, ...]:
        """What was ever decided: the newest months first; of the same months, what is believed now first."""
        return self.histories.of(self.programme)

    @property
    def believed(self) -> Believed | None:
        """What is believed now about the month asked for, or a later one."""
        return next((b for b in self.history if b.run_to is None), None)


@dataclass(frozen=True)
class PersonAnswers:
    """Programmes of the county's pack for one person and month."""

    person: int
    county: str
    month: Month
    # Names of the divisions the facts speak of, for the sentences of the reasons.
    places: Mapping[str, str]
    answers: tuple[ProgrammeAnswer, ...]


def get_person_answers(
    *, officer: Officer, person: Person | int, month: Month, only: Collection[str] | None = None
) -> PersonAnswers | None:
    """Return what every programme, or `only` some, says to a person in a month.

    None outside the officer's division. The answers are made from what is known now. Where that differs
    from what was determined, the month waits to be determined again.

    Raises:
        NotInForce: the pack says nothing about the month.
    """
    stood = _stood(person)
    person = person.pk if isinstance(person, Person) else person
    county = _county(officer, stood)
    if county is None:
        return None
    pack = pack_of(county, month)
    rules = pack.for_month(month)
    question = Question(county, month, get_horizon())
    asked = tuple(dict.fromkeys([*rules.facts, *pack.told_facts]))
    # Nothing is known yet of someone whom a list being applied just brought.
    nothing = (None,) * len(asked)
    firsts = get_first_lists(question)
    values = get_facts(question, asked, [person], coverage_of(firsts))
    facts = by_name(asked, values.get(person, nothing))
    named = [str(facts[fact.id]) for fact in asked if fact.kind is Kind.DIVISION and facts[fact.id]]
    places = get_names_seen_from(county, named)
    wanted = [each for each in rules.programmes if only is None or each.id in only]
    listed = listed_since(filter(is_watched, wanted), _places(question, stood), firsts)
    found = tuple(_answers(question, pack, wanted, person, facts, {name for _, name in listed}))
    return PersonAnswers(person, county, month, places, found)


def _answers(
    question: Question,
    pack: Pack,
    wanted: Sequence[Programme],
    person: int,
    facts: Facts,
    listed: Collection[str],
) -> Iterator[ProgrammeAnswer]:
    enrolled = get_enrolments(question, filter(_shows_enrolment, wanted), [person])
    findings = _findings(question, pack, person)
    histories = Histories(question.county, person)
    told = explainer(pack.for_month(question.month)).explain([each.id for each in wanted], facts)
    for programme, explanation in zip(wanted, told, strict=True):
        yield ProgrammeAnswer(
            programme.id,
            programme.name,
            explanation,
            None if explanation.amount_fen is None else Money(explanation.amount_fen),
            tuple(enrolled.get((person, programme.id), ())),
            programme.id in listed,
            tuple(findings.get(programme.id, ())),
            histories,
        )


def _stood(person: Person | int) -> list[Standing]:
    """Return everywhere in sight a person ever stood, the earliest first."""
    found = person.standings.all() if isinstance(person, Person) else Standing.objects.filter(person=person)
    return sorted(found, key=lambda each: each.pk)


def _county(officer: Officer, stood: Sequence[Standing]) -> str | None:
    """Return the county in which a person stands now in the officer's division."""
    low, high = officer.scope
    here = (each for each in stood if each.ended_by_id is None and low <= each.division_code < high)
    return next((each.county for each in here), None)


def _places(question: Question, stood: Sequence[Standing]) -> dict[int, str]:
    """Return where a person stands as known to the question; nothing where nobody knew."""
    return {
        each.person_id: each.division_code
        for each in stood
        if each.county == question.county and was_known(each, question.horizon)
    }


def _shows_enrolment(programme: Programme) -> bool:
    return programme.enrolment is not None and programme.enrolment.scheme != "none"


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


@dataclass(eq=False)
class Histories:
    """What was ever decided about a person, read when it is first asked for."""

    county: str
    person: int

    def of(self, programme: str) -> tuple[Believed, ...]:
        """Return what was decided about one programme; a stretch with the same answer is one entry."""
        return tuple(
            _merged(
                [
                    _believed(decision, self._grants.get((decision.pk, programme)))
                    for decision in self._decisions
                    if programme in _programmes_on(vars(decision)["layout"], decision.page)
                ]
            )
        )

    @cached_property
    def _decisions(self) -> list[Decision]:
        found = Decision.objects.filter(county=self.county, person=self.person)
        return list(found.annotate(layout=F("basis__layout__digest")).order_by("-month_from", "-run_from_id"))

    @cached_property
    def _grants(self) -> dict[tuple[int, str], Grant]:
        found = Grant.objects.filter(decision__in=self._decisions)
        return {(each.decision_id, each.programme): each for each in found}


# A layout is large, nearly always the same one, and never changes: its digest is its name.
@lru_cache(maxsize=64)
def _programmes_on(layout: str | None, page: int) -> frozenset[str]:
    found = Layout.objects.filter(digest=layout).first() if layout else None
    return frozenset(each["id"] for each in found.pages[page]["programmes"]) if found else frozenset()


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
