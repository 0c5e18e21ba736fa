"""A programme owed for another period then: each side's sum and cost is of its own period."""

from datetime import date
from typing import Any

import pytest

from tests.office.determination.register_of import cover, holder
from tests.office.determination.test_what_if import change, draft, what_if
from tests.people import Cast
from yingbao.office.determination.queries.what_if import Effect, WhatIf
from yingbao.office.scenarios.costs import Sides, get_costs
from yingbao.values.money import Money

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def first_grade(cast: Cast) -> Any:
    """One person who is owed 110 yuan a month."""
    cover(month=date(2026, 1, 1))
    return holder("甲", grade=1)


def paying(pays: str) -> WhatIf:
    return what_if(
        draft(f"""
id: paying
name: {{zh: 改发, en: Owed otherwise}}
programmes:
  nursing_subsidy: {{pays: {{{pays}}}}}
""")
    )


def test_another_period_alone_is_a_change() -> None:
    found = paying("per: year")

    assert change(found, "nursing_subsidy").counts == {Effect.LESS: 1}
    assert get_costs(found).yearly == Sides(Money(132000), Money(11000))


def test_each_side_of_a_year_is_reckoned_by_its_own_period() -> None:
    costs = get_costs(paying("per: year, amount: '120000'"))

    assert costs.yearly == Sides(Money(132000), Money(120000))
    assert costs.monthly == Sides(Money(11000), Money(0))
    assert total_of(costs.funds()) == (132000, 120000)


def test_more_or_less_is_told_over_the_same_time() -> None:
    assert change(paying("per: year, amount: '120000'"), "nursing_subsidy").counts == {Effect.LESS: 1}
    assert change(paying("per: quarter, amount: '40000'"), "nursing_subsidy").counts == {Effect.MORE: 1}
    assert change(paying("per: quarter, amount: '33000'"), "nursing_subsidy").counts == {}


def test_once_instead_of_every_month_is_neither_more_nor_less() -> None:
    found = paying("per: once, amount: '500000'")

    assert change(found, "nursing_subsidy").counts == {Effect.AMOUNT_UNKNOWN: 1}
    costs = get_costs(found)
    assert costs.yearly == Sides(Money(132000), Money(0))
    assert costs.once == Sides(Money(0), Money(500000))


def total_of(parts: Any) -> tuple[int, int]:
    return sum(part.sides.before.fen for part in parts), sum(part.sides.after.fen for part in parts)
