"""A roll from what is owed to the bank."""

from datetime import date

import pytest

from tests.money import Treasury, make_treasury
from tests.money_people import FEN, JUNE, NURSING, make_payees, owe
from tests.office.payments.rolls import AT, ON, approved, drawn_up, filed, prepared, sent, written
from tests.people import WULINGYUAN, make_source
from yingbao.office.payments.actions.drawing_up import NothingOpen
from yingbao.office.payments.actions.filing import NotAllMayBePaid, file_again
from yingbao.office.payments.choices import LineState, RollKind, RollState
from yingbao.office.payments.models import Discharge, Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def treasury() -> Treasury:
    return make_treasury()


def test_a_roll_goes_from_what_is_owed_to_the_bank(treasury: Treasury) -> None:
    payees = make_payees(3, months=(JUNE.previous, JUNE))
    roll = drawn_up(treasury)

    assert (roll.state, roll.lines_in, roll.total_fen) == (RollState.BUILT, 3, 3 * 2 * FEN)
    roll = sent(treasury, roll)
    assert roll.state == RollState.SENT
    assert set(Line.objects.filter(roll=roll).values_list("state", "gross_fen")) == {(LineState.SENT, 2 * FEN)}
    assert Discharge.objects.filter(alive=True).count() == 6
    assert len(payees) == 3
