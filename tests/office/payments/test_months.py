"""A month is opened and closed by an officer, and only when nothing under it is on its way."""

import pytest

from tests.money import Treasury
from tests.money_people import FEN, JUNE, make_payees
from tests.office.payments.rolls import AT, ON, drawn_up, opened, sent
from tests.people import WULINGYUAN
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.actions import seal_acts
from yingbao.office.payments.actions.drawing_up import MonthIsClosed
from yingbao.office.payments.actions.months import MonthBlocked, close_month, open_month
from yingbao.office.payments.choices import BlockKind, LineState, MonthState, RollState
from yingbao.office.payments.models import Line, Roll
from yingbao.office.payments.queries.months import blocks_of, months_of
from yingbao.office.provision.choices import ReckoningState
from yingbao.office.provision.models import Reckoning

pytestmark = pytest.mark.django_db


def test_a_month_is_opened_once(treasury: Treasury) -> None:
    month = opened(treasury)

    assert open_month(county=WULINGYUAN, month=JUNE, at=AT, by=treasury.finance) == month
    assert list(months_of(treasury.finance)) == [month]
    with pytest.raises(NotPermitted):
        open_month(county=WULINGYUAN, month=JUNE, at=AT, by=treasury.cast.tian_fang)


def test_a_month_closes_when_every_roll_is_answered(treasury: Treasury) -> None:
    make_payees(2)
    roll = sent(treasury, drawn_up(treasury))
    month = roll.month
    with pytest.raises(MonthBlocked) as blocked:
        close_month(pay_month=month, on=ON, at=AT, by=treasury.finance)
    assert [block.kind for block in blocked.value.blocks] == [BlockKind.ROLL_ON_ITS_WAY]
    Line.objects.filter(roll=roll).update(state=LineState.SETTLED)
    Roll.objects.filter(pk=roll.pk).update(state=RollState.CLOSED)
    seal_acts(at=AT)

    month = close_month(pay_month=month, on=ON, at=AT, by=treasury.finance)

    assert month.state == MonthState.CLOSED
    assert len(month.audit_root) == 64
    paid = {"settled": {"lines": 2, "fen": 2 * FEN}, "rolls": 1, "funds": {"county": 2 * FEN}}
    assert month.totals == {"on": "2026-06-24", "programmes": {"nursing_subsidy": paid}}
    assert close_month(pay_month=month, on=ON, at=AT, by=treasury.finance).closed_at == AT
    with pytest.raises(MonthIsClosed):
        opened(treasury)


def test_a_month_is_not_closed_while_what_is_owed_is_being_found(treasury: Treasury) -> None:
    month = opened(treasury)
    assert [block.kind for block in blocks_of(month)] == [BlockKind.NOT_RECKONED]
    found = {"county": WULINGYUAN, "month": JUNE.first_day, "on": ON, "by": "xiang_dong", "asked_at": AT}
    Reckoning.objects.create(state=ReckoningState.FINISHED, **found)
    assert blocks_of(month) == []
    Reckoning.objects.create(state=ReckoningState.RUNNING, **found)
    assert [block.kind for block in blocks_of(month)] == [BlockKind.NOT_RECKONED]
