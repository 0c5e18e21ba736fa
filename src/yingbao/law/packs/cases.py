"""Worked cases run: every sentence an officer can check is checked by the machine."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from yingbao.law.engines.answers import Answer
from yingbao.law.engines.deciding import asks
from yingbao.law.engines.reference import determine_one
from yingbao.law.facts.documents import Located, read_document
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.facts.shapes import fit
from yingbao.law.facts.values import Kind, NotAValue, Value, read_fen
from yingbao.law.packs.fast_answers import ENGINES
from yingbao.law.packs.listing import files_in_areas
from yingbao.law.packs.pack import APART, NotInForce, Pack, Subjects
from yingbao.law.packs.shapes import CaseShape
from yingbao.law.rules.months import MonthRules
from yingbao.law.rules.truth import Truth
from yingbao.values.month import Month

OUTCOMES: dict[str, Truth] = {"yes": True, "no": False, "unknown": None}
WORDS = {True: Wording("是", "yes"), False: Wording("否", "no"), None: Wording("未知", "unknown")}

HERE = "HERE"

NOT_A_LIST = Wording("案例文件是一个列表", "a file of cases is a list")
NO_PROGRAMME = Wording("没有项目“{id}”", "there is no programme “{id}”")
NOT_IN_FORCE = Wording("{month} 不在施行期内", "not in force in {month}")
NO_FACT = Wording("没有事实“{fact}”", "there is no fact “{fact}”")
OUTCOME = Wording(
    "案例“{case}”：应为“{expected}”，得“{found}”{because}",
    "case “{case}”: expected {expected}, found {found}{because}",
)
AMOUNT = Wording(
    "案例“{case}”：金额应为 {expected}，得 {found}",
    "case “{case}”: amount {expected} expected, found {found}",
)
FAILING = Wording(
    "案例“{case}”：不符合的条件应为 {expected}，得 {found}",
    "case “{case}”: failing {expected} expected, found {found}",
)
ASKS = Wording(
    "案例“{case}”：应追问 {expected}，得 {found}", "case “{case}”: should ask {expected}, asks {found}"
)
DISAGREES = Wording(
    "案例“{case}”：引擎 {engine} 得“{found}”，参考引擎得“{expected}”",
    "case “{case}”: engine {engine} answers {found}, the plain engine {expected}",
)
TOLD = Wording("{outcome}，{amount}", "{outcome}, {amount}")
NEGATIVE = Wording("案例“{case}”：金额为负（{found}）", "case “{case}”: the amount is below nought ({found})")
BAD_AMOUNT = Wording("金额写作 110.00（元）或 unknown", "an amount is written 110.00 (yuan) or unknown")


@dataclass(frozen=True)
class Case:
    """One worked case."""

    sentence: Wording
    programme: str
    month: Month
    reform: str | None
    facts: dict[str, Value | None]
    expected: Truth
    amount: str | None
    failing: tuple[str, ...] | None
    asks: tuple[str, ...] | None
    place: Place


def read_cases(pack: Pack, problems: Problems) -> list[Case]:
    """Return the cases of a pack and of those it extends, noting what is wrong with them.

    A case of a pack above about a programme that is taken away here is left out. Where it says HERE,
    the jurisdiction of this pack is meant.
    """
    cases: list[Case] = []
    for folder in pack.folders:
        for _, path in files_in_areas(folder, "cases", problems):
            cases += _file(path, pack, problems)
    return [case for case in cases if case.programme not in pack.absent | pack.unread]


def _file(path: Path, pack: Pack, problems: Problems) -> list[Case]:
    document = read_document(path, problems)
    if document is None:
        return []
    if not isinstance(document.value, list):
        problems.add(document.place, NOT_A_LIST)
        return []
    cases = (_case(entry, pack, problems) for entry in document.items)
    return [case for case in cases if case is not None]


def _case(entry: Located, pack: Pack, problems: Problems) -> Case | None:
    shape = fit(CaseShape, entry, problems)
    if shape is None:
        return None
    return Case(
        sentence=Wording(shape.case, shape.en or shape.case),
        programme=shape.programme,
        month=shape.month,
        reform=shape.reform,
        facts=_facts(shape, entry, pack, problems),
        expected=OUTCOMES[shape.expect],
        amount=None if shape.amount is None else str(shape.amount),
        failing=None if shape.failing is None else tuple(shape.failing),
        asks=None if shape.asks is None else tuple(shape.asks),
        place=entry.find(("case",)).place,
    )


def _facts(shape: CaseShape, entry: Located, pack: Pack, problems: Problems) -> dict[str, Value | None]:
    facts: dict[str, Value | None] = {}
    for word, written in shape.facts.items():
        fact = pack.vocabulary.find(word)
        here = entry.find(("facts", word))
        if fact is None:
            problems.add(here.key_place, NO_FACT.fill(fact=word))
            continue
        here_meant = written == HERE and fact.kind is Kind.DIVISION
        try:
            value = pack.jurisdiction if here_meant else written
            facts[fact.id] = None if value is None else fact.read(value)
        except NotAValue:
            problems.add(here.place, fact.refuse(written))
    return facts


def run_cases(pack: Pack, reformed: Callable[[str], Pack | None], problems: Problems) -> int:
    """Run the cases of a pack and those above, noting each that comes out otherwise; return how many.

    Each is answered by the plain engine, and then by the fast ones, which must answer the same. A case
    of a reform that could not be read is passed over: its problems were noted.
    """
    cases = read_cases(pack, problems)
    answered: dict[MonthRules, list[tuple[Case, Answer]]] = {}
    for case in cases:
        asked = reformed(case.reform) if case.reform else pack
        found = run_case(case, asked, problems) if asked is not None else None
        if found is not None:
            rules, answer = found
            answered.setdefault(rules, []).append((case, answer))
    for rules, group in answered.items():
        _compare_engines(rules, group, problems)
    return len(cases)


def _compare_engines(rules: MonthRules, group: list[tuple[Case, Answer]], problems: Problems) -> None:
    asked = [(case.programme, case.facts) for case, _ in group]
    for engine, answer_all in ENGINES.items():
        for (case, answer), found in zip(group, answer_all(rules, asked), strict=True):
            plain = (answer.outcome, answer.amount_fen)
            if found != plain:
                said = {"case": case.sentence, "engine": engine}
                said |= {"found": _told(found), "expected": _told(plain)}
                problems.add(case.place, DISAGREES.fill(**said))


def subjects_of(pack: Pack, programme_id: str) -> Subjects:
    """Return the subjects among which a programme is decided; persons where there is none of the name."""
    found = next((p.subject for p in pack.programmes if p.id == programme_id), "person")
    return next(subjects for subjects in APART if found in subjects)


def run_case(case: Case, pack: Pack, problems: Problems) -> tuple[MonthRules, Answer] | None:
    """Run one case and note what comes out otherwise than expected; return the rules asked and the answer."""
    try:
        rules = pack.for_month(case.month, subjects_of(pack, case.programme))
    except NotInForce:
        problems.add(case.place, NOT_IN_FORCE.fill(month=case.month))
        return None
    programme = rules.by_id.get(case.programme)
    if programme is None:
        problems.add(case.place, NO_PROGRAMME.fill(id=case.programme))
        return None
    answer = determine_one(rules, programme, case.facts)
    for message in _differences(case, answer, rules):
        problems.add(case.place, message)
    return rules, answer


def _differences(case: Case, answer: Answer, rules: MonthRules) -> list[Wording]:
    failing = [name for name, truth in answer.conditions.items() if truth is False]
    found: list[Wording] = []
    if answer.outcome is not case.expected:
        undecided = [name for name, truth in answer.conditions.items() if truth is None]
        names = "、".join(failing if answer.outcome is False else undecided)
        because = Wording(f"（{names}）", f" ({names})") if names else Wording("", "")
        words = {"expected": WORDS[case.expected], "found": WORDS[answer.outcome], "because": because}
        found.append(OUTCOME.fill(case=case.sentence, **words))
    if case.failing is not None and set(case.failing) != set(failing):
        found.append(FAILING.fill(case=case.sentence, expected=_list(case.failing), found=_list(failing)))
    if case.asks is not None:
        programme = rules.by_id[case.programme]
        asked = asks(rules.conditions, programme.eligible, case.facts)
        if set(asked) != set(case.asks):
            found.append(ASKS.fill(case=case.sentence, expected=_list(case.asks), found=_list(asked)))
    if case.amount is not None:
        found += _amount(case, case.amount, answer)
    if answer.amount_fen is not None and answer.amount_fen < 0:
        found.append(NEGATIVE.fill(case=case.sentence, found=_yuan(answer.amount_fen)))
    return found


def _amount(case: Case, written: str, answer: Answer) -> list[Wording]:
    try:
        expected = None if written == "unknown" else read_fen(written)
    except NotAValue:
        return [BAD_AMOUNT]
    if expected == answer.amount_fen:
        return []
    return [AMOUNT.fill(case=case.sentence, expected=_yuan(expected), found=_yuan(answer.amount_fen))]


def _yuan(fen: int | None) -> Wording:
    if fen is None:
        return WORDS[None]
    written = f"{fen // 100}.{fen % 100:02}"
    return Wording(f"{written} 元", f"{written} yuan")


def _told(answer: tuple[Truth, int | None]) -> Wording:
    outcome, amount = answer
    if amount is None:
        return WORDS[outcome]
    return TOLD.fill(outcome=WORDS[outcome], amount=_yuan(amount))


def _list(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(names) or "—"
