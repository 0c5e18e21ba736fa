"""Every night the book of money is checked: what newly does not fit is told to those who answer for it, once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.money import Treasury
from tests.office.ledger.bookkeeping import slip_in, tamper
from tests.office.payments.a_year import make_year
from tests.people import WULINGYUAN, WULONG
from yingbao.edges.jobs.running import do_next_job
from yingbao.edges.jobs.timetable import ask_for_due_days
from yingbao.edges.web.messages.turns import units_of
from yingbao.office.audit.models import Act
from yingbao.office.ledger.choices import Entry
from yingbao.office.ledger.models import Transfer
from yingbao.office.messages.models import Message
from yingbao.office.messages.queries import list_unread
from yingbao.office.payments.actions import checking_book
from yingbao.office.payments.actions.checking_book import check_book
from yingbao.office.payments.models import BookCheck
from yingbao.office.payments.queries.book_checks import BooksState, get_books_state, get_last_check

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 7, 6)
NIGHT = datetime(2026, 7, 5, 16, 5, tzinfo=UTC)


def checked(nights: int = 0) -> BookCheck:
    day = timedelta(days=nights)
    return check_book(county=WULINGYUAN, on=MONDAY + day, at=NIGHT + day)


def told() -> list[tuple[str, object]]:
    rows = Message.objects.filter(kind="money.wrong").order_by("id")
    return [(each.unit, each.params["faults"]) for each in rows]


def not_owed(number: int) -> None:
    slip_in(Entry.OWED, f"due:{number}", 70)


def test_a_book_that_fits_is_written_down_and_nobody_is_told(treasury: Treasury) -> None:
    make_year(treasury)
    check = checked()
    assert (check.transfers, check.faults, check.wrong) == (Transfer.objects.count(), 0, {})
    assert told() == []
    act = Act.objects.get(verb="payments.book.checked")
    assert (act.by, act.subject, act.detail["faults"]) == ("timetable", "reconciliation:2026-07-06", 0)
    assert get_last_check(WULINGYUAN) == check
    assert get_books_state() == BooksState(NIGHT, 0)


def test_what_does_not_fit_is_told_once_to_each_who_answers_for_it(treasury: Treasury) -> None:
    make_year(treasury)
    checked()
    not_owed(900_001)
    check = checked(1)
    assert (check.faults, check.wrong) == (1, {"no_due": {"count": 1, "places": ["due:900001"]}})
    assert told() == [("finance", 1), ("civil_affairs_county", 1), ("auditor", 1)]
    for officer in (treasury.finance, treasury.approver, treasury.cast.shen_ji):
        assert list_unread(officer, units_of(officer)).count() == 1
    assert not list_unread(treasury.cast.wu_gang, units_of(treasury.cast.wu_gang)).exists()

    for night in (2, 3):
        checked(night)
    assert len(told()) == 3, "the same finding is not told every night anew"

    not_owed(900_002)
    checked(4)
    assert told()[3:] == [("finance", 2), ("civil_affairs_county", 2), ("auditor", 2)]


def test_what_was_cleared_up_and_comes_back_is_told_again(treasury: Treasury) -> None:
    make_year(treasury)
    not_owed(900_001)
    checked()
    tamper("DELETE FROM ledger_transfer WHERE key = 'due:900001'", "ledger_transfer")
    assert checked(1).faults == 0
    assert len(told()) == 3
    not_owed(900_001)
    checked(2)
    assert len(told()) == 6


def test_of_more_than_are_kept_the_number_counts(treasury: Treasury, monkeypatch: pytest.MonkeyPatch) -> None:
    make_year(treasury)
    monkeypatch.setattr(checking_book, "TOLD", 1)
    for number in (900_002, 900_003):
        not_owed(number)
    checked()
    tamper("DELETE FROM ledger_transfer WHERE key = 'due:900002'", "ledger_transfer")
    not_owed(900_001)
    checked(1)
    assert len(told()) == 3, "another of as many"
    not_owed(900_004)
    checked(2)
    assert len(told()) == 6


def test_one_night_is_one_check_however_often_it_is_begun(treasury: Treasury) -> None:
    make_year(treasury)
    not_owed(900_001)
    assert checked() == checked()
    assert Act.objects.filter(verb="payments.book.checked").count() == 1
    assert len(told()) == 3


def test_the_worker_checks_every_county_every_night(treasury: Treasury) -> None:
    make_year(treasury)
    clock: Any = lambda: NIGHT  # noqa: E731
    ask_for_due_days(at=NIGHT)
    while job := do_next_job(clock, kinds=["money_check"]):
        assert job.state == "done"
    assert set(BookCheck.objects.values_list("county", "on", "faults")) == {
        (WULINGYUAN, MONDAY, 0),
        (WULONG, MONDAY, 0),
    }
