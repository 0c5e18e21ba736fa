"""What is written under policy/: whole, in both languages, and with a worked case for everything it can say."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.packs.loaded import DISTRICTS, POLICY, cases_of, pack_of
from yingbao.law.engines.reference import determine_one
from yingbao.law.facts.vocabulary import load_vocabulary
from yingbao.law.packs import Pack, check
from yingbao.law.packs.cases import Case, subjects_of


@pytest.fixture(scope="module", params=DISTRICTS)
def pack(request: pytest.FixtureRequest) -> Pack:
    return pack_of(str(request.param))


@pytest.fixture(scope="module")
def cases(pack: Pack) -> list[Case]:
    return list(cases_of(pack.id))


def failing(pack: Pack, cases: list[Case]) -> Iterator[tuple[str, str]]:
    for case in cases:
        asked = pack_of(pack.id, case.reform or "")
        rules = asked.for_month(case.month, subjects_of(asked, case.programme))
        answer = determine_one(rules, rules.by_id[case.programme], case.facts)
        yield from ((case.programme, name) for name, truth in answer.conditions.items() if truth is False)


def test_every_pack_reform_and_case_is_without_a_problem() -> None:
    checked = check(POLICY)
    assert [str(problem) for problem in checked.problems] == []
    assert checked.cases > 300


def test_every_programme_has_a_case_for_yes_no_and_unknown(pack: Pack, cases: list[Case]) -> None:
    outcomes = {(case.programme, case.expected) for case in cases}
    wanted = {(programme.id, truth) for programme in pack.programmes for truth in (True, False, None)}
    assert wanted - outcomes == set()


def test_every_condition_and_relation_fails_in_some_case(pack: Pack, cases: list[Case]) -> None:
    """A rule several programmes share fails in a case of one of them, every other in a case of its own."""
    programmes = {programme.id: programme for programme in pack.programmes}
    failed = set(failing(pack, cases))
    rules = {(name, c.id): c.rule for name, p in programmes.items() for c in p.conditions}
    shared = {rule for rule, times in Counter(rules.values()).items() if times > 1}
    fail_somewhere = {rules[each] for each in failed if each in rules}
    silent = [
        f"{name}.{condition}"
        for (name, condition), rule in rules.items()
        if (name, condition) not in failed and not (rule in shared and rule in fail_somewhere)
    ]

    assert silent == []


def test_every_case_of_money_says_the_amount(pack: Pack, cases: list[Case]) -> None:
    paid = {programme.id for programme in pack.programmes if programme.pays and programme.pays.in_money}
    silent = [c.sentence.zh for c in cases if c.programme in paid and c.expected and c.amount is None]
    assert silent == []


def test_every_reform_is_shown_on_and_off(pack: Pack, cases: list[Case]) -> None:
    reforms = {path.stem for path in (POLICY / "packs" / pack.id / "reforms").glob("*.yaml")}
    changed = {
        case.reform
        for case in cases
        for other in cases
        if case.reform and not other.reform and case.facts == other.facts
        if (case.programme, case.month) == (other.programme, other.month) and case.expected != other.expected
    }
    assert changed == reforms


def test_every_sentence_of_a_case_stands_once(cases: list[Case]) -> None:
    sentences = [(case.programme, case.sentence.zh) for case in cases]
    assert len(set(sentences)) == len(sentences)


def test_every_sentence_is_written_in_both_languages(pack: Pack) -> None:
    wordings = [programme.name for programme in pack.programmes]
    wordings += [said for p in pack.programmes for c in p.conditions for said in (c.says, c.fails)]
    wordings += [parameter.name for parameter in pack.parameters.values()]
    assert [w for w in wordings if not w.zh or not w.en or w.zh == w.en] == []


def test_every_fact_has_a_source_and_a_question_in_both_languages() -> None:
    vocabulary = load_vocabulary(POLICY / "facts")
    silent = [f.id for f in vocabulary for w in (f.name, f.source, f.question) if not w.zh or not w.en]
    assert silent == []


def test_a_value_that_is_not_stated_says_what_is_to_be_checked(pack: Pack) -> None:
    loose = [
        (parameter.id, str(dated.start))
        for parameter in pack.parameters.values()
        for dated in parameter.values
        if dated.sure != "stated" and not any(word in dated.source for word in ("待核", "倒推", "待区里确定"))
    ]
    assert loose == []


def test_every_word_for_what_is_owed_counts_something() -> None:
    packs = [pack_of(district) for district in DISTRICTS]
    counted = {programme.pays.unit for pack in packs for programme in pack.programmes if programme.pays}

    assert set(packs[0].owed) - counted == set()


def test_a_school_term_is_a_period_of_schools_alone(pack: Pack) -> None:
    """What deputies are owed in their term of five years is not owed twice a year."""
    by_term = {p.area for p in pack.programmes if p.pays and p.pays.per == "term"}

    assert by_term == {"learning"}
