"""PostgreSQL compiles nothing while chunks are worked on, and compiles afterwards as before."""

import pytest
from django.db import connection, transaction

from yingbao.office.determination.tables import fetch
from yingbao.office.register.compiling import uncompiled

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compiles nothing"),
]


def compiles() -> str:
    ((said,),) = fetch("SELECT current_setting('jit')")
    return str(said)


@pytest.mark.parametrize("before", ["on", "off"])
def test_what_was_set_before_is_set_afterwards(before: str) -> None:
    fetch("SELECT set_config('jit', %s, false)", before)

    with uncompiled():
        assert compiles() == "off"
        with uncompiled():
            assert compiles() == "off"
        assert compiles() == "off"
    assert compiles() == before


def test_an_error_leaves_nothing_behind() -> None:
    fetch("SELECT set_config('jit', 'on', false)")

    with pytest.raises(ZeroDivisionError), transaction.atomic(), uncompiled():
        raise ZeroDivisionError
    assert compiles() == "on"
