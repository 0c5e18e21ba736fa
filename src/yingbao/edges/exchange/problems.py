"""What can be wrong with a file or a cell: a code and what to say with it."""

from collections.abc import Mapping
from typing import NamedTuple


class Problem(NamedTuple):
    """One reason; office.register.roster_problems says it in words."""

    code: str
    params: Mapping[str, object] = {}


class Unreadable(Exception):
    """The whole file is refused."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, params)
