"""The facts of a month as one SQL text: one row per person of the county, one column per fact.

The same text runs on SQLite and PostgreSQL. Every value in it is a number, a
month's day or a code we have checked; names of tables and columns are our own.
"""
# ruff: noqa: S608 - there is no text of a user in these statements.

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from yingbao.law.facts.values import Kind
from yingbao.office.determination.fact_sources import (
    ENDED_STATUSES,
    AmountOnScheme,
    FactSource,
    HoldsCertificate,
    OfCertificate,
    OfDeath,
    OfHome,
    OfHukou,
    OfPerson,
    OnScheme,
    Stated,
    source_of,
)
from yingbao.values.division import DivisionCode
from yingbao.values.month import Month

EARLIEST = "0001-01-01"


@dataclass(frozen=True)
class Question:
    """Whose facts, for which month, as known at which source."""

    county: str
    month: Month
    horizon: int

    def __post_init__(self) -> None:
        DivisionCode(self.county)

    @property
    def first_day(self) -> str:
        return f"'{self.month.first_day.isoformat()}'"

    @property
    def last_day(self) -> str:
        return f"'{self.month.last_day.isoformat()}'"

    def knows(self, alias: str) -> str:
        """Return the condition that a row was known at the horizon."""
        return (
            f"{alias}.source_id <= {self.horizon}"
            f" AND ({alias}.ended_by_id IS NULL OR {alias}.ended_by_id > {self.horizon})"
        )

    def place(self, column: str) -> str:
        """Return the expression of a place; one known only as far as the county's own province is unknown.

        Somebody registered “in Hunan” may or may not be registered in this county of Hunan;
        somebody registered “in Chongqing” certainly is not.
        """
        province, prefecture = self.county[:2], self.county[:4]
        return f"NULLIF(NULLIF({column}, '{province}'), '{prefecture}')"

    def holds(self, alias: str, first: str, last: str) -> str:
        """Return the condition that a row was true on some day between two, both included."""
        return (
            f"({alias}.valid_from IS NULL OR {alias}.valid_from <= {last})"
            f" AND ({alias}.valid_to IS NULL OR {alias}.valid_to >= {first})"
        )


@dataclass(frozen=True)
class Asked:
    """One fact to be told: its id and the type its column must have."""

    id: str
    kind: Kind


@dataclass(frozen=True)
class Coverage:
    """For which divisions a complete list of each scheme is in."""

    divisions: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def condition(self, county: str, schemes: Iterable[str]) -> str:
        """Return the condition that one of the lists covers the person: TRUE, FALSE, or by village."""
        codes = {code for scheme in schemes for code in self.divisions.get(scheme, ())}
        if any(county.startswith(code) for code in codes):
            return "TRUE"
        ranges = [DivisionCode(code).range for code in sorted(codes) if code.startswith(county)]
        parts = [f"(folk.division_code >= '{low}' AND folk.division_code < '{high}')" for low, high in ranges]
        return " OR ".join(parts) or "FALSE"


def folk_select(
    question: Question, *, chosen: str | None = None, persons: Iterable[int] | None = None
) -> str:
    """Return the SELECT of the persons of the county and their places.

    Only those in the table `chosen`, or only the `persons` named, when either is given.
    """
    among = f" JOIN {chosen} AS chosen ON chosen.person_id = standing.person_id" if chosen else ""
    named = "" if persons is None else f" AND standing.person_id IN ({_numbers(persons)})"
    return (
        f"SELECT standing.person_id, standing.division_code FROM register_standing AS standing{among}"
        f" WHERE standing.county = '{question.county}' AND {question.knows('standing')}{named}"
    )


def facts_statement(question: Question, asked: Sequence[Asked], coverage: Coverage, folk: str) -> str:
    """Return the SELECT of person_id and every fact asked.

    `folk` is the table of the persons and their places, or a SELECT of them in parentheses.
    """
    text = _Text(question, coverage, folk)
    columns = [text.column(fact) for fact in asked]
    joins = "".join(text.joins(asked))
    return f"SELECT folk.person_id AS person_id{''.join(columns)} FROM {folk} AS folk{joins}"


