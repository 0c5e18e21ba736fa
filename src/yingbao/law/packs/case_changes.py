"""Worked cases that come out otherwise under other rules: what a change would do to people with a story."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from yingbao.law.engines.answers import Answer
from yingbao.law.facts.problems import Problems, Wording
from yingbao.law.packs.cases import WORDS, Case, read_cases, run_case
from yingbao.law.packs.pack import Pack

TOLD = Wording("{outcome}，{yuan} 元", "{outcome}, {yuan} yuan")
GONE = Wording("这个月没有这个项目", "no such programme in the month")


@dataclass(frozen=True)
class ChangedCase:
    """One worked case, what came of it so far and what would come of it."""

    sentence: Wording
    programme: str
    was: Wording
    becomes: Wording


def changed_cases(now: Pack, then: Pack, programmes: Collection[str]) -> Iterator[ChangedCase]:
    """Give the cases of these programmes whose answer or amount would be another, in the order of the files.

    Cases of reforms are left out: they are about other rules than those in force.
    """
    for case in read_cases(now, Problems()):
        if case.programme not in programmes or case.reform is not None:
            continue
        was, becomes = _answer(case, now), _answer(case, then)
        if was != becomes:
            yield ChangedCase(case.sentence, case.programme, was, becomes)


def _answer(case: Case, pack: Pack) -> Wording:
    found = run_case(case, pack, Problems())
    return GONE if found is None else _told(found[1])


def _told(answer: Answer) -> Wording:
    if answer.amount_fen is None:
        return WORDS[answer.outcome]
    yuan = f"{answer.amount_fen // 100}.{answer.amount_fen % 100:02}"
    return TOLD.fill(outcome=WORDS[answer.outcome], yuan=yuan)
