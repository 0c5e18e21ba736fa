"""yingbao whatif, and its exit codes."""

from datetime import date

import pytest

from tests.edges.cli.test_determining import refused, said
from tests.office.determination.register_of import cover, holder, on
from tests.people import WULINGYUAN, Cast
from yingbao.office.determination.models import Decision, Run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _offices(cast: Cast) -> None:
    """The offices are open and complete lists came in."""
    cover(month=date(2026, 1, 1))


def test_it_tells_who_gains_and_stores_nothing() -> None:
    on(holder("李明"), "dibao_margin")

    told = said("whatif", WULINGYUAN, "2026-06", "--reform", "living-for-low-income")

    assert " 110.00" in told
    assert not Run.objects.exists()
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["4308", "2026-06", "--reform", "living-for-low-income"], 2),
        ([WULINGYUAN, "2026-6", "--reform", "living-for-low-income"], 2),
        ([WULINGYUAN, "2026-06", "--reform", "nothing"], 3),
        ([WULINGYUAN, "1999-01", "--reform", "living-for-low-income"], 3),
    ],
)
def test_exit_codes(words: list[str], code: int) -> None:
    assert refused("whatif", *words) == code
