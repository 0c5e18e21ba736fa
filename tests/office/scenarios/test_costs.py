"""What a change costs: by period, by year, by fund; what is not known is said, not left out."""

import pytest

from yingbao.law.facts.values import Kind
from yingbao.law.packs.funding import Worth
from yingbao.law.rules.programmes import Share
from yingbao.office.determination.queries.households import Households
from yingbao.office.determination.queries.what_if import TIMES, Totals
from yingbao.office.scenarios.costs import Cost, Costs, Part, Sides, share_out, total
from yingbao.values.money import Money


def totals(fen: int, entitled: int = 1, without: int = 0) -> Totals:
    return Totals(entitled, 0, Money(fen), without)


def cost(per: str, fen: tuple[int, int], *parts: Part) -> Cost:
    before, after = (Money(amount) for amount in fen)
    times = TIMES.get(per)
    whole = Sides(before * (times or 1), after * (times or 1))
    return Cost(per, per, times, Sides(before, after), whole, (0, 1), parts)


def test_a_year_is_twelve_months_four_quarters_or_once_and_what_is_owed_once_is_apart() -> None:
    costs = Costs(
        (
            cost("month", (100, 200)),
            cost("quarter", (0, 30)),
            cost("year", (7, 8)),
            cost("once", (1000, 5000)),
        )
    )

    assert costs.monthly == Sides(Money(100), Money(200))
    assert costs.yearly == Sides(Money(1207), Money(2528))
    assert costs.yearly.more == Money(1321)
    assert costs.once == Sides(Money(1000), Money(5000))
    assert costs.without == (0, 4)


def test_half_years_and_terms_come_twice() -> None:
    assert (TIMES["half_year"], TIMES["term"]) == (2, 2)
    assert "plan" not in TIMES


def test_a_share_in_percent_leaves_parts_of_a_fen_to_the_rest() -> None:
    funds = (Share("province", "share"), Share("county", "rest"))

    assert share_out(funds, totals(101), 12, {"share": Worth(Kind.INTEGER, 60)}) == {
        "province": Money(727),
        "county": Money(485),
    }


def test_a_share_of_so_much_a_person_counts_those_whose_amount_is_known() -> None:
    funds = (Share("central", "aid"), Share("county", "rest"))

    assert share_out(funds, totals(30000, entitled=4, without=1), 1, {"aid": Worth(Kind.FEN, 4000)}) == {
        "central": Money(12000),
        "county": Money(18000),
    }


def test_a_share_of_so_much_is_for_each_household_counted_where_it_is_owed_so() -> None:
    funds = (Share("central", "aid"), Share("county", "rest"))
    owed = Households(3, 1, 1, 2, Money(30000))
    whole = Totals(9, 0, owed.owed_fen, 0, owed)

    assert share_out(funds, whole, 1, {"aid": Worth(Kind.FEN, 4000)}) == {
        "central": Money(12000),
        "county": Money(18000),
    }


def test_an_unknown_share_leaves_the_rest_unknown() -> None:
    funds = (Share("central", "aid"), Share("county", "rest"))

    assert share_out(funds, totals(100), 1, {"aid": Worth(Kind.INTEGER, None)}) == {
        "central": None,
        "county": None,
    }
    assert share_out((Share("lottery", "unknown"),), totals(100), 1, {}) == {"lottery": None, "": None}


def test_what_nobody_is_named_for_is_under_nobody() -> None:
    assert share_out((), totals(100), 12, {}) == {"": Money(1200)}
    assert share_out((Share("county", "half"),), totals(100), 1, {"half": Worth(Kind.INTEGER, 50)}) == {
        "county": Money(50),
        "": Money(50),
    }
    assert share_out((Share("county", "all"),), totals(100), 1, {"all": Worth(Kind.INTEGER, 100)}) == {
        "county": Money(100)
    }


def test_funds_are_added_up_and_one_unknown_makes_the_sum_unknown() -> None:
    known = Part("county", Sides(Money(1), Money(2)))
    costs = Costs(
        (
            cost("month", (1, 2), known, Part("central", Sides(Money(0), Money(5)))),
            cost("year", (1, 2), known, Part("central", Sides(None, None))),
            cost("once", (1, 2), known),
        )
    )

    assert costs.funds() == (
        Part("county", Sides(Money(2), Money(4))),
        Part("central", Sides(None, None)),
    )
    assert costs.funds(yearly=False) == (known,)
    assert total([]) == Sides(Money(0), Money(0))
    assert Sides(None, Money(1)).more is None


@pytest.mark.parametrize("per", ["once", "plan"])
def test_what_is_owed_once_is_not_of_a_year(per: str) -> None:
    assert Costs((cost(per, (1, 2)),)).yearly == Sides(Money(0), Money(0))
