"""Rules that change only who pays: nobody is answered otherwise, and the cost moves from one fund to another."""

from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from tests.office.determination.register_of import cover, holder
from tests.office.determination.test_what_if import change, draft, what_if
from tests.people import WULINGYUAN, Cast
from tests.programmes import _whole
from yingbao.law.packs.edits import Edit, What, say_now
from yingbao.office.determination import packs
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.what_if import WhatIf
from yingbao.office.rulebook.trying import try_edits
from yingbao.office.scenarios.costs import Sides, get_costs
from yingbao.office.scenarios.trying import Tried
from yingbao.values.money import Money
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
JUNE = Month(2026, 6)
NURSING = "nursing_subsidy"


@pytest.fixture(autouse=True)
def _rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules are one allowance and one service of which a share is a value."""
    monkeypatch.setattr(packs, "_load", shared_alone)


@lru_cache
def shared_alone(*asked: Any) -> Any:
    return _whole(*asked).only((NURSING, "sunshine_home"))


@pytest.fixture(autouse=True)
def first_grade(cast: Cast) -> Any:
    """One person who is owed 110 yuan a month."""
    cover(month=date(2026, 1, 1))
    return holder("甲", grade=1)


def borne(funds: str, share: int | str = 60, *, name: str = "borne") -> Any:
    return draft(f"""
id: {name}
name: {{zh: 分担, en: Shares}}
parameters:
  provincial_share:
    name: {{zh: 省级分担比例, en: Share of the province}}
    type: integer
    unit: {{zh: '%', en: percent}}
    values: [{{from: 2026-01, value: {share}, sure: assumed, source: 测算}}]
programmes:
  {NURSING}: {{funds: {{{funds}}}}}
""")


def shares(found: WhatIf) -> dict[str, tuple[Money | None, Money | None]]:
    return {part.payer: (part.sides.before, part.sides.after) for part in get_costs(found).funds()}


def test_other_payers_alone_are_a_change_of_who_bears_the_cost() -> None:
    found = what_if(borne("province: provincial_share, county: rest"))

    assert change(found, NURSING).borne_alone
    assert change(found, NURSING).counts == {}
    assert found.moved == ()
    assert get_costs(found).yearly == Sides(Money(132000), Money(132000))
    assert shares(found) == {
        "": (Money(132000), Money(0)),
        "province": (Money(0), Money(79200)),
        "county": (Money(0), Money(52800)),
    }


def test_another_payer_of_the_rest_is_a_change_too() -> None:
    found = what_if(borne("province: provincial_share, prefecture: rest"))

    assert shares(found)["prefecture"] == (Money(0), Money(52800))


def test_a_share_that_is_not_known_any_more_leaves_what_everyone_bears_unknown() -> None:
    found = what_if(borne("province: provincial_share, county: rest", "unknown"))

    assert shares(found)["county"] == (Money(0), None)


def test_the_same_shares_are_no_change() -> None:
    assert what_if(draft("id: same\nname: {zh: 同样, en: same}\nprogrammes: {}\n")).changes == ()


def test_kept_figures_tell_when_only_who_pays_has_changed_since() -> None:
    before, after = what_if(borne("county: rest")), what_if(borne("province: rest"))

    assert before.digests[0] == after.digests[0]
    assert before.digests[1] != after.digests[1]
    assert before.then.digest == after.then.digest


def test_a_share_alone_is_tried_by_its_value() -> None:
    central = ("sunshine_home_central_aid=40",)
    found = what_if(*Tried(WULINGYUAN, JUNE, (), central).laid)

    assert [each.programme for each in found.changes if each.borne_alone] == ["sunshine_home"]
    assert len(found.changes) == 1


def test_a_proposal_that_changes_only_who_pays_moves_nobody() -> None:
    share = "sunshine_home_central_aid"
    now = say_now(pack_of(WULINGYUAN, JUNE), What.VALUE, share, "2016-01")
    edit = Edit(
        What.VALUE, share, "2016-01", now, {"value": 40, "sure": "stated", "source": "财社〔2026〕1号"}
    )

    assert try_edits(county=WULINGYUAN, edits=[edit], month=JUNE).changes == ()
