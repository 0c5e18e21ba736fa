"""The levy and the reward against the formulas of the law in fractions; every condition on work seen to fail alone."""

from collections import defaultdict
from fractions import Fraction
from itertools import product

import pytest

from tests.packs.loaded import DISTRICTS, cases_of, pack_of
from yingbao.law.engines.answers import Answer
from yingbao.law.engines.reference import determine
from yingbao.law.facts.values import Value
from yingbao.law.packs import Pack
from yingbao.values.month import Month

JUNE = Month.parse("2025-06")
QUOTA = Fraction(15, 1000)
WAGE = 7_123_457
MINIMUM_WAGE = 170_000
STAFF = [*range(1, 41), 66, 67, 99, 100, 101, 133, 134, 199, 200, 201, 1000]


@pytest.fixture(scope="module", params=DISTRICTS)
def pack(request: pytest.FixtureRequest) -> Pack:
    return pack_of(request.param)


def asked(pack: Pack, programme: str, facts: dict[str, Value | None]) -> Answer:
    return determine(pack.for_month(JUNE, ("employer",)), facts)[programme]


def employer(pack: Pack, staff: int, other: int, severe: int, kind: str) -> dict[str, Value | None]:
    return {
        "employer_division": pack.jurisdiction,
        "employer_kind": kind,
        "elderly_care_unit": False,
        "declared_quota": True,
        "average_staff": staff,
        "disabled_staff_other": other,
        "disabled_staff_severe": severe,
        "levy_wage_fen": WAGE,
    }


def levy(staff: int, counted: int, kind: str) -> int | None:
    """The levy in fen by the law, to the nearest, half a fen up; None where nothing is owed."""
    short = staff * QUOTA - counted
    if short <= 0 or (kind == "enterprise" and staff <= 30):
        return None
    tier = Fraction(50, 100) if Fraction(counted, staff) >= Fraction(1, 100) else Fraction(90, 100)
    due = short * WAGE * tier
    return int((due + Fraction(1, 2)) // 1)


@pytest.mark.parametrize("kind", ["enterprise", "public_institution"])
def test_the_levy_is_that_of_the_law(pack: Pack, kind: str) -> None:
    for staff, other, severe in product(STAFF, range(4), range(3)):
        answer = asked(pack, "employment_levy", employer(pack, staff, other, severe, kind))
        expected = levy(staff, other + 2 * severe, kind)

        assert answer.outcome is (expected is not None), (staff, other, severe)
        if expected is not None:
            assert answer.amount_fen == expected, (staff, other, severe)


def test_the_reward_of_hunan_counts_fractions_of_a_person() -> None:
    hunan = pack_of("cn-430811")
    for staff, other, severe in product(STAFF, range(4), range(3)):
        answer = asked(hunan, "over_quota_reward", employer(hunan, staff, other, severe, "enterprise"))
        over = other + 2 * severe - staff * QUOTA

        assert answer.outcome is (over > 0), (staff, other, severe)
        if over > 0:
            assert answer.amount_fen == over * 6 * MINIMUM_WAGE, (staff, other, severe)


def test_who_meets_the_quota_exactly_neither_owes_nor_is_rewarded(pack: Pack) -> None:
    exact = employer(pack, 200, 1, 1, "public_institution")

    for programme in ("employment_levy", "quota_leaders", "over_quota_reward"):
        assert asked(pack, programme, exact).outcome is False


def test_every_condition_on_work_fails_alone_in_a_case(pack: Pack) -> None:
    alone = defaultdict(set)
    outcomes = defaultdict(set)
    for case in cases_of(pack.id):
        outcomes[case.programme].add(case.expected)
        if case.failing is not None and len(case.failing) == 1:
            alone[case.programme].add(case.failing[0])
    own = {
        path.stem.replace("-", "_") for folder in pack.folders for path in folder.glob("programmes/work/*")
    }
    programmes = [programme for programme in pack.programmes if programme.id in own]
    unproved = [
        f"{programme.id}.{condition.id}"
        for programme in programmes
        for condition in programme.conditions
        if condition.id not in alone[programme.id]
    ]

    assert programmes
    assert unproved == []
    assert [p.id for p in programmes if outcomes[p.id] != {True, False, None}] == []
