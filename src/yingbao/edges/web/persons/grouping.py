"""What programmes say about a person, in the order of what is to be done: receives, to ask, not entitled."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.persons.answers import LOOKS, ShownAnswer, show_answers
from yingbao.law.facts.problems import Wording
from yingbao.law.packs import Pack
from yingbao.law.packs.words import AREAS
from yingbao.office.determination.queries.persons import PersonAnswers, ProgrammeAnswer

HEADINGS: dict[str, Promise] = {
    "todo": _("Something to do"),
    "yes": _("Entitled"),
    "unknown": _("Not certain yet"),
    "no": _("Not entitled"),
}
# A hundred programmes not asked for every day: put into words when somebody wants them.
CLOSED = frozenset({"unknown", "no"})


@dataclass(frozen=True)
class AreaAnswers:
    """The answers of one area of life."""

    id: str
    name: Wording
    answers: list[ShownAnswer]


@dataclass(frozen=True)
class Group:
    """Answers of one kind: how many, and by area; a closed one says only where they stand."""

    id: str
    heading: Promise
    total: int
    areas: list[AreaAnswers]
    url: str = ""


def groups_of(found: PersonAnswers, pack: Pack, *, may_answer: bool) -> list[Group]:
    """Return every answer once: what is on a list first, then entitled, not certain, not entitled."""
    every = (
        closed_group(found, name) if name in CLOSED else group_of(found, name, pack, may_answer=may_answer)
        for name in HEADINGS
    )
    return [group for group in every if group.total]


def closed_group(found: PersonAnswers, name: str) -> Group:
    """Return how many answers there are of one kind, and the page with them."""
    url = f"{reverse('person_answers', args=[found.person, name])}?month={found.month}"
    return Group(name, HEADINGS[name], len(answers_of(found, name)), [], url)


def group_of(found: PersonAnswers, name: str, pack: Pack, *, may_answer: bool) -> Group:
    """Return the answers of one kind in words."""
    own = replace(found, answers=answers_of(found, name))
    shown = show_answers(own, pack, may_answer=may_answer)
    return Group(name, HEADINGS[name], len(shown), list(by_area(shown)))


def answers_of(found: PersonAnswers, name: str) -> tuple[ProgrammeAnswer, ...]:
    """Return the answers of one kind: what stands on a list is to be done, whatever the answer is."""
    return tuple(
        each
        for each in found.answers
        if name == ("todo" if each.findings else LOOKS[each.explanation.outcome])
    )


def by_area(answers: list[ShownAnswer]) -> Iterator[AreaAnswers]:
    """Give the answers area by area, in the order of the areas."""
    for name, word in AREAS.items():
        own = [each for each in answers if each.area == name]
        if own:
            yield AreaAnswers(name, word, own)
    if rest := [each for each in answers if each.area not in AREAS]:
        yield AreaAnswers("other", Wording("其他", "other"), rest)
