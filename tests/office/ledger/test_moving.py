"""Money moves once for each key, between the two accounts the entry allows."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tests.people import WULINGYUAN, WULONG
from yingbao.office.ledger.accounts import AccountUnknown, Which
from yingbao.office.ledger.actions.moving import KeyMeansAnother, Moved, WrongSides, move, move_all
from yingbao.office.ledger.choices import AccountKind, Entry, Fund
from yingbao.office.ledger.models import Account, Transfer

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 15)
COST = Which(AccountKind.COST, programme="living", year=2026)
PAYABLE = Which(AccountKind.PAYABLE, programme="living")
THREE = (
    "SELECT 'due:1' AS key, CAST(11000 AS bigint) AS fen"
    " UNION ALL SELECT 'due:2', 9000 UNION ALL SELECT 'due:3', 70"
)


def owe(key: str = "due:1", fen: int = 11000, *, county: str = WULINGYUAN, on: date = ON) -> bool:
    return move(key=key, county=county, on=on, entry=Entry.OWED, debit=COST, credit=PAYABLE, fen=fen)


def owe_all(select: str = THREE) -> Moved:
    return move_all(county=WULINGYUAN, on=ON, entry=Entry.OWED, debit=COST, credit=PAYABLE, select=select)


def test_what_is_tried_again_is_found_and_not_made() -> None:
    assert owe()
    assert not owe()
    assert not owe(on=date(2026, 7, 1))
    transfer = Transfer.objects.select_related("debit", "credit").get()
    assert (transfer.on, transfer.entry, transfer.fen) == (ON, Entry.OWED, 11000)
    assert (str(transfer.debit), str(transfer.credit)) == ("cost:living:2026", "payable:living")


def test_a_key_means_one_thing_for_ever() -> None:
    owe()
    with pytest.raises(KeyMeansAnother, match="due:1"):
        owe(fen=11001)
    with pytest.raises(KeyMeansAnother, match="due:1"):
        owe(county=WULONG)
    assert Transfer.objects.get().fen == 11000


def test_all_of_a_finding_move_at_once_and_only_what_is_new() -> None:
    owe("due:2", 9000)
    assert owe_all() == Moved(2, 11070)
    assert owe_all() == Moved(0, 0)
    assert list(Transfer.objects.order_by("key").values_list("key", "fen")) == [
        ("due:1", 11000),
        ("due:2", 9000),
        ("due:3", 70),
    ]


def test_one_key_that_means_another_moves_nothing() -> None:
    owe("due:2", 9001)
    with pytest.raises(KeyMeansAnother, match="due:2"):
        owe_all()
    assert Transfer.objects.count() == 1


def test_the_same_key_twice_in_a_finding_moves_nothing() -> None:
    with pytest.raises(KeyMeansAnother, match="twice"):
        owe_all(THREE + " UNION ALL SELECT 'due:3', 70")
    assert not Transfer.objects.exists()


def test_parameters_of_the_finding_are_passed_on() -> None:
    moved = move_all(
        county=WULINGYUAN,
        on=ON,
        entry=Entry.OWED,
        debit=COST,
        credit=PAYABLE,
        select=f"SELECT * FROM ({THREE}) three WHERE fen > %s",
        params=(9000,),
    )
    assert moved == Moved(1, 11000)


def test_an_entry_moves_between_its_own_kinds_of_account_only() -> None:
    with pytest.raises(WrongSides):
        move(key="due:1", county=WULINGYUAN, on=ON, entry=Entry.OWED, debit=PAYABLE, credit=COST, fen=1)
    assert not Account.objects.exists()


def test_an_account_is_opened_once_and_only_of_a_known_kind_and_fund() -> None:
    owe()
    owe("due:2")
    owe(key="due:9", county=WULONG)
    assert Account.objects.count() == 4
    assert Which(AccountKind.FUND, Fund.COUNTY, year=2026).fund == "county"


@pytest.mark.parametrize(
    ("kind", "fund", "programme", "year"),
    [
        ("costs", "", "living", 2026),
        ("cost", "", "living", 0),
        ("cost", "", "", 2026),
        ("payable", "", "living", 2026),
        ("fund", "the mayor's", "", 2026),
        ("fund", "", "", 2026),
        ("fund", "county", "living", 2026),
    ],
)
def test_no_account_is_opened_that_would_never_be_balanced(
    kind: str, fund: str, programme: str, year: int
) -> None:
    with pytest.raises(AccountUnknown):
        Which(kind, fund, programme, year)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_transfer SET fen = 1",
        "DELETE FROM ledger_transfer",
        pytest.param("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE ledger_transfer", id="truncate"),
        pytest.param("REPLACE by id", id="replaced by id"),
        pytest.param("REPLACE by key", id="replaced by key"),
    ],
)
def test_the_database_refuses_to_change_a_transfer(statement: str) -> None:
    owe()
    there = Transfer.objects.get()
    if "TRUNCATE" in statement and connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    if statement.startswith("REPLACE"):
        if connection.vendor == "postgresql":
            pytest.skip("PostgreSQL has no REPLACE")
        row = there.pk if statement.endswith("id") else there.pk + 1
        statement = (
            'INSERT OR REPLACE INTO ledger_transfer (id, key, county, "on", entry, debit_id, credit_id, fen)'
            f' SELECT {row}, key, county, "on", entry, debit_id, credit_id, 1 FROM ledger_transfer'
        )
    refused = pytest.raises(DatabaseError, match="a transfer is never")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Transfer.objects.get().fen == 11000
