"""A connection to PostgreSQL, or the tests that want one are left out aloud."""

import psycopg
import pytest

from tests.generative.engines import POSTGRESQL
from tests.postgresql import main as make_ready


@pytest.fixture(scope="module")
def postgresql():
    if make_ready(POSTGRESQL) != 0:
        pytest.skip(f"No PostgreSQL is reachable at {POSTGRESQL}, so its answers were NOT compared.")
    with psycopg.connect(POSTGRESQL, connect_timeout=3) as connection:
        yield connection
