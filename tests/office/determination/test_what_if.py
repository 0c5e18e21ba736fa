"""What if: who gains, who loses, who gets another amount, who is to be asked; how it spreads; what it costs."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.office.determination.register_of import cover, holder, on, stated
from tests.people import JUNDIPING, WULINGYUAN, XIEHE, Cast
from yingbao.law.packs import Overlay, PackProblems
from yingbao.office.determination.models import Decision, Finding, Run
from yingbao.office.determination.queries.spreads import Dimension
from yingbao.office.determination.queries.what_if import Change, Effect, WhatIf, get_what_if
from yingbao.office.register.models import Person
from yingbao.office.register.queries.recorded_time import get_horizon
from yingbao.values.money import Money
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
JUNE = Month(2026, 6)
TOWN = "430811001001"
HIGHER = """
id: higher
name: {zh: 护理补贴提到一百二十元, en: Nursing subsidy raised}
parameters:
  nursing_subsidy_rate:
    values: [{from: 2026-01, value: {1: 12000, 2: 10000}, sure: assumed, source: 测算}]
"""
ONLY_FIRST = """
id: only_first
name: {zh: 护理补贴只给一级, en: Nursing subsidy for grade 1 only}
programmes:
  nursing_subsidy:
    conditions:
      severe: {rule: certificate_grade = 1}
"""


@pytest.fixture
def folk(cast: Cast) -> dict[str, Person]:
    """陈一 is of a dibao-margin family, 李明 on dibao and of grade 1, 赵青 of unknown income."""
    cover(month=date(2026, 1, 1))
    found = {
        "chen": holder("陈一", grade=3),
        "li": holder("李明", grade=1, village=TOWN),
        "zhao": holder("赵青", grade=2, birth=date(2012, 6, 30)),
    }
    on(found["chen"], "dibao_margin")
    on(found["li"], "dibao")
    stated(found["chen"], "low_income_family", "true")
    stated(found["li"], "low_income_family", "true")
    return found


def what_if(*laid: Any, **more: Any) -> WhatIf:
    return get_what_if(county=WULINGYUAN, month=JUNE, laid=laid, **more)


def draft(text: str) -> Overlay:
    name = text.split("id: ")[1].split("\n")[0]
    return Overlay(name, Path("draft.yaml"), text)


def change(found: WhatIf, programme: str) -> Change:
    return next(change for change in found.changes if change.programme == programme)


def who(found: WhatIf, programme: str, *effects: Effect) -> list[int]:
    return [moved.person for moved in found.of(programme, *effects)]


def test_a_wider_circle_has_gainers_and_persons_to_ask(folk: dict[str, Person]) -> None:
    found = what_if("living-for-low-income")

    assert who(found, "living_allowance", Effect.GAINS) == [folk["chen"].pk]
    assert who(found, "living_allowance", Effect.TO_ASK) == [folk["zhao"].pk]
    living = change(found, "living_allowance")
    assert living.before.entitled == 1
    assert living.after.entitled == 2
    assert living.after.owed_fen == Money(22000)
    assert living.wanted == (("low_income_family", 1),)
    assert [c.programme for c in found.changes] == ["living_allowance"]


def test_another_rate_gives_more_and_less(folk: dict[str, Person]) -> None:
    found = what_if(draft(HIGHER))

    assert who(found, "nursing_subsidy", Effect.MORE) == [folk["li"].pk]
    assert who(found, "nursing_subsidy", Effect.LESS) == [folk["zhao"].pk]
    nursing = change(found, "nursing_subsidy")
    assert (nursing.before.owed_fen, nursing.after.owed_fen) == (Money(22000), Money(22000))


def test_a_narrower_circle_has_losers(folk: dict[str, Person]) -> None:
    found = what_if(draft(ONLY_FIRST))

    assert who(found, "nursing_subsidy", Effect.LOSES) == [folk["zhao"].pk]
    assert change(found, "nursing_subsidy").counts == {Effect.LOSES: 1}


def test_several_are_laid_one_over_the_other(folk: dict[str, Person]) -> None:
    found = what_if("living-for-low-income", draft(HIGHER), draft(ONLY_FIRST))

    assert found.laid == ("living-for-low-income", "higher", "only_first")
    assert {c.programme for c in found.changes} == {"living_allowance", "nursing_subsidy"}
    assert who(found, "nursing_subsidy", Effect.LOSES) == [folk["zhao"].pk]
    assert who(found, "nursing_subsidy", Effect.MORE) == [folk["li"].pk]


def test_an_unknown_amount_is_neither_more_nor_less(folk: dict[str, Person]) -> None:
    found = what_if(draft(HIGHER.replace("1: 12000", "1: unknown")))

    assert who(found, "nursing_subsidy", Effect.AMOUNT_UNKNOWN) == [folk["li"].pk]
    assert change(found, "nursing_subsidy").after.without_amount == 1
    assert change(found, "nursing_subsidy").after.owed_fen == Money(10000)


def test_a_change_is_spread_by_township_grade_kind_age_and_sex(folk: dict[str, Person]) -> None:
    found = what_if("living-for-low-income", draft(ONLY_FIRST))
    slices = {
        (spread.programme, spread.dimension): {s.value: (s.before, s.after) for s in spread.slices}
        for spread in found.spreads
    }

    assert slices["living_allowance", Dimension.TOWNSHIP] == {JUNDIPING: (1, 1), XIEHE: (0, 1)}
    assert slices["nursing_subsidy", Dimension.GRADE] == {"1": (1, 1), "2": (1, 0)}
    assert slices["nursing_subsidy", Dimension.AGE] == {"16": (1, 1), "7": (1, 0)}
    assert set(slices["nursing_subsidy", Dimension.KIND]) == {"physical"}
    assert {dimension for _, dimension in slices} == set(Dimension)


def test_only_a_division_is_looked_at(folk: dict[str, Person]) -> None:
    found = what_if("living-for-low-income", draft(ONLY_FIRST), within=JUNDIPING)

    assert found.moved == ()
    assert change(found, "nursing_subsidy").before.entitled == 1


def test_it_is_asked_of_what_was_known_then(folk: dict[str, Person]) -> None:
    then = get_horizon()
    on(holder("后来人"), "dibao_margin")

    assert len(who(what_if("living-for-low-income", horizon=then), "living_allowance", Effect.GAINS)) == 1


def test_rules_that_decide_the_same_change_nothing(folk: dict[str, Person]) -> None:
    found = what_if(draft("id: same\nname: {zh: 同样, en: same}\nprogrammes: {}\n"))

    assert (found.changes, found.moved, found.spreads) == ((), (), ())


def test_nothing_is_stored(folk: dict[str, Person]) -> None:
    what_if("living-for-low-income")

    assert not Run.objects.exists()
    assert not Decision.objects.exists()
    assert not Finding.objects.exists()


def test_what_cannot_be_understood_is_refused_with_its_place(folk: dict[str, Person]) -> None:
    with pytest.raises(PackProblems) as why:
        what_if(draft(ONLY_FIRST.replace("certificate_grade = 1", "certificate_grade = ")))

    assert "draft.yaml" in str(why.value)
