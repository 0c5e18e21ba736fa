"""The book of money is accepted by the checks of two programs that know nothing of us."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.office.ledger.bookkeeping import enter, tamper, write_month
from tests.people import WULINGYUAN
from yingbao.edges.exchange.journals import BEANCOUNT, HLEDGER, Manner, account_name, write_journal
from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.choices import AccountKind, Entry

pytestmark = pytest.mark.django_db
CHECKS = {
    "hledger": ["hledger", "check", "--strict", "ordereddates", "payees", "-f"],
    "beancount": ["bean-check"],
}
MANNERS = {"hledger": HLEDGER, "beancount": BEANCOUNT}


def journal(manner: Manner, year: int = 2026) -> str:
    return "".join(write_journal(WULINGYUAN, year, manner))


def checked(program: str, text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Let the program itself say whether it accepts a journal."""
    found = shutil.which(CHECKS[program][0])
    if found is None:
        pytest.skip(f"{program} is not installed: its own check was not run")
    path = folder / f"book.{program}"
    path.write_text(text, encoding="utf-8")
    return subprocess.run([found, *CHECKS[program][1:], path], capture_output=True, text=True, check=False)


@pytest.fixture
def _two_years() -> None:
    enter(Entry.OWED, "due:90", 500, on=date(2025, 12, 31))
    enter(Entry.OWED, "due:91", 700, on=date(2027, 1, 1))
    write_month()


@pytest.mark.usefixtures("_two_years")
@pytest.mark.parametrize("program", CHECKS)
@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_the_program_accepts_it(program: str, year: int, tmp_path: Path) -> None:
    answer = checked(program, journal(MANNERS[program], year), tmp_path)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


@pytest.mark.usefixtures("_two_years")
@pytest.mark.parametrize("program", CHECKS)
@pytest.mark.parametrize(
    "altered", [("110.00", "110.01"), ("-110.00", "-110.01"), ("Receivable", "Recievable")]
)
def test_the_program_finds_what_was_altered(program: str, altered: tuple[str, str], tmp_path: Path) -> None:
    old, new = altered
    text = journal(MANNERS[program])
    place = text.index(f" {old} " if "." in old else f"  Assets:{old}:")
    wrong = text[:place] + text[place:].replace(old, new, 1)
    assert checked(program, wrong, tmp_path).returncode != 0


@pytest.mark.usefixtures("_two_years")
@pytest.mark.parametrize("program", CHECKS)
def test_a_fen_more_in_both_places_is_found_by_the_sums(program: str, tmp_path: Path) -> None:
    text = journal(MANNERS[program])
    place = text.index("due:1")
    wrong = text[:place] + text[place:].replace("110.00 CNY", "110.01 CNY", 2)
    assert wrong != text
    assert checked(program, wrong, tmp_path).returncode != 0


@pytest.mark.usefixtures("_two_years")
@pytest.mark.parametrize("manner", MANNERS.values(), ids=MANNERS)
def test_the_same_book_is_the_same_text_and_another_year_is_not_in_it(manner: Manner) -> None:
    text = journal(manner)
    assert text == journal(manner)
    assert (
        text.index("due:1") < text.index("due:2") < text.index("line:1:settled") < text.index("write-off:1")
    )
    assert "due:90" not in text
    assert "due:91" not in text
    assert "opening" in text
    tamper("UPDATE ledger_transfer SET fen = fen + 1 WHERE key = 'due:90'")
    assert text != journal(manner)


def test_accounts_have_names_both_programs_read() -> None:
    cost = Which(AccountKind.COST, programme="nursing_subsidy", year=2026)
    assert account_name(cost) == "Expenses:Cost:Nursing-subsidy:2026"
    assert account_name(Which(AccountKind.FUND, fund="county", year=2026)) == "Equity:Fund:County:2026"
