"""The facts of a month joined outside the database, for large registers; the same as facts_sql makes."""
# ruff: noqa: S608 - only our own names, numbers and checked codes stand in these statements.

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from yingbao.law.facts.values import Kind
from yingbao.law.facts.vocabulary import Fact
from yingbao.office.determination.fact_sources import (
    ENDED_STATUSES,
    AmountOnScheme,
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
from yingbao.office.determination.facts import get_coverage
from yingbao.office.determination.facts_sql import Coverage, Question, schemes_of
from yingbao.office.determination.tables_out import Columns, copy_out
from yingbao.values.division import DivisionCode

Frames = Mapping[str, pl.DataFrame]
TYPES: Mapping[Kind, type[pl.DataType]] = {
    Kind.BOOLEAN: pl.Boolean,
    Kind.INTEGER: pl.Int64,
    Kind.FEN: pl.Int64,
    Kind.DATE: pl.Date,
}
PERSON = {"person_id": pl.Int64}
PLACED = {**PERSON, "division_code": pl.String, "valid_from": pl.Date, "id": pl.Int64}
OF_PERSON = {"sex": pl.String, "birth_on": pl.Date}
OF_CERTIFICATE = {
    "kind": pl.String,
    "grade": pl.Int64,
    "expires_on": pl.Date,
    "status": pl.String,
    "ended_on": pl.Date,
}


def get_fact_columns(question: Question, facts: Sequence[Fact]) -> pl.DataFrame:
    """Return person_id and every fact asked for everyone in the county."""
    frames = copy_out(selects_of(question, facts))
    joined = _joined(question, facts, frames)
    coverage = get_coverage(question)
    told = [_told(fact, question, coverage).alias(fact.id) for fact in facts]
    return joined.select(pl.col("person_id"), *told).collect()


def selects_of(question: Question, facts: Sequence[Fact]) -> dict[str, tuple[str, Columns]]:
    """Return the SELECTs of the tables these facts need: what holds in the month and was known."""
    first, last = question.first_day, question.last_day
    schemes = sorted({scheme for fact in facts for scheme in schemes_of(source_of(fact.id))})
    names = ", ".join(f"'{fact.id}'" for fact in facts)
    listed = ", ".join(f"'{scheme}'" for scheme in schemes) or "NULL"
    placed = f"person_id, {question.place('division_code')} AS division_code, valid_from, id"
    asked = {s.column for fact in facts if isinstance(s := source_of(fact.id), OfPerson | OfCertificate)}
    of_person = {name: kind for name, kind in OF_PERSON.items() if name in asked}
    of_certificate = {name: kind for name, kind in OF_CERTIFICATE.items() if name in asked}
    return {
        "spell": (
            f"SELECT person_id, scheme, amount_fen FROM register_spell AS s WHERE s.scheme IN ({listed})"
            f" AND {question.knows('s')} AND {question.holds('s', first, last)}",
            {**PERSON, "scheme": pl.String, "amount_fen": pl.Int64},
        ),
        "certificate": (
            f"SELECT person_id, valid_from, id{''.join(_certificate_column(c) for c in of_certificate)}"
            f" FROM register_certificate AS c WHERE {question.knows('c')}",
            {**PERSON, "valid_from": pl.Date, "id": pl.Int64, **of_certificate},
        ),
        "person": (
            f"SELECT id AS person_id{''.join(f', {c}' for c in of_person)} FROM register_person",
            {**PERSON, **of_person},
        ),
        "folk": (
            f"SELECT person_id, division_code FROM register_standing AS s"
            f" WHERE s.county = '{question.county}' AND {question.knows('s')}",
            {**PERSON, "division_code": pl.String},
        ),
        "hukou": (
            f"SELECT {placed} FROM register_hukou AS t"
            f" WHERE {question.knows('t')} AND {question.holds('t', first, first)}",
            PLACED,
        ),
        "home": (
            f"SELECT {placed} FROM register_home AS t"
            f" WHERE {question.knows('t')} AND {question.holds('t', last, last)}",
            PLACED,
        ),
        "death": (
            f"SELECT person_id, MIN(died_on) AS died_on FROM register_death AS d"
            f" WHERE {question.knows('d')} GROUP BY person_id",
            {**PERSON, "died_on": pl.Date},
        ),
        "stated": (
            f"SELECT person_id, fact, value, source_id, id FROM register_statedfact AS t"
            f" WHERE t.fact IN ({names}) AND {question.knows('t')} AND {question.holds('t', first, last)}",
            {**PERSON, "fact": pl.String, "value": pl.String, "source_id": pl.Int64, "id": pl.Int64},
        ),
    }


def _certificate_column(name: str) -> str:
    if name != "ended_on":
        return f", {name}"
    ended = ", ".join(f"'{status}'" for status in ENDED_STATUSES)
    listed = "(SELECT month FROM register_source WHERE id = c.source_id)"
    return f", CASE WHEN status IN ({ended}) THEN COALESCE(status_on, valid_to, {listed}) END AS ended_on"


def _joined(question: Question, facts: Sequence[Fact], frames: Frames) -> pl.LazyFrame:
    folk = frames["folk"].lazy().rename({"division_code": "folk_division"})
    parts = {
        "person": frames["person"].lazy(),
        "certificate": _certificates(question, frames["certificate"]).lazy(),
        "spell": _spells(facts, frames["spell"]),
        "hukou": _latest(frames["hukou"]).lazy(),
        "home": _latest(frames["home"]).lazy(),
        "death": frames["death"].lazy(),
        "stated": _statements(facts, frames["stated"]),
    }
    for name, part in parts.items():
        prefixed = part.rename({c: f"{name}.{c}" for c in part.collect_schema().names() if c != "person_id"})
        folk = folk.join(prefixed, on="person_id", how="left")
    return folk


def _one_each(frame: pl.DataFrame, by: Sequence[str], descending: Sequence[bool]) -> pl.DataFrame:
    """Return the first row of every person; most have only one, and then nothing is sorted."""
    if frame["person_id"].n_unique() == frame.height:
        return frame
    ordered = frame.sort(by, descending=list(descending), nulls_last=True)
    return ordered.unique("person_id", keep="first", maintain_order=True)


def _certificates(question: Question, frame: pl.DataFrame) -> pl.DataFrame:
    begun = pl.col("valid_from").is_null() | (pl.col("valid_from") <= question.month.last_day)
    ranked = frame.with_columns(
        held=True,
        later=~begun,
        since=pl.when(begun).then(pl.col("valid_from")),
        first=pl.col("valid_from"),
    )
    by = ["person_id", "later", "since", "first", "id"]
    return _one_each(ranked, by, [False, False, True, False, True])


def _latest(frame: pl.DataFrame) -> pl.DataFrame:
    by = ["person_id", "valid_from", "id"]
    return _one_each(frame, by, [False, True, True]).select("person_id", "division_code")


def _spells(facts: Sequence[Fact], frame: pl.DataFrame) -> pl.LazyFrame:
    """Return one column per fact told by spells; schemes are gathered as bits, once per person."""
    schemes = sorted({scheme for fact in facts for scheme in schemes_of(source_of(fact.id))})
    bits = {scheme: 1 << place for place, scheme in enumerate(schemes)}
    bit = pl.col("scheme").cast(pl.Enum(schemes)).replace_strict(bits, return_dtype=pl.Int64)
    spells = frame.lazy().select("person_id", bit.alias("bits"))
    gathered = spells.group_by("person_id").agg(pl.col("bits").bitwise_or())
    for fact in facts:
        source = source_of(fact.id)
        if isinstance(source, OnScheme):
            mask = sum(bits[scheme] for scheme in source.schemes)
            gathered = gathered.with_columns(((pl.col("bits") & mask) != 0).alias(fact.id))
        elif isinstance(source, AmountOnScheme):
            amounts = _amounts(frame, source.scheme).rename({"amount_fen": fact.id})
            gathered = gathered.join(amounts, on="person_id", how="left")
    return gathered


def _amounts(frame: pl.DataFrame, scheme: str) -> pl.LazyFrame:
    of_scheme = frame.lazy().filter(pl.col("scheme") == scheme)
    fen = pl.col("amount_fen")
    whole = pl.when(fen.null_count() == 0).then(fen.sum()).alias("amount_fen")
    return of_scheme.group_by("person_id").agg(whole)


def _statements(facts: Sequence[Fact], frame: pl.DataFrame) -> pl.LazyFrame:
    latest = frame.sort("source_id", "id", descending=True)
    told = [
        pl.col("value").filter(pl.col("fact") == fact.id).first().cast(pl.String).alias(fact.id)
        for fact in facts
    ]
    return latest.lazy().group_by("person_id", maintain_order=True).agg(told)


def _told(fact: Fact, question: Question, coverage: Coverage) -> pl.Expr:
    source = source_of(fact.id)
    stated = _read_statement(fact)
    match source:
        case HoldsCertificate():
            return _yes_or_no(pl.col("certificate.held"), question, coverage, ["certificate"], stated)
        case OnScheme(_, covered_by):
            return _yes_or_no(pl.col(f"spell.{fact.id}"), question, coverage, covered_by, stated)
        case Stated():
            return stated
        case OfPerson("sex"):
            return pl.coalesce(pl.col("person.sex").replace("", None), stated)
    return pl.coalesce(pl.col(_place(fact.id)), stated)


def _place(fact: str) -> str:  # noqa: PLR0911  # one return per kind of source
    source = source_of(fact)
    match source:
        case OfPerson(column):
            return f"person.{column}"
        case OfCertificate(column):
            return f"certificate.{column}"
        case OfHukou():
            return "hukou.division_code"
        case OfHome():
            return "home.division_code"
        case OfDeath():
            return "death.died_on"
    return f"spell.{fact}"


def _yes_or_no(
    yes: pl.Expr, question: Question, coverage: Coverage, covered_by: Iterable[str], stated: pl.Expr
) -> pl.Expr:
    codes = {code for scheme in covered_by for code in coverage.divisions.get(scheme, ())}
    no: pl.Expr = pl.lit(any(question.county.startswith(code) for code in codes))
    for code in codes:
        low, high = DivisionCode(code).range
        no = no | ((pl.col("folk_division") >= low) & (pl.col("folk_division") < high))
    return pl.when(yes).then(True).when(no).then(False).otherwise(stated)


def _read_statement(fact: Fact) -> pl.Expr:
    text = pl.col(f"stated.{fact.id}")
    if fact.kind is Kind.BOOLEAN:
        return pl.when(text == "true").then(True).when(text == "false").then(False)
    if fact.kind is Kind.DATE:
        return text.str.to_date("%Y-%m-%d")
    return text.cast(TYPES.get(fact.kind, pl.String))
