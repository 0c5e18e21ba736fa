"""Aid that is paid once to a person, to a student or for a device, goes by the same roll as an allowance."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tests.money import Treasury
from tests.money_people import JUNE, make_account
from tests.office.determination.register_of import cover, holder, stated
from tests.office.payments.answers import answered, returned
from tests.office.payments.rolls import drawn_up, sent
from tests.office.provision.awards import awarded, dues_of
from tests.people import NOON, WULINGYUAN
from yingbao.law.packs import Overlay, Pack
from yingbao.office.determination import packs
from yingbao.office.determination.actions import determine
from yingbao.office.ledger.queries.checking import check_ledger
from yingbao.office.payments.actions.drawing_up import NothingOpen
from yingbao.office.payments.choices import LineState, RollKind
from yingbao.office.payments.models import Line
from yingbao.office.payments.queries.board import board_of
from yingbao.office.provision.actions.reckoning import reckon
from yingbao.office.provision.choices import Per
from yingbao.office.register.models import Person
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
STUDENT, DEVICE = "university_entry_aid", "other_device"
MAY, JULY = JUNE.previous, JUNE.next
FACTS = {
    STUDENT: {"study_stage": "undergraduate", "entered_university_this_year": "true"},
    DEVICE: {
        "needs_assistive_device": "true",
        "device_in_basic_catalogue": "false",
        "same_device_still_in_service": "false",
    },
}
_whole = packs._load


def amounts(student: int, device: int) -> Overlay:
    """What either aid comes to; the pack of the district waits for it."""
    value = "{{from: 2021-01, value: {}, sure: stated, source: test}}"
    text = (
        "id: laid\nname: {zh: 标准, en: Rates}\nparameters:\n  university_entry_aid_amount:\n    values: ["
        + value.format(f"{{undergraduate: {student}, junior_college: {student}}}")
        + "]\n  other_device_cap:\n    values: ["
        + value.format(device)
        + "]\n"
    )
    return Overlay("laid", Path("laid.yaml"), text)


@lru_cache(maxsize=4)
def _laid(overlay: Overlay, folder: Path, pack: str, laid: tuple[Any, ...], stamp: Any) -> Pack:
    return _whole(folder, pack, (*laid, overlay), stamp).only((STUDENT, DEVICE))


def lay(monkeypatch: pytest.MonkeyPatch, student: int, device: int = 120_000) -> None:
    overlay = amounts(student, device)
    monkeypatch.setattr(packs, "_load", lambda *asked: _laid(overlay, *asked))


@pytest.fixture(autouse=True)
def rates(monkeypatch: pytest.MonkeyPatch) -> None:
    lay(monkeypatch, 500_000)


def helped(programme: str, since: Month = MAY) -> Person:
    """Someone to whom the aid was granted, with an account."""
    person = holder("王秀兰", birth=date(2006, 1, 1))
    for fact, value in FACTS[programme].items():
        stated(person, fact, value, valid_from=date(2026, 1, 1))
    awarded(person, since, programme, per=Per.ONCE)
    make_account(person)
    return person


def find(*months: Month) -> None:
    for month in months:
        determine(county=WULINGYUAN, month=month, at=NOON, by="test")
        reckon(county=WULINGYUAN, month=month, on=date(2026, 6, 20), at=NOON, by="test")


@pytest.mark.parametrize(("programme", "fen"), [(STUDENT, 500_000), (DEVICE, 120_000)])
def test_it_is_owed_once_and_paid_once(treasury: Treasury, programme: str, fen: int) -> None:
    cover(month=date(2026, 1, 1))
    person = helped(programme)
    find(MAY, JUNE)
    assert dues_of(person) == [("2026-05", 0, 0, fen, "first")]

    roll = sent(treasury, drawn_up(treasury, programme=programme, memo="一次救助"))
    returned(treasury, roll, answered(roll))
    find(JUNE)

    assert list(Line.objects.values_list("state", "fen")) == [(LineState.SETTLED, fen)]
    with pytest.raises(NothingOpen):
        drawn_up(treasury, RollKind.SUPPLEMENTARY, programme=programme)
    assert check_ledger(WULINGYUAN).fits


def test_what_is_found_later_is_paid_or_waits_for_a_recovery(
    treasury: Treasury, monkeypatch: pytest.MonkeyPatch
) -> None:
    cover(month=date(2026, 1, 1))
    person = helped(STUDENT)
    find(MAY)
    roll = sent(treasury, drawn_up(treasury, programme=STUDENT))
    returned(treasury, roll, answered(roll))

    lay(monkeypatch, 560_000)
    find(MAY)
    more = sent(treasury, drawn_up(treasury, RollKind.SUPPLEMENTARY, programme=STUDENT))
    assert more.total_fen == 60_000
    returned(treasury, more, answered(more), "second")

    lay(monkeypatch, 400_000)
    find(MAY)

    assert [each[1:] for each in dues_of(person)] == [
        (0, 0, 500_000, "first"),
        (1, 500_000, 560_000, "more"),
        (2, 560_000, 400_000, "less"),
    ]
    with pytest.raises(NothingOpen):
        drawn_up(treasury, RollKind.SUPPLEMENTARY, programme=STUDENT)
    (board,) = board_of(treasury.preparer, JUNE).programmes
    assert (board.open_fen, board.below) == (-160_000, 1)
    assert check_ledger(WULINGYUAN).fits
