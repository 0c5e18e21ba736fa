"""Find what is owed to many persons at once, and write what differs from what was found before."""
# ruff: noqa: S608 - only our own names, numbers and checked codes stand in these statements.

from collections.abc import Iterator

from django.db import transaction

from yingbao.office.access.models import Division
from yingbao.office.determination.tables import analyze, execute, fetch, gathered
from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.actions.moving import move_all
from yingbao.office.ledger.choices import AccountKind, Entry
from yingbao.office.provision.choices import Cause
from yingbao.office.provision.models import Reckoning
from yingbao.office.provision.owed import How, Says
from yingbao.office.provision.statements import Asked, lapsed_in, owed_select, yes_of
from yingbao.office.register.statistics import MANY, analyze_room

CHUNK = 5000
OWED = "reckoned_owed"


def find_dues(*, reckoning: Reckoning, asked: Asked, pack_digest: str) -> int:
    """Write the dues of one programme, in chunks of persons, each a transaction; return how many are new.

    Of what was found already nothing is written: a finding broken off is begun again.
    """
    written = 0
    for first, last in list(_chunks(asked.county, asked.programme)):
        new = _find_chunk(reckoning, asked, pack_digest, first, last)
        if written < MANY <= written + new:
            # The first of many: what is asked with each of the following chunks is planned by it.
            for room in ("ledger", "provision"):
                analyze_room(room)
        written += new
    return written


def _chunks(county: str, programme: str) -> Iterator[tuple[int, int]]:
    """Give the first and the last person of each chunk of those with an award."""
    after = 0
    while True:
        ((first, last),) = fetch(
            "SELECT MIN(person_id), MAX(person_id) FROM (SELECT DISTINCT person_id FROM casework_award"
            " WHERE county = %s AND programme = %s AND person_id > %s"
            f" ORDER BY person_id LIMIT {CHUNK}) AS chunk",
            county,
            programme,
            after,
        )
        if first is None or last is None:
            return
        assert isinstance(first, int) and isinstance(last, int)  # noqa: S101, PT018 - numbers of persons
        yield first, last
        after = last


@transaction.atomic
def _find_chunk(reckoning: Reckoning, asked: Asked, pack_digest: str, first: int, last: int) -> int:
    # Whoever reckons or determines the county takes turns here: a second worker finds what this one wrote.
    Division.objects.select_for_update().get(pk=asked.county)
    with gathered(OWED, owed_select(asked, first, last)):
        analyze(OWED)
        if asked.is_monthly and (asked.terms.grace_months or asked.terms.back_months):
            _settle_lapses(asked)
        written = _write(reckoning, asked, pack_digest)
    if written:
        _move(reckoning, asked.programme, first, last)
    return written


def _settle_lapses(asked: Asked) -> None:
    """Owe months without a valid certificate by grace, or by a renewal that followed."""
    before = [asked.month - n for n in range(1, asked.terms.grace_months + 1)]
    after = [asked.month + n for n in range(1, asked.terms.back_months + 1)]
    for months, how in ((before, How.ANSWER), (after, How.RENEWAL)):
        execute(f"UPDATE {OWED} SET looked_at = 0")
        still = f"lapsed AND says = '{Says.NO}' AND looked_at = 0"
        for month in months:
            if month not in asked.places:
                break
            yes, lapsed = yes_of(asked, month, OWED), lapsed_in(asked, month, OWED)
            execute(
                f"UPDATE {OWED} SET owed = ({yes}), how = '{how}', says = '{Says.YES}'"
                f" WHERE {still} AND EXISTS ({yes})"
            )
            # As soon as another condition fails it is no lapse of the certificate alone.
            execute(f"UPDATE {OWED} SET looked_at = 1 WHERE {still} AND NOT EXISTS ({lapsed})")


def _write(reckoning: Reckoning, asked: Asked, pack_digest: str) -> int:
    return execute(
        "INSERT INTO provision_due (county, division_code, person_id, award_id, programme, per, period,"
        ' sequence, unit, "before", "after", amount, cause, decision_id, reckoning_id, source_id,'
        ' pack_digest, "on")'
        " SELECT %s, division_code, person_id, award_id, %s, %s, period,"
        " COALESCE(last_sequence + 1, 0), 'fen', COALESCE(found, 0), owed, owed - COALESCE(found, 0),"
        f" {_CAUSE}, decision_id, %s, CAST(NULL AS BIGINT), %s, DATE(%s)"
        f" FROM {OWED} WHERE owed <> COALESCE(found, 0) ORDER BY person_id, period",
        asked.county,
        asked.programme,
        str(asked.terms.per),
        reckoning.pk,
        pack_digest,
        reckoning.on.isoformat(),
    )


# As owed.cause_of says it.
_CAUSE = (
    f"CASE WHEN owed = 0 THEN '{Cause.NOTHING}' WHEN how = '{How.MONTH_BEFORE}' THEN '{Cause.KEPT}'"
    f" WHEN how = '{How.RENEWAL}' THEN '{Cause.BACK_PAID}' WHEN found IS NULL THEN '{Cause.FIRST}'"
    f" WHEN found = 0 THEN '{Cause.AGAIN}' WHEN owed > found THEN '{Cause.MORE}' ELSE '{Cause.LESS}' END"
)


def _move(reckoning: Reckoning, programme: str, first: int, last: int) -> None:
    """Enter the dues of the chunk in the book of money, by the year of their period."""
    new = (
        "FROM provision_due WHERE reckoning_id = %s AND programme = %s"
        " AND person_id >= %s AND person_id <= %s"
    )
    whose = (reckoning.pk, programme, first, last)
    years = {str(period)[:4] for (period,) in fetch(f"SELECT DISTINCT period {new}", *whose)}
    for year in sorted(years):
        cost = Which(AccountKind.COST, programme=programme, year=int(year))
        payable = Which(AccountKind.PAYABLE, programme=programme)
        of_year = f"{new} AND period >= %s AND period <= %s"
        params = (*whose, f"{year}-01-01", f"{year}-12-31")
        for entry, debit, credit, sign in (
            (Entry.OWED, cost, payable, ""),
            (Entry.OWED_LESS, payable, cost, "-"),
        ):
            move_all(
                county=reckoning.county,
                on=reckoning.on,
                entry=entry,
                debit=debit,
                credit=credit,
                select=f"SELECT 'due:' || id AS key, {sign}amount AS fen {of_year} AND {sign}amount > 0",
                params=params,
            )
