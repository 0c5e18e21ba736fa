"""A connection that tells PostgreSQL who looks, before every statement that finds it told otherwise.

Django asks for a module of this name and for a class of this name.
"""

from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from yingbao.office.access.row_security import NOBODY, SETTINGS, settings_of
from yingbao.office.access.sight import declared_sight

# What a policy asks looks dear to the planner: it would compile a page's questions for longer than they last.
# From the first narrow sight on a connection leaves that; the worker's, which sees everything, keeps it.
JIT = "set_config('jit', CASE WHEN %s = 'on' THEN current_setting('jit') ELSE 'off' END, false)"
TELL = f"SELECT {', '.join(f'set_config({name!r}, %s, false)' for name in SETTINGS)}, {JIT}"


class DatabaseWrapper(base.DatabaseWrapper):
    """Keeps what the server was told equal to what was declared: nothing of one request is left for the next.

    It is said by the connection itself, once each time the sight changes, and is no question of a page.
    """

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        super().__init__(settings_dict, alias)
        # What the server was told; None where it may have taken that back with a transaction.
        self.told: tuple[str, ...] | None = NOBODY
        self.execute_wrappers.append(self._tell_then_ask)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self.told = NOBODY
        return super().get_new_connection(conn_params)

    def _rollback(self) -> None:
        self.told = None
        super()._rollback()  # type: ignore[misc]

    def _tell_then_ask(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        self._tell()
        try:
            return execute(sql, params, many, context)
        finally:
            # Also back to a savepoint: what was said after it is forgotten.
            if isinstance(sql, str) and sql.lstrip()[:8].upper() == "ROLLBACK":
                self.told = None

    def _tell(self) -> None:
        meant = settings_of(declared_sight())
        if meant == self.told:
            return
        # A transaction that failed answers nothing any more, and takes nothing in.
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return
        with self.wrap_database_errors:
            self.connection.execute(TELL, (*meant, meant[0]))
        self.told = meant
