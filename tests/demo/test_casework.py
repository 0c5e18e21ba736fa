"""The demo's office is alive: cases at every desk, a notice standing, an award."""

from collections import Counter

import pytest

from demo import accounts, casework
from tests.office.determination.register_of import cover, holder
from tests.people import NOON, WULINGYUAN, make_divisions
from yingbao.office.casework.choices import CaseState
from yingbao.office.casework.models import Award, Case, PublicNotice
from yingbao.office.determination.actions import determine
from yingbao.values.month import Month


@pytest.mark.django_db
def test_every_desk_has_work() -> None:
    make_divisions()
    accounts.create((WULINGYUAN,))
    cover()
    for number in range(len(casework.MADE)):
        holder(f"王秀{number}")
    determine(county=WULINGYUAN, month=Month(2026, 6), at=NOON, by="tests")
    casework.fill(WULINGYUAN)
    casework.fill(WULINGYUAN)

    assert Counter(Case.objects.values_list("state", flat=True)) == {
        CaseState.OPEN: 4,
        CaseState.WAITING: 1,
        CaseState.ON_NOTICE: 2,
        CaseState.PROPOSED: 3,
        CaseState.REFUSED: 1,
        CaseState.DONE: 1,
    }
    assert Award.objects.count() == 1
    assert PublicNotice.objects.filter(taken_down_on=None).count() == 2
