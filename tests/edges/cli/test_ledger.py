"""`yingbao ledger`: the check tells what is wrong, where and how much; the journal is for other programs."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.office.ledger.bookkeeping import slip_in, tamper, write_month
from tests.people import WULINGYUAN
from yingbao.office.ledger.choices import Entry
from yingbao.office.ledger.findings import TOLD

pytestmark = pytest.mark.django_db


def ledger(*words: Any) -> str:
    out = StringIO()
    call_command("ledger", *map(str, words), stdout=out, stderr=out)
    return out.getvalue()


def refused(*words: Any) -> tuple[str, int]:
    out = StringIO()
    with pytest.raises(CommandError) as told:
        call_command("ledger", *map(str, words), stdout=out, stderr=out)
    return out.getvalue(), told.value.returncode


def test_an_empty_book_fits() -> None:
    assert ledger("check") == ""
    assert "0" in ledger("check", WULINGYUAN)


def test_what_is_wrong_is_told_with_its_place_and_amount_and_the_exit_code() -> None:
    write_month()
    tamper("UPDATE ledger_transfer SET fen = 10499 WHERE key = 'line:1:sent'")
    told, code = refused("check", WULINGYUAN)
    assert code == 3
    assert f"{WULINGYUAN} line:1:settled" in told
    assert "105.00" in told
    assert "1,124.99" in told.splitlines()[-1]


def test_more_than_is_told_is_counted() -> None:
    for number in range(1, TOLD + 6):
        slip_in(Entry.OWED, f"owed:{number}", 1)
    told, _ = refused("check")
    assert sum("owed:" in line for line in told.splitlines()) == 2 * TOLD
    assert sum(" 5 " in line for line in told.splitlines()) == 2


def test_a_journal_is_written_for_either_program() -> None:
    write_month()
    assert "(due:1) owed" in ledger("journal", WULINGYUAN, 2026)
    assert 'key: "due:1"' in ledger("journal", WULINGYUAN, 2026, "--format", "beancount")
    assert "due:1" not in ledger("journal", WULINGYUAN, 2025)
    assert refused("journal", "4308", 2026)[1] == 2
