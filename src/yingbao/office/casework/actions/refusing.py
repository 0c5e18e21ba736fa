"""Refusals of acts: which there are, and how one is kept until somebody reads it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from yingbao.law.packs.letters import LetterUnfinished
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.casework.actions.accepting import PapersMissing
from yingbao.office.casework.actions.acting import NotYourPost, NotYourTurn, NoWords
from yingbao.office.casework.actions.deciding import (
    HasItAlready,
    NoAward,
    PreparedIt,
    RulesDoNotKnow,
    RulesSayNo,
)
from yingbao.office.casework.actions.letters import NoSuchLetter
from yingbao.office.casework.course import NotBefore, NotNow
from yingbao.office.casework.models import Case


class DoneAlone(Exception):
    """Anything but a grant is decided by itself: it needs a month and a reason of its own."""


# What a case may answer to an act that is done in many.
REFUSALS = (
    NotPermitted,
    NotYourTurn,
    NotYourPost,
    NoWords,
    NotNow,
    NotBefore,
    PapersMissing,
    PreparedIt,
    RulesSayNo,
    HasItAlready,
    NoAward,
    NoSuchLetter,
    LetterUnfinished,
    DoneAlone,
)


def kept(refusal: Exception) -> dict[str, Any]:
    """Return what a refusal needs, beside its name, to be said later."""
    if isinstance(refusal, PapersMissing):
        return {"papers": [paper.number for paper in refusal.papers]}
    if isinstance(refusal, RulesSayNo):
        conditions: Any = refusal.grounds["conditions"]
        told = [{"truth": each["truth"], "says": each["says"]} for each in conditions]
        return {"outcome": refusal.grounds["outcome"], "conditions": told}
    if isinstance(refusal, NotBefore):
        return {"on": str(refusal.on), "earliest": str(refusal.earliest)}
    if isinstance(refusal, LetterUnfinished):
        return {"names": list(refusal.names)}
    return {}


def said_again(name: str, detail: Mapping[str, Any], case: Case) -> Exception | None:
    """Return a refusal as it was kept; None for an error nobody foresaw."""
    if name in SPEAKING:
        return SPEAKING[name](detail, case)
    return next((kind.__new__(kind) for kind in REFUSALS if kind.__name__ == name), None)


def _papers(detail: Mapping[str, Any], case: Case) -> Exception:
    return PapersMissing(list(case.papers.filter(number__in=detail["papers"]).order_by("number")))


# Those that say more than their name.
SPEAKING: Mapping[str, Callable[[Mapping[str, Any], Case], Exception]] = {
    "PapersMissing": _papers,
    "RulesSayNo": lambda detail, _: RulesSayNo(dict(detail)),
    "RulesDoNotKnow": lambda detail, _: RulesDoNotKnow(dict(detail)),
    "NotBefore": lambda detail, _: NotBefore(
        date.fromisoformat(detail["on"]), date.fromisoformat(detail["earliest"])
    ),
    "LetterUnfinished": lambda detail, _: LetterUnfinished("", detail["names"]),
}
