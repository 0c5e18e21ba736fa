"""Opening the accounts of a county, each when it is first needed."""

from django.db import connection

from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.models import Account

# Asked twice for every movement of money.
_ACCOUNT = """
SELECT id FROM ledger_account WHERE county = %s AND kind = %s AND fund = %s AND programme = %s AND year = %s
"""


def account_id(*, county: str, which: Which) -> int:
    """Return the row of an account of a county, opened if it never was; two at once open it once."""
    known = _known(county, which)
    if known is not None:
        return known
    # Whoever loses the race waits for the winner's row, adds nothing, and reads it.
    Account.objects.bulk_create(
        [
            Account(
                county=county, kind=which.kind, fund=which.fund, programme=which.programme, year=which.year
            )
        ],
        ignore_conflicts=True,
    )
    opened = _known(county, which)
    if opened is None:
        raise Account.DoesNotExist(f"{county} {which}")
    return opened


def _known(county: str, which: Which) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNT, [county, str(which.kind), str(which.fund), which.programme, which.year])
        found = cursor.fetchone()
    return int(found[0]) if found else None
