"""Where a benchmark stands: an empty product on the database it asks for, gone when it ends.

With PostgreSQL the server is that of YINGBAO_BENCHMARK_SERVER; the database has a name of its own, so two
benchmarks do not meet.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER = "postgresql://root@127.0.0.1:5432"


@contextmanager
def empty_product(vendor: str, **settings: str) -> Iterator[Path]:
    """Set the product up, with nothing in its database; give its folder.

    The database is named `sqlite` or `postgresql`, the tables are not made yet.
    """
    with tempfile.TemporaryDirectory(prefix="yingbao-benchmark-") as name:
        home = Path(name)
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "yingbao.project.settings",
            "YINGBAO_SECRET_KEY": "benchmark" * 8,
            "YINGBAO_PLAIN_HTTP": "1",
            "YINGBAO_HOME": name,
            **settings,
        }
        with database(vendor, home) as url:
            os.environ["YINGBAO_DATABASE"] = url
            import django
            from django.db import connection

            django.setup()
            try:
                yield home
            finally:
                connection.close()


@contextmanager
def database(vendor: str, home: Path) -> Iterator[str]:
    """Give the address of an empty database, and leave none behind."""
    if vendor == "sqlite":
        yield f"sqlite:///{home / 'register.sqlite3'}"
        return
    server, name = os.environ.get("YINGBAO_BENCHMARK_SERVER", SERVER), f"yingbao_benchmark_{os.getpid()}"
    on_server(server, f"CREATE DATABASE {name}")
    try:
        yield f"{server}/{name}"
    finally:
        on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def on_server(server: str, statement: str) -> None:
    """Ask something of the server itself."""
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as link:
        link.execute(statement)
