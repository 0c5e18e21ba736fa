"""Two sets of rules over the same facts: one row per person and programme that either does not refuse."""

from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from yingbao.law.engines import columns
from yingbao.law.facts.values import Value
from yingbao.law.rules.graph import atoms_of, facts_of
from yingbao.law.rules.months import MonthRules
from yingbao.law.rules.nodes import Rule

NO, YES, ASK = 0, 1, 2
NOTHING = pl.lit(None, dtype=pl.Int64)
ROWS = {
    "programme": pl.UInt16,
    "row": pl.UInt32,
    "person_id": pl.Int64,
    "was": pl.UInt8,
    "was_fen": pl.Int64,
    "becomes": pl.UInt8,
    "becomes_fen": pl.Int64,
}


def compare(facts: pl.DataFrame, before: MonthRules, after: MonthRules, names: Sequence[str]) -> pl.DataFrame:
    """Return what both rules say, where one of them says more than no.

    `programme` is the place among the names, `row` the person's in the facts; outcomes are NO, YES or
    ASK, and an amount in fen stands only where the answer is yes and the amount is known.
    """
    people = facts.select("person_id").with_row_index("row")
    wide = pl.concat(
        [people, *_bits(before, facts, "was"), *_bits(after, facts, "becomes")], how="horizontal"
    )
    parts = [_programme(wide.lazy(), before, after, place, name) for place, name in enumerate(names)]
    return pl.concat(parts).collect() if parts else pl.DataFrame(schema=ROWS)


def get_kinds(facts: pl.DataFrame, rules: Iterable[Rule]) -> Iterator[tuple[dict[str, Value | None], int]]:
    """Give one person's facts for all of whom every part of the rules stands alike, and how many they are.

    Alike is: the same truth of each part, and the same facts missing. So who is to be asked what is
    worked out a few times, and not for everyone.
    """
    atoms = list(dict.fromkeys(atom for rule in rules for atom in atoms_of(rule)))
    names = list(dict.fromkeys(fact.id for atom in atoms for fact in facts_of(atom)))
    look = [columns.truth(atom).alias(f"part {number}") for number, atom in enumerate(atoms)]
    look += [pl.col(name).is_null().alias(f"no {name}") for name in names]
    alike = facts.select(*names, *look).group_by(pl.col("^(part|no) .*$"), maintain_order=True)
    for kind in alike.agg(*(pl.col(name).first() for name in names), pl.len().alias("persons")).to_dicts():
        yield {name: kind[name] for name in names}, kind["persons"]


def _bits(rules: MonthRules, facts: pl.DataFrame, label: str) -> Iterator[pl.DataFrame]:
    for page in rules.pages:
        answers = columns.evaluate(rules, page, facts)
        amounts = [f"amount_{name}" for name in rules.money_on(page)]
        yield answers.select(
            pl.col("yes_bits").alias(f"{label}_yes_{page.number}"),
            pl.col("ask_bits").alias(f"{label}_ask_{page.number}"),
            *(pl.col(name).alias(f"{label}_{name}") for name in amounts),
        )


def _programme(
    wide: pl.LazyFrame, before: MonthRules, after: MonthRules, place: int, name: str
) -> pl.LazyFrame:
    answered = wide.select(
        pl.lit(place, dtype=pl.UInt16).alias("programme"),
        "row",
        "person_id",
        *_answer(before, name, "was"),
        *_answer(after, name, "becomes"),
    )
    paid = [
        pl.when(pl.col(side) == YES).then(pl.col(f"{side}_fen")).alias(f"{side}_fen")
        for side in ("was", "becomes")
    ]
    return answered.filter((pl.col("was") != NO) | (pl.col("becomes") != NO)).with_columns(paid)


def _answer(rules: MonthRules, name: str, label: str) -> tuple[pl.Expr, pl.Expr]:
    """Return outcome and amount; a programme not in force is a no to everyone."""
    if name not in rules.by_id:
        return pl.lit(NO, dtype=pl.UInt8).alias(label), NOTHING.alias(f"{label}_fen")
    page = rules.page_of(name)
    mask = 1 << page.programmes.index(name)
    said = {YES: f"{label}_yes_{page.number}", ASK: f"{label}_ask_{page.number}"}
    holds = {outcome: (pl.col(column) & mask) != 0 for outcome, column in said.items()}
    outcome = (
        pl.when(holds[YES])
        .then(pl.lit(YES, dtype=pl.UInt8))
        .when(holds[ASK])
        .then(pl.lit(ASK, dtype=pl.UInt8))
        .otherwise(pl.lit(NO, dtype=pl.UInt8))
    )
    amount = pl.col(f"{label}_amount_{name}") if rules.by_id[name].in_money else NOTHING
    return outcome.alias(label), amount.alias(f"{label}_fen")
