"""A rule written anew from a month on must not undo what was approved from a later month on."""

from typing import Any

import pytest

from tests.office.rulebook.proposals import JULY, PROGRAMME, approved, proposed, rule
from tests.people import NOON, WULINGYUAN, Cast
from yingbao.law.packs.edits import What, say_now
from yingbao.office.determination.packs import pack_of
from yingbao.office.rulebook.actions import Outdated, approve
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
OCTOBER = Month(2026, 10)
WIDER = "certificate_grade IN (1, 2, 3)"


def test_an_earlier_start_approved_later_does_not_undo_a_later_one(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    waiting = proposed(cast.zhou_min, rule("certificate_grade = 1"))
    with django_capture_on_commit_callbacks(execute=True):
        approved(cast.zhou_min, cast.xiang_dong, rule(WIDER, start=OCTOBER), start=OCTOBER)

    with pytest.raises(Outdated):
        approve(amendment=waiting, at=NOON, by=cast.xiang_dong)

    assert say_now(pack_of(WULINGYUAN, OCTOBER), What.CONDITION, PROGRAMME, "severe") == WIDER


def test_it_is_not_even_proposed(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        approved(cast.zhou_min, cast.xiang_dong, rule(WIDER, start=OCTOBER), start=OCTOBER)

    with pytest.raises(Outdated):
        proposed(cast.zhou_min, rule("certificate_grade = 1", start=JULY))
