"""Every engine answers as the plain one does for the packs as they are, on persons with facts drawn at random."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest

from tests.generative.engines import by_closure, by_columns, by_postgresql, by_reference, by_sqlite
from yingbao.law.facts.values import Kind
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs import find_packs, find_reforms, load
from yingbao.values.month import Month

POLICY = Path(__file__).parents[2] / "policy"
MONTHS = [Month(2022, 9), Month(2024, 2), Month(2026, 6)]
PACKS = [(pack, reform) for pack in find_packs(POLICY) for reform in (None, *find_reforms(POLICY, pack))]
PERSONS = 150


def draw(fact: Fact, month: Month, random: Random) -> object:
    """Return a value near the edges a rule of the month may have, or nothing."""
    if random.random() < 0.2:
        return None
    if fact.kind is Kind.DATE:
        edge = random.choice([month.first_day, month.last_day])
        years = random.choice([0, 0, 0, 16, 60, 61])
        return date(edge.year - years, edge.month, 1) + timedelta(days=random.randint(-2, 32))
    if fact.kind is Kind.DIVISION:
        return random.choice(["500156", "500156001001", "430811001", "500112", "430821", "110101"])
    values = {
        Kind.BOOLEAN: [True, False],
        Kind.INTEGER: range(fact.range[0], fact.range[1] + 1) if fact.range else range(5),
        Kind.FEN: [0, 5000, 9999, 10000, 10001, 11000, 99999],
        Kind.CHOICE: [code for code, _ in fact.choices],
        Kind.MONTH: ["2022-09", "2026-06"],
        Kind.TEXT: ["", "x"],
    }
    return random.choice(list(values[fact.kind]))


def people(rules, seed: int):
    random = Random(seed)
    return [{fact.id: draw(fact, rules.month, random) for fact in rules.facts} for _ in range(PERSONS)]


def agree(pack_id, reform, engines) -> None:
    pack = load(POLICY, pack_id, *([reform] if reform else []))
    for seed, month in enumerate(MONTHS):
        if month not in pack.in_force:
            continue
        rules = pack.for_month(month)
        persons = people(rules, seed)
        expected = by_reference(rules, persons)
        for engine in engines:
            assert engine(rules, persons) == expected, (month, engine)


@pytest.mark.parametrize(("pack_id", "reform"), PACKS)
def test_closure_sqlite_and_columns_answer_a_pack_alike(pack_id, reform):
    agree(pack_id, reform, [by_closure, by_sqlite, by_columns])


@pytest.mark.parametrize(("pack_id", "reform"), PACKS)
def test_postgresql_answers_a_pack_alike(pack_id, reform, postgresql):
    agree(pack_id, reform, [partial(by_postgresql, postgresql)])
