"""A connection to PostgreSQL, or the tests that want one are left out aloud."""

import psycopg
import pytest

from tests.generative.engines import POSTGRESQL


@pytest.fixture(scope="module")
def postgresql():
    try:
        connection = psycopg.connect(POSTGRESQL, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"No PostgreSQL is reachable, so its answers were NOT compared: {error}")
    with connection:
        yield connection
