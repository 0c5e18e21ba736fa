"""A small vocabulary, and strategies for rules, months and persons over it: every kind of thing a rule may say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.facts.values import Kind, Value
from yingbao.law.facts.vocabulary import Fact, Vocabulary
from yingbao.law.packs.relations import as_fen
from yingbao.law.rules.binding import Binding, InForce
from yingbao.law.rules.months import Bound, Layout, MonthRules, inline
from yingbao.law.rules.nodes import Parameter
from yingbao.law.rules.programmes import ALWAYS, Pays, WrittenCondition, WrittenProgramme
from yingbao.law.rules.reading import read_amount, read_condition
from yingbao.law.rules.scope import Purpose, Scope
from yingbao.values.month import Month

HERE = Place(Path("drawn.yaml"))
KINDS = {"visual": "视力", "mental": "精神"}

DRAWN_FACTS = [
    Fact("birth_on", Wording("出生日期", "birth"), Kind.DATE),
    Fact("death_on", Wording("死亡日期", "death"), Kind.DATE, absent_means_never=True),
    Fact("grade", Wording("等级", "grade"), Kind.INTEGER, range=(1, 4)),
    Fact("count", Wording("次数", "count"), Kind.INTEGER),
    Fact("kind", Wording("类别", "kind"), Kind.CHOICE, tuple((k, Wording(v, k)) for k, v in KINDS.items())),
    Fact("hukou", Wording("户籍", "hukou"), Kind.DIVISION),
    Fact("road", Wording("道路", "road"), Kind.TEXT),
    Fact("seen_in", Wording("走访月份", "seen"), Kind.MONTH),
    Fact("other_fen", Wording("其他补贴", "other"), Kind.FEN),
    Fact("poor", Wording("低保", "poor"), Kind.BOOLEAN),
    Fact("helped", Wording("特困", "helped"), Kind.BOOLEAN),
]
VOCABULARY = Vocabulary(DRAWN_FACTS)
GRADE = VOCABULARY["grade"]
PARAMETERS = {
    "rate": Parameter("rate", Kind.FEN, (GRADE,)),
    "kind_rate": Parameter("kind_rate", Kind.FEN, (VOCABULARY["kind"],)),
    "poor_rate": Parameter("poor_rate", Kind.INTEGER, (VOCABULARY["poor"],)),
    "mixed_rate": Parameter("mixed_rate", Kind.FEN, (VOCABULARY["poor"], VOCABULARY["kind"], GRADE)),
    "flat": Parameter("flat", Kind.FEN),
    "limit": Parameter("limit", Kind.INTEGER),
    "wide": Parameter("wide", Kind.BOOLEAN),
}

DAYS = [date(1966, 6, 30), date(1966, 7, 1), date(2008, 2, 29), date(2010, 6, 30), date(2010, 7, 1)]
DAYS += [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2026, 5, 31), date(2026, 6, 1)]
DAYS += [date(2026, 6, 15), date(2026, 6, 30), date(2026, 7, 1)]
MONTHS = [Month(2024, 2), Month(2025, 2), Month(2026, 5), Month(2026, 6), Month(2026, 12)]

operators = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
small = st.integers(0, 5)
fen = st.sampled_from([0, 1, 9999, 10000, 11000, 2_500_000_000])
days = st.sampled_from(DAYS)

FACTS: Mapping[str, Sequence[Value | None]] = {
    "birth_on": [None, *DAYS],
    "death_on": [None, *DAYS],
    "grade": [None, 1, 2, 3, 4],
    "count": [None, *range(-2, 6)],
    "kind": [None, *KINDS],
    "hukou": [None, "50", "500156", "500156001", "430811", "4308"],
    "road": [None, "", "o'x", "O'X", "东路", "a%"],
    "seen_in": [None, "2025-12", "2026-06", "2026-07"],
    "other_fen": [None, 0, 1, 9999, 10000, 11000, 2_500_000_000],
    "poor": [None, True, False],
    "helped": [None, True, False],
}


def people(seed: int, number: int = 40) -> list[dict[str, Value | None]]:
    """Return persons by a seed: drawing each fact by itself would take most of the time of the tests."""
    drawn = Random(seed)
    return [{name: drawn.choice(known) for name, known in FACTS.items()} for _ in range(number)]


def _day_words() -> st.SearchStrategy[str]:
    months = st.integers(-14, 14)
    return st.one_of(
        st.sampled_from(["month_start()", "month_end()", "year_start()", "月初()"]),
        st.builds("add_months(month_end(), {})".format, months),
        st.builds("add_years(month_start(), {})".format, st.integers(-3, 3)),
        st.builds("add_months('2024-02-29', {})".format, months),
        st.builds("'{}'".format, days),
    )


def _list(item: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(item, min_size=1, max_size=3, unique=True).map(", ".join)


grades = st.integers(1, 4)
numbers = st.one_of(
    st.builds("grade {} {}".format, operators, grades),
    st.builds("等级 IN ({})".format, _list(grades.map(str))),
    st.builds("{1} {0} count".format, operators, small),
    st.builds("count {} limit".format, operators),
    st.builds("count {} grade".format, operators),
    st.builds("count * 2 - grade {} limit + 1".format, operators),
    st.builds("(count - 3) / {1} {0} grade".format, operators, st.integers(1, 7)),
    st.tuples(small, small).map(lambda ab: f"count BETWEEN {min(ab)} AND {max(ab)}"),
)
ages = st.one_of(
    st.builds("age(month_end()) {} {}".format, operators, st.sampled_from([0, 2, 16, 60])),
    st.just("年龄(月初()) BETWEEN 16 AND 59"),
    st.just("age(year_start()) < 7"),
    st.builds("age(add_months(month_start(), {})) < 18".format, st.integers(-3, 3)),
)
dates = st.one_of(
    st.builds("birth_on {} {}".format, operators, _day_words()),
    st.builds("death_on {} {}".format, operators, _day_words()),
    st.builds("birth_on {} death_on".format, operators),
    st.sampled_from(["death_on IS NULL", "death_on IS NOT NULL"]),
    st.just("death_on IS NULL OR death_on >= month_start()"),
)
texts = st.one_of(
    st.builds(
        "kind {} '{}'".format, st.sampled_from(["=", "<>"]), st.sampled_from([*KINDS, *KINDS.values()])
    ),
    st.builds("hukou LIKE '{}%'".format, st.sampled_from(["", "50", "500156", "4308"])),
    st.sampled_from(["hukou = '500156'", "hukou IN ('50', '430811')", "hukou NOT LIKE '43%'"]),
    st.sampled_from(["road LIKE 'o''%'", "road LIKE 'O%'", "road = ''", "road IN ('o''x', '东路')"]),
    st.builds("seen_in {} '2026-06'".format, operators),
)
roundings = st.sampled_from(["round_to", "round_up", "round_down", "取整"])
money = st.one_of(
    st.builds("other_fen {} rate(grade)".format, operators),
    st.builds("flat {} other_fen".format, operators),
    st.builds("other_fen {} 11000".format, operators),
    st.builds("kind_rate(kind) {} other_fen".format, operators),
    st.builds("count {} poor_rate(低保)".format, operators),
    st.builds("other_fen {} mixed_rate(poor, kind, 等级)".format, operators),
    st.builds("{}(other_fen - flat, {}) {} rate(grade)".format, roundings, st.integers(1, 7), operators),
)
truths = st.sampled_from(["poor", "NOT poor", "低保", "helped", "wide"])
atoms = st.one_of(numbers, ages, dates, texts, money, truths, truths)


def _joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(parts, min_size=2, max_size=3)
    return st.one_of(
        some.map(lambda items: "(" + " AND ".join(items) + ")"),
        some.map(lambda items: "(" + " OR ".join(items) + ")"),
        parts.map(lambda item: f"NOT ({item})"),
    )


rules = st.recursive(atoms.map("({})".format), _joined, max_leaves=5)
single = st.one_of(
    st.builds(str, fen),
    st.sampled_from(
        [
            "rate(grade)",
            "flat",
            "other_fen",
            "flat + rate(grade)",
            "kind_rate(kind) * poor_rate(poor)",
            "other_fen * 3 - flat",
            "2 * flat",
            "(flat - other_fen) * 7 / 100",
            "mixed_rate(poor, kind, grade)",
            "mixed_rate(poor, kind, grade) / 2",
        ]
    ),
    st.builds("{}((flat - other_fen) * 7 / 3, {})".format, roundings, st.sampled_from([1, 2, 7, 10, 100])),
)
cases = st.builds(
    "CASE WHEN {} THEN {} WHEN {} THEN {} ELSE {} END".format, rules, single, rules, single, single
)
amounts = st.one_of(single, cases)


@dataclass(frozen=True)
class DrawnProgramme:
    """The texts of one programme."""

    conditions: tuple[str, ...]
    eligible: str
    amount: str | None


@st.composite
def programmes(draw: st.DrawFn) -> DrawnProgramme:
    """Draw the texts of a programme; its eligibility may repeat conditions, and take them negated."""
    conditions = draw(st.lists(rules, min_size=1, max_size=5))
    names = st.sampled_from([f"x{n}" for n in range(len(conditions))])
    eligible = draw(st.recursive(names, _joined, max_leaves=7))
    return DrawnProgramme(tuple(conditions), eligible, draw(st.none() | amounts))


tiers = st.fixed_dictionaries({}, optional={g: st.none() | fen for g in range(1, 5)})
by_kind = st.none() | st.fixed_dictionaries({}, optional=dict.fromkeys(KINDS, st.none() | tiers))
values: st.SearchStrategy[dict[str, InForce]] = st.fixed_dictionaries(
    {
        "rate": st.none() | tiers,
        "kind_rate": st.none() | st.fixed_dictionaries({}, optional={k: st.none() | fen for k in KINDS}),
        "poor_rate": st.none() | st.fixed_dictionaries({}, optional=dict.fromkeys((True, False), small)),
        "mixed_rate": st.none() | st.fixed_dictionaries({}, optional=dict.fromkeys((True, False), by_kind)),
        "flat": st.none() | fen,
        "limit": st.none() | small,
        "wide": st.none() | st.booleans(),
    }
)


def build(drawn: list[DrawnProgramme], month: Month, in_force: Mapping[str, InForce]) -> MonthRules:
    """Return the rules of a month from the texts, read as those of a pack are."""
    problems = Problems()
    written = [_programme(f"p{n}", programme, problems) for n, programme in enumerate(drawn)]
    assert [str(problem) for problem in problems] == []
    bound = Bound(Layout(written), Binding(month, in_force))
    return MonthRules(
        pack_id="drawn",
        digest="",
        month=month,
        facts=tuple(VOCABULARY),
        conditions=bound.conditions,
        programmes=bound.programmes,
        pages=bound.pages,
        paying=bound.paying,
        told=tuple(VOCABULARY),
    )


def _programme(name: str, drawn: DrawnProgramme, problems: Problems) -> WrittenProgramme:
    nothing = Wording("", "")
    scope = Scope(VOCABULARY, PARAMETERS)
    conditions = []
    for number, text in enumerate(drawn.conditions):
        rule = read_condition(text, scope, HERE, problems)
        assert rule is not None, [str(problem) for problem in problems]
        conditions.append(WrittenCondition(f"x{number}", text, rule, nothing, nothing))
    by_id = {condition.id: condition for condition in conditions}
    joining = Scope(VOCABULARY, PARAMETERS, frozenset(by_id), Purpose.ELIGIBLE)
    eligible = read_condition(drawn.eligible, joining, HERE, problems)
    assert eligible is not None, [str(problem) for problem in problems]
    pays = None
    if drawn.amount is not None:
        paying = Scope(VOCABULARY, PARAMETERS, frozenset(by_id), Purpose.AMOUNT)
        amount = read_amount(drawn.amount, paying, HERE, problems)
        assert amount is not None, [str(problem) for problem in problems]
        money = as_fen(inline(amount, by_id)) or amount
        pays = Pays(drawn.amount, money, "fen", "month", "", "")
    return WrittenProgramme(
        name,
        nothing,
        "cash",
        "person",
        "",
        (),
        tuple(conditions),
        drawn.eligible,
        eligible,
        (),
        pays,
        None,
        ALWAYS,
        HERE,
    )
