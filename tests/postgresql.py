"""Make sure the test role exists on a PostgreSQL server; exit 1 if no server answers.

Usage: python -m tests.postgresql postgresql://role:password@host:port/database
"""

import os
import sys
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

ADMINISTRATORS = [os.environ.get("PGUSER", ""), "postgres", "root"]


def connect_as_anyone(host: str, port: int) -> psycopg.Connection | None:
    """Connect as the first administrator the server lets in."""
    for user in filter(None, ADMINISTRATORS):
        try:
            return psycopg.connect(
                host=host, port=port, user=user, dbname="postgres", connect_timeout=3, autocommit=True
            )
        except psycopg.OperationalError:
            continue
    return None


def can_sign_in(url: str) -> bool:
    """Say whether the role can sign in and create the test database."""
    try:
        with psycopg.connect(url, connect_timeout=3):
            return True
    except psycopg.OperationalError:
        return False


def main(url: str) -> int:
    """Create role and database if an administrator may; 0 when the tests can run."""
    if can_sign_in(url):
        return 0
    parts = urlsplit(url)
    server = connect_as_anyone(parts.hostname or "", parts.port or 5432)
    if server is None:
        return 1
    role, database = parts.username or "", parts.path.removeprefix("/")
    with server:
        if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
            server.execute(
                sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(
                    sql.Identifier(role), sql.Literal(parts.password)
                )
            )
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            server.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(database), sql.Identifier(role))
            )
    return 0 if can_sign_in(url) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
