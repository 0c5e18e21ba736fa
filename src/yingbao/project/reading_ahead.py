"""What every page needs, read before the first one is asked for."""

import logging

from django.db import DatabaseError, connections
from django.urls import get_resolver
from django.utils import timezone

log = logging.getLogger(__name__)


def read_ahead() -> None:
    """Read rules, addresses and pages once, for all workers that part afterwards.

    Workers must not share a connection to the database: none is left open.
    """
    from yingbao.office.determination.reading_ahead import read_rules_in_use

    # Finding an address the first time reads the modules of all pages.
    get_resolver().resolve("/")
    try:
        read_rules_in_use(timezone.localdate())
    except DatabaseError as why:
        # Before the tables are made there is nothing to read; and pages say themselves what is missing.
        log.warning("The rules are read with the first page: %s", why)
    finally:
        connections.close_all()
