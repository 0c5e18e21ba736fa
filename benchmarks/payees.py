"""Persons to be paid, many at once: each with a place, an account and an award carried over from one list."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

AT_ONCE = 5_000
FAMILY, GIVEN = "王李张刘陈杨黄赵周吴", "秀兰芳明强红霞伟平英"
BEGUN = "2026-01-01"


def make_payees(count: int, *, county: str, programme: str, fen: int) -> None:
    """Create so many persons of a county with an award of a programme, five thousand a transaction."""
    from django.db import transaction

    from tests.people import make_source

    source = make_source("two-allowances-payees", county).pk
    for first in range(0, count, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, count))
        with transaction.atomic():
            _make(numbers, county=county, programme=programme, fen=fen, source=source)


def _make(numbers: range, *, county: str, programme: str, fen: int, source: int) -> None:
    from yingbao.office.casework.models import Award
    from yingbao.office.register.actions.rosters.tables import insert_values
    from yingbao.office.register.actions.row_ids import reserve_ids
    from yingbao.office.register.models import BankAccount, Person

    persons = list(zip(reserve_ids(Person, len(numbers)), numbers, strict=True))
    accounts = zip(reserve_ids(BankAccount, len(numbers)), persons, strict=True)

    def keep(table: str, **columns: Any) -> None:
        """Insert rows given column by column; what is no list is the same in all of them."""
        many = {
            name: value if isinstance(value, list) else [value] * len(numbers)
            for name, value in columns.items()
        }
        insert_values(table, list(many), zip(*many.values(), strict=True))

    ids = [person for person, _ in persons]
    places = [place_of(county, n) for n in numbers]
    names = [name_of(n) for n in numbers]
    keep("register_person", **_columns(_person(*each) for each in persons), source_id=source)
    keep(
        "register_standing",
        person_id=ids,
        county=county,
        division_code=places,
        source_id=source,
    )
    keep(
        "register_bankaccount",
        **_columns(_account(row, n) for row, (_, n) in accounts),
        person_id=ids,
        holder_name=names,
        bank="农商银行",
        source_id=source,
    )
    keep(
        Award._meta.db_table,
        number=[f"T{county}-{n:08}" for n in numbers],
        county=county,
        division_code=places,
        person_id=ids,
        programme=programme,
        carried_from_id=source,
        amount_fen=fen,
        per="month",
        first_month=BEGUN,
        state="active",
        clause="",
        pack_id=f"cn-{county}",
        pack_digest="0" * 64,
        grounds="{}",
        decided_by="liu_kang",
        decided_on=BEGUN,
        made_at=f"{BEGUN} 04:00:00+00:00",
    )


def name_of(n: int) -> str:
    """Return a name a thousandth of the persons have."""
    return FAMILY[n % 10] + GIVEN[n // 10 % 10] + GIVEN[n // 100 % 10]


def place_of(county: str, n: int) -> str:
    """Return one of two hundred villages in ten townships."""
    return f"{county}{101 + n % 10}{201 + n // 10 % 20}"


def _columns(rows: Iterator[dict[str, Any]]) -> dict[str, list[Any]]:
    kept = list(rows)
    return {name: [row[name] for row in kept] for name in kept[0]}


def _person(row: int, n: int) -> dict[str, Any]:
    from yingbao.office.register.sealing import RESIDENT_ID, blind_index, seal
    from yingbao.values.resident_id import check_digit

    born = date(1940, 1, 1) + timedelta(days=n // 50)
    first = f"433127{born:%Y%m%d}{n % 50 * 2:03}"
    number = first + check_digit(first)
    name = name_of(n)
    return {
        "id": row,
        "name": name,
        "pinyin": _spelled(name),
        "sex": "female",
        "birth_on": born.isoformat(),
        "number_sealed": seal(number, column="person.number", row=row),
        "number_index": blind_index(number, RESIDENT_ID),
    }


@cache
def _spelled(name: str) -> str:
    from yingbao.office.register.pinyin import searchable

    return searchable(name)


def _account(row: int, n: int) -> dict[str, Any]:
    from yingbao.office.register.sealing import ACCOUNT, blind_index, seal

    number = account_of(n)
    return {
        "id": row,
        "account_sealed": seal(number, column="bankaccount.account", row=row),
        "account_index": blind_index(number, ACCOUNT),
    }


def account_of(n: int) -> str:
    """Return the account of the n-th person."""
    return f"6230{n:015}"
