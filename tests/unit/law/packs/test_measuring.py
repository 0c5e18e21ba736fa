"""Indicators asked of persons: what can be counted is asked as rules, what cannot says why."""

from pathlib import Path

import pytest

from tests.unit.law.small_plan import INDICATORS, write_district
from yingbao.law.engines.explain import explain
from yingbao.law.engines.reference import Facts
from yingbao.law.packs import Pack, load
from yingbao.law.packs.measuring import Obstacle, among_of, measuring, obstacle, reached_of
from yingbao.law.packs.records import records_of
from yingbao.values.month import Month

JUNE = Month(2026, 6)


def district(folder: Path, indicators: str = INDICATORS) -> Pack:
    return load(write_district(folder, **{"packs__cn-50__indicators": indicators}), "cn-50")


def answers(pack: Pack, facts: Facts) -> dict[str, bool | None]:
    rules = measuring(pack, records_of(pack).indicators.values(), JUNE).for_month(JUNE)
    return {programme.id: explain(rules, programme.id, facts).outcome for programme in rules.programmes}


@pytest.mark.parametrize(
    ("grade", "on_dibao", "among", "reached"),
    [
        (1, True, True, True),
        (1, False, True, False),
        (1, None, True, None),
        (3, True, False, False),
        (None, True, None, None),
        (None, False, None, False),
    ],
)
def test_the_numerator_asks_for_the_denominator_too(
    tmp_path: Path, grade: int | None, on_dibao: bool | None, among: bool | None, reached: bool | None
) -> None:
    pack = district(tmp_path)
    facts: Facts = {
        "grade": grade,
        "on_dibao": on_dibao,
        "hukou_division": "50",
        "on_tekun": False,
        "on_elder_care": False,
    }

    assert answers(pack, facts) == {among_of("care_coverage"): among, reached_of("care_coverage"): reached}


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("{delivered: care}", Obstacle.DELIVERED),
        ("{given: civil_affairs}", Obstacle.GIVEN),
        ("{rule: on_dibao}", None),
    ],
)
def test_what_no_register_tells_says_so(tmp_path: Path, how: str, why: Obstacle | None) -> None:
    pack = district(tmp_path, INDICATORS.replace("{rule: on_dibao}", how))
    (indicator,) = records_of(pack).indicators.values()

    assert obstacle(indicator, pack, JUNE) is why
    assert bool(measuring(pack, [indicator], JUNE).programmes) is (why is None)
