"""A month killed at any statement or COMMIT comes to the same end as one that never was: nobody is paid twice."""

import random
import time
from pathlib import Path
from typing import Any

import pytest

from tests.killing import EVERY, Copies, Ground, Work, done_by_many, done_in_child, ended
from tests.money import Treasury
from tests.office.payments.a_killed_month import (
    PERSONS,
    differences,
    end_state,
    faults,
    gone_on_with,
    in_pieces_of_two,
    month_of,
    populate,
    see_that_it_is_right,
)
from tests.office.payments.rolls import drawn_up

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
# So many deaths on one way through the month; and one point in so many alone.
DEATHS, APART = 12, EVERY or 25


@pytest.fixture(autouse=True)
def _pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    in_pieces_of_two(monkeypatch)


def test_a_month_killed_anywhere_ends_as_one_that_was_not(treasury: Treasury) -> None:
    month = month_of(treasury, populate(treasury))
    begun, wrong, kills = time.monotonic(), {}, 0
    with Copies() as copies:
        with copies.one() as ground:
            done = done_in_child(ground, month)
            assert done is not None
            _, points = done
            expected = ended(ground, end_state)
        see_that_it_is_right(expected)
        assert points > 150

        for deaths in (one_after_the_other(points), *each_alone(points)):
            with copies.one() as ground:
                *earlier, last = deaths
                fits = [ended(ground, faults) for point in earlier if dies(ground, month, point)]
                dead = len(fits) + dies(ground, month, last)
                found = ended(ground, gone_on_with(month))
            assert dead > len(deaths) // 2, "hardly ever killed, the test saw nothing"
            if any(fits) or differences(found, expected):
                wrong[tuple(deaths)] = (fits, differences(found, expected))
            kills += dead
    print(f"{kills} kills at {points} points in {time.monotonic() - begun:.0f} s")  # noqa: T201 - see -s
    assert wrong == {}


def dies(ground: Ground, month: Work, point: int) -> bool:
    return done_in_child(ground, month, die_at=point) is None


def each_alone(points: int) -> list[list[int]]:
    return [[point] for point in range(1, points + 1, APART)]


def one_after_the_other(points: int) -> list[int]:
    """Deaths spread over the whole way: each start goes on where the last one died."""
    rng = random.Random(5)
    return [rng.randint(points // 40, points // 6) for _ in range(DEATHS)]


def test_four_workers_draw_up_one_roll(treasury: Treasury) -> None:
    populate(treasury)

    def draw(_folder: Path) -> list[Any]:
        roll = drawn_up(treasury)
        return [roll.number, roll.lines_in, roll.total_fen]

    with Copies() as copies, copies.one() as ground:
        told = done_by_many(ground, 4, draw)
        found = ended(ground, end_state)

    assert len(told) == 4
    assert len({tuple(each) for each in told}) == 1
    assert len(found["rolls"]) == 1
    # Everyone on it once, in the order of the numbers; each due alive once at most.
    assert [text.split(",")[1].strip() for text in found["lines"]] == [
        str(number) for number in range(1, PERSONS + 1)
    ]
    assert len({text.split(",")[2] for text in found["lines"]}) == PERSONS
    assert found["acts"].count("payments.roll.drawn_up") == 1
