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
    # It would owe less than nothing.
    is_negative: bool = False


def changed_cases(now: Pack, then: Pack, programmes: Collection[str]) -> Iterator[ChangedCase]:
    """Give the cases of these programmes whose answer or amount would be another, in the order of the files.

    Cases of reforms are left out: they are about other rules than those in force.
    """
    for case in read_cases(now, Problems()):
        if case.programme not in programmes or case.reform is not None:
            continue
        was, becomes = _answer(case, now), _answer(case, then)
        if _told(was) != _told(becomes):
            owed = becomes.amount_fen if becomes else None
            negative = owed is not None and owed < 0
            yield ChangedCase(case.sentence, case.programme, _told(was), _told(becomes), negative)


def _answer(case: Case, pack: Pack) -> Answer | None:
    found = run_case(case, pack, Problems())
    return found[1] if found else None


def _told(answer: Answer | None) -> Wording:
    if answer is None:
        return GONE
    if answer.amount_fen is None:
        return WORDS[answer.outcome]
    fen = abs(answer.amount_fen)
    yuan = f"{'-' if answer.amount_fen < 0 else ''}{fen // 100}.{fen % 100:02}"
    return TOLD.fill(outcome=WORDS[answer.outcome], yuan=yuan)
