"""What the rules say about a large county, answered outside the database, and where that is new."""
# ruff: noqa: S608 - only our own names, numbers and checked codes stand in these statements.

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from yingbao.law.engines import columns
from yingbao.law.rules.months import MonthRules
from yingbao.office.determination.facts_columns import get_fact_columns
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.layouts import pages_of, programmes_of
from yingbao.office.determination.queries.candidates import believed
from yingbao.office.determination.tables_out import copy_out

WORDS = ("true_bits", "unknown_bits", "yes_bits", "ask_bits")
BELIEVED = {
    "old_id": pl.Int64,
    "person_id": pl.Int64,
    "page": pl.Int64,
    **dict.fromkeys(WORDS, pl.Int64),
    "amounts": pl.String,
    "layout": pl.Int64,
}


@dataclass(frozen=True)
class Differences:
    """The answers that differ from what is believed, page by page, and all rows that change."""

    answers: Mapping[int, pl.DataFrame]
    # person_id, page, old_id, gone
    changed: pl.DataFrame


def find_differences(question: Question, rules: MonthRules, layout: int | None) -> Differences:
    """Return where the rules over the facts known now differ from what is believed for the month.

    `layout` is the stored layout of the rules, none when they were never stored.
    """
    facts = get_fact_columns(question, rules.facts)
    old = copy_out({"believed": (believed_select(question), BELIEVED)})["believed"]
    answers: dict[int, pl.DataFrame] = {}
    changed = []
    for page in rules.pages:
        new = columns.evaluate(rules, page, facts)
        new = new.with_columns(_amounts(rules, page.number).alias("amounts"))
        answers[page.number], rows = _compare(new, old, page.number, layout)
        changed.append(rows)
    gone = old.join(facts.select("person_id"), on="person_id", how="anti")
    gone = pl.concat([gone, old.filter(pl.col("page") >= len(rules.pages))]).unique("old_id")
    changed.append(gone.select("person_id", "page", "old_id", gone=True))
    return Differences(answers, pl.concat(changed))


def believed_select(question: Question) -> str:
    """Return the SELECT of everything believed about the month."""
    return (
        f"SELECT d.id AS old_id, d.person_id, d.page, {', '.join('d.' + word for word in WORDS)}, d.amounts,"
        f" basis.layout_id AS layout FROM determination_decision AS d"
        f" JOIN determination_run AS basis ON basis.id = d.basis_id"
        f" WHERE {believed(question.county, question.month, 'd')}"
    )


def _amounts(rules: MonthRules, page: int) -> pl.Expr:
    """Return all amounts in one text, as evaluating.amounts_of does inside the database."""
    asked = pl.col("yes_bits") | pl.col("ask_bits")
    parts = [
        pl.when((asked & p.mask) == 0)
        .then(pl.lit(""))
        .otherwise(pl.col(p.amount_column).cast(pl.String).fill_null("?"))
        for p in programmes_of(pages_of(rules), page)
        if p.amount_column
    ]
    return pl.concat_str(parts, separator=",") if parts else pl.lit("")


def _compare(
    new: pl.DataFrame, old: pl.DataFrame, page: int, layout: int | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    of_page = old.lazy().filter(pl.col("page") == page).drop("page")
    both = new.lazy().join(of_page, on="person_id", how="left", suffix="_old")
    same = pl.col("layout").eq_missing(pl.lit(layout, dtype=pl.Int64))
    for word in (*WORDS, "amounts"):
        same = same & (pl.col(word) == pl.col(f"{word}_old"))
    differing = both.filter(pl.col("old_id").is_null() | ~same).collect()
    rows = differing.select("person_id", pl.lit(page, dtype=pl.Int64).alias("page"), "old_id", gone=False)
    return differing.select(new.columns), rows