class _Text:
    def __init__(self, question: Question, coverage: Coverage, folk: str) -> None:
        self.question = question
        self.coverage = coverage
        self.folk = folk

    def column(self, fact: Asked) -> str:
        return f", {self._told(fact)} AS {fact.id}"

    def _told(self, fact: Asked) -> str:  # noqa: PLR0911  # one return per kind of source
        source = source_of(fact.id)
        stated = _read_statement(fact)
        match source:
            case OfPerson(column):
                # An empty text is a sex nobody told us.
                told = f"NULLIF(person.{column}, '')" if fact.kind is Kind.CHOICE else f"person.{column}"
                return f"COALESCE({told}, {stated})"
            case OfCertificate(column):
                return f"COALESCE(certificate.{column}, {stated})"
            case HoldsCertificate():
                return self._yes_or_no("certificate.person_id IS NOT NULL", ("certificate",), stated)
            case OnScheme(_, covered_by):
                return self._yes_or_no(f"spell.{fact.id} = 1", covered_by, stated)
            case AmountOnScheme():
                return f"COALESCE(spell.{fact.id}, {stated})"
            case Stated():
                return stated
            case OfHukou() | OfHome():
                return f"COALESCE({self.question.place(f'{PLACES[type(source)]}.division_code')}, {stated})"
        return f"COALESCE(death.died_on, {stated})"

    def _yes_or_no(self, yes: str, covered_by: Iterable[str], stated: str) -> str:
        covered = self.coverage.condition(self.question.county, covered_by)
        return f"CASE WHEN {yes} THEN TRUE WHEN {covered} THEN FALSE ELSE {stated} END"

    def joins(self, asked: Sequence[Asked]) -> Iterable[str]:
        """Return the joins that these facts need, and no others."""
        wanted = {type(source_of(fact.id)) for fact in asked}
        if OfPerson in wanted:
            yield " JOIN register_person AS person ON person.id = folk.person_id"
        for name, sources, subquery in self._subqueries(asked):
            if wanted & sources:
                yield f" LEFT JOIN ({subquery()}) AS {name} ON {name}.person_id = folk.person_id"

    def _subqueries(
        self, asked: Sequence[Asked]
    ) -> Iterable[tuple[str, set[type[FactSource]], Callable[[], str]]]:
        last = self.question.last_day
        first = self.question.first_day
        everything = {type(source_of(fact.id)) for fact in asked}
        yield "certificate", {OfCertificate, HoldsCertificate}, self._certificates
        yield "spell", {OnScheme, AmountOnScheme}, lambda: self._spells(asked)
        yield "hukou", {OfHukou}, lambda: self._latest("register_hukou", "division_code", (first, first))
        yield "home", {OfHome}, lambda: self._latest("register_home", "division_code", (last, last))
        yield "death", {OfDeath}, self._deaths
        yield "stated", everything, lambda: self._statements(asked)

    def _of_folk(self, table: str, alias: str) -> str:
        return f"{self.folk} AS asked JOIN {table} AS {alias} ON {alias}.person_id = asked.person_id"

    def _certificates(self) -> str:
        last = self.question.last_day
        ended = ", ".join(f"'{status}'" for status in ENDED_STATUSES)
        # An annulled certificate without a day has ended by the month of the list that says so.
        ended_on = f"CASE WHEN c.status IN ({ended}) THEN COALESCE(c.status_on, c.valid_to, listed.month) END"
        place = (
            f"ROW_NUMBER() OVER (PARTITION BY c.person_id ORDER BY"
            f" CASE WHEN COALESCE(c.valid_from, '{EARLIEST}') <= {last} THEN 0 ELSE 1 END,"
            f" CASE WHEN COALESCE(c.valid_from, '{EARLIEST}') <= {last}"
            f" THEN COALESCE(c.valid_from, '{EARLIEST}') END DESC, c.valid_from, c.id DESC)"
        )
        return (
            f"SELECT * FROM (SELECT c.person_id, c.kind, c.grade, c.valid_from, c.expires_on, c.status,"
            f" {ended_on} AS ended_on, {place} AS place"
            f" FROM {self._of_folk('register_certificate', 'c')}"
            f" JOIN register_source AS listed ON listed.id = c.source_id"
            f" WHERE {self.question.knows('c')}) AS ranked WHERE ranked.place = 1"
        )

    def _spells(self, asked: Sequence[Asked]) -> str:
        columns = [self._spell_column(fact) for fact in asked]
        schemes = sorted({scheme for fact in asked for scheme in schemes_of(source_of(fact.id))})
        question = self.question
        return (
            f"SELECT s.person_id{''.join(columns)} FROM {self._of_folk('register_spell', 's')}"
            f" WHERE s.scheme IN ({_listed(schemes)}) AND {question.knows('s')}"
            f" AND {question.holds('s', question.first_day, question.last_day)} GROUP BY s.person_id"
        )

    def _spell_column(self, fact: Asked) -> str:
        source = source_of(fact.id)
        match source:
            case OnScheme(schemes, _):
                return f", MAX(CASE WHEN s.scheme IN ({_listed(schemes)}) THEN 1 END) AS {fact.id}"
            case AmountOnScheme(scheme):
                on = f"WHEN s.scheme = '{scheme}' THEN"
                return (
                    f", CASE WHEN COUNT(CASE {on} 1 END) = COUNT(CASE {on} s.amount_fen END)"
                    f" THEN CAST(SUM(CASE {on} s.amount_fen END) AS BIGINT) END AS {fact.id}"
                )
        return ""

    def _latest(self, table: str, column: str, days: tuple[str, str]) -> str:
        place = (
            f"ROW_NUMBER() OVER (PARTITION BY t.person_id ORDER BY"
            f" COALESCE(t.valid_from, '{EARLIEST}') DESC, t.id DESC)"
        )
        return (
            f"SELECT * FROM (SELECT t.person_id, t.{column}, {place} AS place"
            f" FROM {self._of_folk(table, 't')} WHERE {self.question.knows('t')}"
            f" AND {self.question.holds('t', *days)}) AS ranked WHERE ranked.place = 1"
        )

    def _deaths(self) -> str:
        return (
            f"SELECT d.person_id, MIN(d.died_on) AS died_on FROM {self._of_folk('register_death', 'd')}"
            f" WHERE {self.question.knows('d')} GROUP BY d.person_id"
        )

    def _statements(self, asked: Sequence[Asked]) -> str:
        question = self.question
        columns = [f", MAX(CASE WHEN fact = '{fact.id}' THEN value END) AS {fact.id}" for fact in asked]
        place = "ROW_NUMBER() OVER (PARTITION BY t.person_id, t.fact ORDER BY t.source_id DESC, t.id DESC)"
        return (
            f"SELECT person_id{''.join(columns)} FROM (SELECT t.person_id, t.fact, t.value,"
            f" {place} AS place FROM {self._of_folk('register_statedfact', 't')}"
            f" WHERE {question.knows('t')} AND {question.holds('t', question.first_day, question.last_day)})"
            f" AS latest WHERE place = 1 GROUP BY person_id"
        )


PLACES: dict[type[FactSource], str] = {OfHukou: "hukou", OfHome: "home"}


def schemes_of(source: FactSource) -> tuple[str, ...]:
    """Return the schemes a fact is told by."""
    match source:
        case OnScheme(schemes, _):
            return schemes
        case AmountOnScheme(scheme):
            return (scheme,)
    return ()


def _numbers(persons: Iterable[int]) -> str:
    return ", ".join(str(int(person)) for person in persons) or "NULL"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _read_statement(fact: Asked) -> str:
    """Return the expression that reads a stated text as the fact's type."""
    text = f"stated.{fact.id}"
    match fact.kind:
        case Kind.BOOLEAN:
            return f"CASE {text} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"
        case Kind.INTEGER | Kind.FEN:
            return f"CAST({text} AS BIGINT)"
        case Kind.DATE:
            # SQLite keeps dates as text; its CAST to DATE would make the number 2026 of one.
            return f"DATE({text})"
    return text
