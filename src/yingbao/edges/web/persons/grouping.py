"""What programmes say about a person, in the order of what is to be done: receives, to ask, not entitled."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.persons.answers import ShownAnswer
from yingbao.law.facts.problems import Wording
from yingbao.law.packs.words import AREAS

HEADINGS: dict[str, Promise] = {
    "todo": _("Something to do"),
    "yes": _("Entitled"),
    "unknown": _("Not certain yet"),
    "no": _("Not entitled"),
}


@dataclass(frozen=True)
class AreaAnswers:
    """The answers of one area of life."""

    id: str
    name: Wording
    answers: list[ShownAnswer]


@dataclass(frozen=True)
class Group:
    """Answers of one kind by area; those not asked for every day are closed at first."""

    id: str
    heading: Promise
    areas: list[AreaAnswers]
    total: int
    closed: bool


def groups_of(answers: Iterable[ShownAnswer]) -> list[Group]:
    """Return every answer once: what is on a list first, then entitled, not certain, not entitled."""
    found = list(answers)
    groups = []
    for name, heading in HEADINGS.items():
        own = [each for each in found if group_of(each) == name]
        if own:
            groups.append(Group(name, heading, list(by_area(own)), len(own), name in ("unknown", "no")))
    return groups


def group_of(answer: ShownAnswer) -> str:
    """Return the group of an answer: what stands on a list is to be done, whatever the answer is."""
    return "todo" if answer.findings else answer.look


def by_area(answers: list[ShownAnswer]) -> Iterator[AreaAnswers]:
    """Give the answers area by area, in the order of the areas."""
    for name, word in AREAS.items():
        own = [each for each in answers if each.area == name]
        if own:
            yield AreaAnswers(name, word, own)
    if rest := [each for each in answers if each.area not in AREAS]:
        yield AreaAnswers("other", Wording("其他", "other"), rest)
