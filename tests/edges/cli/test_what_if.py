"""yingbao whatif, and its exit codes."""

import json
from datetime import date

import pytest

from tests.edges.cli.test_determining import refused, said
from tests.office.determination.register_of import cover, holder, on
from tests.people import WULINGYUAN, Cast
from yingbao.office.determination.models import Decision, Run
from yingbao.office.scenarios.models import Scenario

pytestmark = pytest.mark.django_db
WIDER = ("whatif", WULINGYUAN, "2026-06", "--reform", "living-for-low-income")


@pytest.fixture(autouse=True)
def _offices(cast: Cast) -> None:
    """The offices are open and complete lists came in."""
    cover(month=date(2026, 1, 1))


@pytest.fixture(autouse=True)
def _chen() -> None:
    on(holder("李明"), "dibao_margin")


def test_it_tells_who_gains_and_the_cost_and_stores_nothing() -> None:
    told = said(*WIDER)

    assert "0.00 -> 110.00" in told
    assert "0.00 -> 1,320.00" in told
    assert not Run.objects.exists()
    assert not Decision.objects.exists()
    assert not Scenario.objects.exists()


def test_a_value_is_tried_in_yuan_after_the_reforms() -> None:
    assert "0.00 -> 120.50" in said(*WIDER, "--set", "living_allowance_rate=120.5")


def test_it_speaks_to_machines_in_fen_and_names_nobody() -> None:
    told = json.loads(said(*WIDER, "--json"))

    assert told["laid"] == ["living-for-low-income"]
    assert told["yearly"] == {"before": 0, "after": 132000}
    assert told["funds"] == {"": {"before": 0, "after": 132000}}
    assert told["programmes"][0]["counts"] == {"gains": 1}
    assert told["scenario"] is None
    assert "李明" not in json.dumps(told, ensure_ascii=False)


def test_it_is_kept_under_a_name() -> None:
    assert "1" in said(*WIDER, "--save", "延伸", "--note", "给残工委", "--by", "zhou_min")

    scenario = Scenario.objects.get()
    assert (scenario.name, scenario.note, scenario.by) == ("延伸", "给残工委", "zhou_min")


def test_a_rule_that_is_the_same_changes_nothing() -> None:
    told = said("whatif", WULINGYUAN, "2026-06", "--set", "living_allowance_rate=110")

    assert "->" not in told


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["4308", "2026-06", "--reform", "living-for-low-income"], 2),
        ([WULINGYUAN, "2026-6", "--reform", "living-for-low-income"], 2),
        ([WULINGYUAN, "2026-06"], 2),
        ([WULINGYUAN, "2026-06", "--reform", "nothing"], 3),
        ([WULINGYUAN, "1999-01", "--reform", "living-for-low-income"], 3),
        ([WULINGYUAN, "2026-06", "--set", "nothing=1"], 3),
        ([*WIDER[1:], "--save", "a", "--by", "ran_jing"], 4),
        ([*WIDER[1:], "--save", "a", "--by", "shen_ji"], 4),
        ([*WIDER[1:], "--save", "a", "--by", "nobody"], 5),
    ],
)
def test_exit_codes(words: list[str], code: int) -> None:
    assert refused("whatif", *words) == code
    assert not Scenario.objects.exists()
