"""Answers of the yearly survey."""

from dataclasses import dataclass, replace

from yingbao.office.register.rosters.effects import Effect, Outcome
from yingbao.office.register.rosters.times import day_before


@dataclass(frozen=True)
class AnswerFact:
    """An answer to one question from a day on."""

    value: str
    valid_from: str | None
    valid_to: str | None = None
    id: int | None = None


AnswerEffect = Effect[AnswerFact]
UNCHANGED: AnswerEffect = Effect(Outcome.SAME)


def compare_answer(known: list[AnswerFact], value: str, day: str) -> AnswerEffect:
    """Return what an answer given on a day does; it ends with the next answer known already."""
    holding = [a for a in known if (a.valid_from or "") <= day and (a.valid_to is None or a.valid_to >= day)]
    later = [a.valid_from for a in known if a.valid_from and a.valid_from > day]
    if holding and holding[-1].value == value:
        return UNCHANGED
    new = AnswerFact(value, day, day_before(min(later)) if later else None)
    if not holding:
        return Effect(Outcome.ADDED, add=(new,))
    old = holding[-1]
    if old.valid_from == day:
        return Effect(Outcome.CHANGED, end=(old,), add=(replace(old, value=value, id=None),))
    return Effect(Outcome.CHANGED, end=(old,), add=(replace(old, valid_to=day_before(day), id=None), new))
