"""What the comparison of a month finds: rows of the four lists, before they are stored."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from yingbao.law.engines.answers import Answer
from yingbao.law.engines.deciding import asks
from yingbao.law.engines.reference import Facts
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs import NotInForce, Pack
from yingbao.law.rules.months import MonthRules, Programme
from yingbao.law.rules.truth import Truth
from yingbao.office.determination import layouts, wording
from yingbao.office.determination.answering import answering
from yingbao.office.determination.blame import find_blame
from yingbao.office.determination.choices import Outcome, Reason, WorkList
from yingbao.office.determination.facts import by_name, get_facts
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.candidates import (
    Candidate,
    Change,
    Enrolled,
    get_enrolments,
    list_candidates,
    list_changes,
)
from yingbao.office.determination.queries.payee_lists import get_listed_since, watched
from yingbao.office.determination.queries.refused_rows import RefusedRow, get_refused_names
from yingbao.office.determination.walking import Case, Claim, Paid, Since, Walk
from yingbao.values.month import Month

WHO = ("certificate_kind", "certificate_grade")
CLAIMS = {
    Reason.NOT_ENROLLED: Claim.MISSED,
    Reason.AMOUNT_DIFFERS: Claim.AMOUNT_DIFFERS,
    Reason.PAID_TWICE: Claim.TWICE,
}


@dataclass(frozen=True)
class Found:
    """One row of a list."""

    person: int
    list: WorkList
    programme: str
    reason: str
    clause: str
    params: Mapping[str, object]
    since: Month | None = None
    monthly_fen: int | None = None
    at_stake_fen: int | None = None

    @property
    def key(self) -> tuple[int, str, str, str]:
        """What makes it the same row in the next comparison."""
        return self.person, self.list, self.programme, self.reason


@dataclass
class Comparison:
    """A month of a county compared with who is enrolled, as known at the horizon."""

    question: Question
    pack: Pack
    pages: layouts.Pages
    # Whether the month before was determined; without it nothing can be said to have changed.
    has_month_before: bool
    facts: dict[int, Facts] = field(default_factory=dict)
    questions: dict[tuple[str, int, int, frozenset[str]], str] = field(default_factory=dict)

    @cached_property
    def rules(self) -> MonthRules:
        return self.pack.for_month(self.question.month)

    def find(self) -> list[Found]:
        """Return every row of the four lists."""
        candidates = list(list_candidates(self.question, self.rules))
        changes = [c for c in self._changes() if _is_worth_telling(c)]
        persons = {c.person for c in candidates} | {c.person for c in changes}
        self.facts = self._gather(sorted(persons))
        refused = get_refused_names(self.question, watched(self.rules), self._missed_persons(candidates))
        sorted_out = [(c, *self._sort(c, refused)) for c in candidates]
        since = self._since(sorted_out)
        found = [self._found(c, kind, reason, since, refused) for c, kind, reason in sorted_out]
        return found + [self._changed(change) for change in changes]

    def _changes(self) -> Iterable[Change]:
        return list_changes(self.question, self.rules) if self.has_month_before else ()

    def _gather(self, persons: Sequence[int]) -> dict[int, Facts]:
        told = self._told_facts()
        values = get_facts(self.question, told, persons)
        return {person: by_name(told, row) for person, row in values.items()}

    def _told_facts(self) -> tuple[Fact, ...]:
        vocabulary = self.pack.vocabulary
        who = [vocabulary.find(name) for name in WHO]
        return tuple(dict.fromkeys([*self.rules.facts, *self.pack.told_facts, *filter(None, who)]))

    def _missed_persons(self, candidates: Iterable[Candidate]) -> list[int]:
        return sorted({c.person for c in candidates if c.outcome == Outcome.YES and not c.spells})

    def _sort(
        self, candidate: Candidate, refused: Mapping[tuple[int, str], RefusedRow]
    ) -> tuple[WorkList, str]:
        """Return the list and the reason of a candidate."""
        if candidate.outcome == Outcome.ASK:
            return WorkList.ASK, self._question_of(candidate)
        if candidate.outcome is None:
            return WorkList.WRONG, self._blame(candidate)
        if candidate.spells:
            return WorkList.WRONG, Reason.PAID_TWICE if candidate.spells > 1 else Reason.AMOUNT_DIFFERS
        if (candidate.person, candidate.programme) in refused:
            return WorkList.ASK, Reason.ROW_REFUSED
        return WorkList.MISSED, Reason.NOT_ENROLLED

    def _programme(self, programme_id: str) -> Programme:
        return self.rules.by_id[programme_id]

    def _truths(self, row: Candidate | Change) -> Mapping[str, Truth]:
        found = layouts.find(self.pages, row.programme)
        return found[1].truths(row.true_bits, row.unknown_bits) if found else {}

    def _blame(self, row: Candidate | Change) -> str:
        return find_blame(self._programme(row.programme), self._truths(row))

    def _question_of(self, row: Candidate | Change) -> str:
        facts = self.facts.get(row.person, {})
        missing = frozenset(fact for fact in self.rules.fact_ids if facts.get(fact) is None)
        # The same truths with the same facts missing ask the same question.
        alike = row.programme, row.true_bits, row.unknown_bits, missing
        if alike not in self.questions:
            asked = asks(self.rules.conditions, self._programme(row.programme).eligible, facts)
            unknown = (name for name, truth in self._truths(row).items() if truth is None)
            self.questions[alike] = asked[0] if asked else next(unknown, "")
        return self.questions[alike]

    def _since(self, rows: Iterable[tuple[Candidate, WorkList, str]]) -> dict[tuple[int, str], Since]:
        cases = [
            Case(c.person, c.programme, CLAIMS.get(Reason(reason), Claim.NOT_ENTITLED))
            if reason in Reason.values
            else Case(c.person, c.programme, Claim.NOT_ENTITLED)
            for c, kind, reason in rows
            if kind != WorkList.ASK
        ]
        # Of the programmes asked about and no others: a pack has a hundred more, and a walk many months.
        answers = partial(self._answers, {case.programme for case in cases})
        walk = Walk(answers, _Enrolments.of(self.question, self.rules, cases))
        found = walk.back(cases, self.question.month)
        return {(case.person, case.programme): since for case, since in found.items()}

    def _answers(
        self, programmes: Collection[str], month: Month, persons: Sequence[int]
    ) -> Mapping[int, Mapping[str, Answer]]:
        try:
            rules = pack_of(self.question.county, month).only(programmes).for_month(month)
        except NotInForce:
            return {}
        question = Question(self.question.county, month, self.question.horizon)
        answer = answering(rules)
        return {p: answer(values) for p, values in get_facts(question, rules.facts, persons).items()}

    def _found(
        self,
        row: Candidate,
        kind: WorkList,
        reason: str,
        since: Mapping[tuple[int, str], Since],
        refused: Mapping[tuple[int, str], RefusedRow],
    ) -> Found:
        back = since.get((row.person, row.programme))
        monthly = row.paid_fen if kind == WorkList.WRONG else row.due_fen
        stake = monthly if back is None else back.fen
        if back is not None and back.unpriced == back.months:
            stake = None
        params: dict[str, object] = {"facts": self._named_facts(row, reason)}
        params |= {"due_fen": row.due_fen, "paid_fen": row.paid_fen}
        params |= _of_walk(back) | ({"times": row.spells} if row.spells > 1 else {})
        if reason == Reason.ROW_REFUSED:
            unread = refused[row.person, row.programme]
            params |= {"line": unread.line} | ({"contested": True} if unread.contested else {})
        return Found(
            row.person,
            kind,
            row.programme,
            reason,
            self._clause(row.programme, reason),
            params,
            back.first if back else None,
            monthly,
            stake,
        )

    def _changed(self, row: Change) -> Found:
        reason = self._why_changed(row)
        before, now = row.before_fen or 0, row.due_fen or 0
        before_paid = before if row.before == Outcome.YES else 0
        now_paid = now if row.outcome == Outcome.YES else 0
        params: dict[str, object] = {"facts": self._named_facts(row, reason)}
        params |= {"before_fen": row.before_fen, "due_fen": row.due_fen}
        if reason == Reason.BECAME_UNKNOWN:
            params["fact"] = self._question_of(row)
        return Found(
            row.person,
            WorkList.CHANGED,
            row.programme,
            reason,
            self._clause(row.programme, reason),
            params,
            self.question.month,
            row.due_fen,
            abs(now_paid - before_paid),
        )

    def _why_changed(self, row: Change) -> str:
        if row.outcome is None:
            return self._blame(row)
        if row.outcome == Outcome.ASK:
            return Reason.BECAME_UNKNOWN
        return Reason.AMOUNT_CHANGED if row.before == Outcome.YES else Reason.BECAME_ELIGIBLE

    def _named_facts(self, row: Candidate | Change, reason: str) -> dict[str, object]:
        """Return the values the sentence names: who it is, and what the conditions speak of."""
        programme = self._programme(row.programme)
        texts = [c.fails for c in programme.conditions if c.id == reason] or [
            c.says for c in programme.conditions
        ]
        names = {name for text in texts for name in wording.facts_named(text)}
        names |= set(WHO)
        values = self.facts.get(row.person, {})
        return {name: wording.store_value(values[name]) for name in sorted(names) if name in values}

    def _clause(self, programme_id: str, reason: str) -> str:
        programme = self._programme(programme_id)
        own = [c.citation for c in programme.conditions if c.id == reason and c.citation]
        cited = [*own, *programme.citations]
        return str(cited[0]) if cited else ""


def _is_worth_telling(change: Change) -> bool:
    """An amount that would be due if the answer were yes is no change as long as it is asked for."""
    return change.before != change.outcome or change.outcome == Outcome.YES


def _of_walk(back: Since | None) -> dict[str, object]:
    if back is None:
        return {}
    told: dict[str, object] = {"months": back.months}
    if back.unpriced:
        told["unpriced_months"] = back.unpriced
        if back.priced_from is not None:
            told["priced_from"] = str(back.priced_from)
    if back.at_the_bound:
        told["at_the_bound"] = True
    return told


@dataclass(frozen=True)
class _Enrolments:
    spells: Mapping[tuple[int, str], Sequence[Enrolled]]
    listed_since: Mapping[tuple[int, str], Month]

    @classmethod
    def of(cls, question: Question, rules: MonthRules, cases: Iterable[Case]) -> "_Enrolments":
        cases = list(cases)
        programmes = [p for p in watched(rules) if p.id in {case.programme for case in cases}]
        persons = {case.person for case in cases}
        return cls(
            get_enrolments(question, programmes, persons), get_listed_since(question, programmes, persons)
        )

    def __call__(self, case: Case, month: Month) -> Paid:
        whose = case.person, case.programme
        held = [s for s in self.spells.get(whose, ()) if s.holds(month)]
        amounts = [s.amount_fen for s in held]
        known = None not in amounts
        since = self.listed_since.get(whose)
        listed = since is not None and month >= since
        told = listed or all(s.told_in <= month for s in held)
        return Paid(len(held), sum(a for a in amounts if a is not None) if known else None, listed, told)


def rows_of(found: Iterable[Found], places: Mapping[str, str]) -> Iterator[Found]:
    """Give the rows with the names of the divisions their facts speak of."""
    for row in found:
        facts = row.params.get("facts")
        codes = (
            [v for v in facts.values() if isinstance(v, str) and v in places]
            if isinstance(facts, dict)
            else []
        )
        yield row if not codes else _placed(row, {code: places[code] for code in codes})


def _placed(row: Found, places: Mapping[str, str]) -> Found:
    return Found(**{**row.__dict__, "params": {**row.params, "places": dict(places)}})
