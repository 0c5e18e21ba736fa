"""yingbao determine and yingbao compare, and their exit codes."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.office.determination.register_of import cover, holder
from tests.people import WULINGYUAN, Cast
from yingbao.office.determination.models import Decision, Run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _offices(cast: Cast) -> None:
    """The offices are open and complete lists came in."""
    cover(month=date(2026, 1, 1))


def said(command: str, *words: str) -> str:
    out = StringIO()
    call_command(command, *words, stdout=out, skip_checks=True)
    return out.getvalue()


def refused(command: str, *words: str) -> int:
    with pytest.raises(CommandError) as why:
        said(command, *words)
    return why.value.returncode


def test_determining_says_what_was_written() -> None:
    holder("王秀兰")

    assert "1" in said("determine", WULINGYUAN, "2026-06")
    assert Decision.objects.values("person").distinct().count() == 1


def test_comparing_prints_the_four_lists() -> None:
    holder("王秀兰")
    said("determine", WULINGYUAN, "2026-06")

    lines = [line.split("\t")[1:] for line in said("compare", WULINGYUAN, "2026-06").splitlines()]

    assert lines == [["1", "660.00"], ["0", "0.00"], ["0", "0.00"], ["0", "0.00"]]


def test_a_wish_is_left_to_the_worker() -> None:
    said("determine", WULINGYUAN, "2026-06", "--later")

    assert Run.objects.get().state == "asked"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["4308", "2026-06"], 2),
        (["wulingyuan", "2026-06"], 2),
        ([WULINGYUAN, "2026-6"], 2),
        ([WULINGYUAN, "1999-01"], 3),
        (["430101", "2026-06"], 5),
        ([WULINGYUAN, "2026-06", "--by", "nobody"], 5),
        ([WULINGYUAN, "2026-06", "--by", "tian_fang"], 4),
        ([WULINGYUAN, "2026-06", "--by", "ran_jing"], 4),
        ([WULINGYUAN, "2026-06", "--person", "1"], 4),
    ],
)
def test_every_kind_of_refusal_has_its_exit_code(words: list[str], code: int) -> None:
    assert refused("determine", *words) == code


def test_comparing_what_was_never_determined_is_refused() -> None:
    assert refused("compare", WULINGYUAN, "2026-06") == 4


def test_an_officer_may_be_named(cast: Any) -> None:
    said("determine", WULINGYUAN, "2026-06", "--by", "zhou_min")

    assert Run.objects.get().by == "zhou_min"


@pytest.mark.django_db(transaction=True)
def test_a_county_may_be_answered_outside_the_database() -> None:
    holder("王秀兰")
    said("determine", WULINGYUAN, "2026-06", "--columns")

    assert Decision.objects.values("person").distinct().count() == 1
