"""What may be seen here and now: one range of divisions, or everything for a stated reason.

It is declared, never assumed. Tables about persons ask here before every query (register.models.sight):
whoever forgets to declare is told so, instead of being shown everyone.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yingbao.office.access.permissions import Permission, may
from yingbao.values.division import DivisionCode

if TYPE_CHECKING:
    from yingbao.office.access.models import Officer

log = logging.getLogger(__name__)


class ScopeForgotten(Exception):
    """A table about persons was asked before anyone said who is looking."""


@dataclass(frozen=True)
class Sight:
    """One division with all below it, or everything; neither is nobody.

    `cases` is the division whose casework is seen: a department sees the files of its turn, and of their
    persons no more than they say.
    """

    division: str = ""
    cases: str = ""
    everything: bool = False

    @property
    def range(self) -> tuple[str, str]:
        """The half-open range of division codes; an empty one for nobody."""
        return DivisionCode(self.division).range if self.division else ("", "")

    @property
    def of_casework(self) -> "Sight":
        """What is seen of tables about cases, whatever is seen of persons."""
        return replace(self, division=self.cases)


_sight: ContextVar[Sight | None] = ContextVar("sight", default=None)


def declared_sight() -> Sight | None:
    """Return what was declared; None where nobody said who looks. Whoever asks for rows asks `sight_now`."""
    return _sight.get()


def sight_now() -> Sight:
    """Return what may be seen.

    Raises:
        ScopeForgotten: nobody said.
    """
    declared = declared_sight()
    if declared is None:
        raise ScopeForgotten("Say who looks first: seeing(officer), or seeing_all(reason=…).")
    return declared


@contextmanager
def seeing(officer: "Officer") -> Iterator[None]:
    """See what the officer's post sees: persons, cases, both or neither of its division."""
    division = officer.division_id
    sight = Sight(
        division=division if may(officer, Permission.VIEW_PERSONS) else "",
        cases=division if may(officer, Permission.VIEW_CASES) else "",
    )
    with _declared(sight):
        yield


@contextmanager
def seeing_casework_of(division: str) -> Iterator[None]:
    """See the cases of one place and no person: for anyone who reads the notice put up there, and objects."""
    with _declared(Sight(cases=division)):
        yield


@contextmanager
def seeing_all(*, reason: str) -> Iterator[None]:
    """See everyone: for commands, the worker and the few steps that concern two divisions at once.

    Each place that says so is listed with its reason in tests/architecture/test_sight.py.
    """
    if not reason.strip():
        raise ScopeForgotten("Whoever sees everyone says why.")
    log.debug("seeing everyone: %s", reason)
    with _declared(Sight(everything=True)):
        yield


@contextmanager
def seeing_nothing_declared() -> Iterator[None]:
    """Begin where nobody has said yet who looks, as a request of someone who has not signed in."""
    with _declared(None):
        yield


@contextmanager
def _declared(sight: Sight | None) -> Iterator[None]:
    token = _sight.set(sight)
    try:
        yield
    finally:
        _sight.reset(token)
