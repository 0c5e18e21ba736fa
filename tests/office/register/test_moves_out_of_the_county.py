"""A move away ends the registration here, however little the list says about where to."""

import pytest

from yingbao.office.register.rosters.residence import HukouFact, Move, compare_move

COUNTY, VILLAGE = "430811", "430811201203"


@pytest.mark.parametrize("target", ["43", "430802", "440306", None])
def test_whoever_moved_away_is_registered_here_no_longer(target: str | None) -> None:
    known = [HukouFact(VILLAGE, id=7)]
    effect = compare_move(known, Move("2026-02-25", "out", VILLAGE, target), COUNTY)
    until, after = effect.add
    assert (until.code, until.valid_to) == (VILLAGE, "2026-02-24")
    assert not after.code.startswith(COUNTY)
    assert after.valid_from == "2026-02-25"


def test_a_move_into_the_county_keeps_the_village_a_list_of_residents_told() -> None:
    known = [HukouFact(VILLAGE, id=7)]
    effect = compare_move(known, Move("2026-02-25", "in", "430802", None), COUNTY)
    before, after = effect.add
    assert (before.code, before.valid_to) == ("430802", "2026-02-24")
    assert (after.code, after.valid_from) == (VILLAGE, "2026-02-25")
