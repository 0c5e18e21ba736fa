"""A move away ends the registration here, however little the list says about where to."""

import pytest

from yingbao.office.register.rosters.residence import ELSEWHERE, HukouFact, Move, compare_move

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


def test_a_place_in_the_same_province_is_outside_though_only_the_province_is_told() -> None:
    _, after = compare_move([HukouFact(VILLAGE, id=7)], Move("2026-02-25", "out", VILLAGE, "43"), COUNTY).add
    assert after.code == ELSEWHERE


def test_the_county_left_behind_knows_from_which_village() -> None:
    known = [HukouFact("50", None, "2026-02-24", id=1), HukouFact(VILLAGE, "2026-02-25", id=2)]
    left = compare_move(known, Move("2026-02-25", "out", "500156001001", COUNTY), "500156")
    assert [former.id for former in left.end] == [1]
    assert [(now.code, now.valid_to) for now in left.add] == [("500156001001", "2026-02-24")]
