"""A month killed where files are made whole and named: before and after each such call, of the bank's file and SQLite's."""

import time
from collections.abc import Iterator

import pytest

from tests.killing import EVERY, Copies, ended
from tests.killing_calls import CannotWatch, Death, calls_of, dies_at
from tests.money import Treasury
from tests.office.payments.a_killed_month import (
    differences,
    end_state,
    gone_on_with,
    in_pieces_of_two,
    month_of,
    populate,
    see_that_it_is_right,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
# One call in so many, besides those around a name given to a file.
APART = EVERY or 12
NEAR = 3


def test_a_month_killed_at_a_call_ends_as_one_that_was_not(
    treasury: Treasury, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_pieces_of_two(monkeypatch)
    month = month_of(treasury, populate(treasury))
    begun, wrong, kills = time.monotonic(), {}, 0
    with Copies() as copies:
        with copies.one() as ground:
            try:
                calls = calls_of(ground, month)
            except CannotWatch as why:
                # A machine may have no strace, or forbid one process to look at another.
                pytest.skip(f"no calls to the system can be watched: {why}")
            expected = ended(ground, end_state)
        see_that_it_is_right(expected)
        named = [name for name, _ in calls].index("rename")
        # The bank's file is on the disk before it has its name, and then the folder that holds the name.
        around = [name for name, _ in calls[named - 2 : named + 3]]
        assert around == ["write", "fsync", "rename", "unlink", "fsync"]

        for death in deaths(calls, named):
            with copies.one() as ground:
                assert dies_at(ground, month, death), death
                found = ended(ground, gone_on_with(month))
            if otherwise := differences(found, expected):
                wrong[death] = otherwise
            kills += 1
    print(f"{kills} kills at {len(calls)} calls in {time.monotonic() - begun:.0f} s")  # noqa: T201 - see -s
    assert wrong == {}


def deaths(calls: list[tuple[str, int]], named: int) -> Iterator[Death]:
    for place, (call, number) in enumerate(calls):
        if place % APART == 0 or abs(place - named) < NEAR:
            yield Death(call, number, after=False)
            yield Death(call, number, after=True)
