"""What stands against the lines of a roll: written where it is true, taken away where it is not."""
# ruff: noqa: S608 - only our own names stand in these statements.

from collections.abc import Mapping

from yingbao.office.determination.tables import execute
from yingbao.office.payments.choices import BLOCKING, LineState, ProblemKind
from yingbao.office.payments.models import Roll
from yingbao.office.payments.queries.payees import account_in_force

# A row that was merged is asked about as the person it was merged into. Not COALESCE: PostgreSQL does not
# vouch for it, and behind the policy of a table would look through all of it for each line.
WHO = "CASE WHEN person.merged_into_id IS NULL THEN person.id ELSE person.merged_into_id END"
# The newest account known of a person and valid on a day (asked twice).
NEWEST_ACCOUNT = f"""(SELECT known.id FROM register_bankaccount known
    WHERE known.person_id = {WHO} AND known.ended_by_id IS NULL
      AND (known.valid_from IS NULL OR known.valid_from <= %s)
      AND (known.valid_to IS NULL OR known.valid_to >= %s)
    ORDER BY known.source_id DESC, known.id DESC LIMIT 1)"""

_LINES = """payments_line line JOIN register_person person ON person.id = line.person_id
    LEFT JOIN register_bankaccount account ON account.id = line.account_id"""
_ASKED = "line.roll_id = %s AND line.state = 'in' AND line.number BETWEEN %s AND %s"
_OTHER_HOLDER = (
    "(account.holder_number_index IS NOT NULL AND person.number_index IS NOT NULL"
    " AND account.holder_number_index <> person.number_index)"
)

# Kind → when it stands against a line. What moves no money needs no account. What is looked for of a line is
# a SELECT ... LIMIT 1 and no EXISTS: for that PostgreSQL may read a whole table with each chunk of a roll.
_WHEN: Mapping[ProblemKind, str] = {
    ProblemKind.DEAD: f"""line.gross_fen > 0 AND (SELECT 1 FROM register_death death
        WHERE death.person_id = {WHO} AND death.ended_by_id IS NULL LIMIT 1) IS NOT NULL""",
    ProblemKind.MOVED: f"""line.gross_fen > 0 AND (SELECT 1 FROM register_standing standing
        WHERE standing.person_id = {WHO} AND standing.county = line.county
          AND standing.ended_by_id IS NULL LIMIT 1) IS NULL""",
    ProblemKind.SUSPENDED: """line.gross_fen > 0 AND (SELECT award.state FROM casework_award award
        WHERE award.id = line.award_id) = 'suspended'""",
    # An ended award still pays what was owed until it ended.
    ProblemKind.NO_AWARD: """line.gross_fen > 0 AND (SELECT 1 FROM payments_discharge discharge
        JOIN provision_due due ON due.id = discharge.due_id
        JOIN casework_award award ON award.id = due.award_id
        WHERE discharge.line_id = line.id AND discharge.alive AND award.last_month < due.period
        GROUP BY due.period HAVING SUM(due.amount) > 0 LIMIT 1) IS NOT NULL""",
    ProblemKind.NO_ACCOUNT: "line.fen > 0 AND line.account_id IS NULL AND line.payee_account_id IS NULL",
    ProblemKind.ANOTHERS_ACCOUNT: f"""line.fen > 0 AND ({_OTHER_HOLDER} OR (
        SELECT 1 FROM register_bankaccount other JOIN register_person owner ON owner.id = other.person_id
        WHERE other.account_index = account.account_index AND other.person_id <> {WHO}
          AND other.ended_by_id IS NULL AND other.holder_name = owner.name LIMIT 1) IS NOT NULL)""",
    ProblemKind.SHARED_ACCOUNT: """line.fen > 0 AND account.account_index IN (
        SELECT shared.account_index FROM payments_line beside
        JOIN register_bankaccount shared ON shared.id = beside.account_id
        WHERE beside.roll_id = THIS_ROLL AND beside.state = 'in' AND beside.fen > 0
        GROUP BY shared.account_index HAVING COUNT(*) > 1)""",
    ProblemKind.NAME_MISMATCH: f"""line.fen > 0 AND account.holder_name <> person.name
        AND NOT {_OTHER_HOLDER} AND (SELECT 1 FROM register_othername spelling
            WHERE spelling.person_id = {WHO} AND spelling.ended_by_id IS NULL
              AND spelling.name = account.holder_name LIMIT 1) IS NULL""",
    # The one the bank last paid to, under this or another programme.
    ProblemKind.ACCOUNT_CHANGED: """line.fen > 0 AND account.account_index <> (
        SELECT last.account_index FROM payments_line paid
        JOIN register_bankaccount last ON last.id = paid.account_id
        WHERE paid.person_id = line.person_id AND paid.county = line.county
          AND paid.state = 'settled' AND paid.fen > 0
        ORDER BY paid.id DESC LIMIT 1)""",
}
# What may have changed since the roll was approved without any line of it being touched.
KNOWN_NOW = (ProblemKind.DEAD, ProblemKind.MOVED, ProblemKind.SUSPENDED)
OF_ACCOUNTS = (
    ProblemKind.ANOTHERS_ACCOUNT,
    ProblemKind.SHARED_ACCOUNT,
    ProblemKind.NAME_MISMATCH,
    ProblemKind.ACCOUNT_CHANGED,
)


def _when(kind: ProblemKind, roll: Roll) -> str:
    return _WHEN[kind].replace("THIS_ROLL", str(roll.pk))


def find_problems(roll: Roll, *kinds: ProblemKind, first: int = 0, last: int = 2**31 - 1) -> int:
    """Write down what stands against the lines numbered so, and return how much of it is new.

    What is known already keeps the word with which it was accepted. The caller holds the roll.
    """
    listed = " UNION ALL ".join(f"SELECT '{kind}' AS kind" for kind in kinds)
    stands = " ".join(f"WHEN '{kind}' THEN {_when(kind, roll)}" for kind in kinds)
    # A line is fetched once, with its person and account, and asked about every kind.
    return execute(
        "INSERT INTO payments_lineproblem (line_id, kind, accepted_by, accepted_why)"
        f" SELECT line.id, asked.kind, '', '' FROM {_LINES} CROSS JOIN ({listed}) asked"
        f" WHERE {_ASKED} AND CASE asked.kind {stands} END"
        " AND NOT EXISTS (SELECT 1 FROM payments_lineproblem noted"
        " WHERE noted.line_id = line.id AND noted.kind = asked.kind)",
        roll.pk,
        first,
        last,
    )


def forget_problems(roll: Roll, *kinds: ProblemKind, first: int = 0, last: int = 2**31 - 1) -> int:
    """Take away what does not stand against the lines any more, and return how much that was."""
    return sum(
        execute(
            f"DELETE FROM payments_lineproblem WHERE kind = '{kind}' AND line_id IN ("
            " SELECT line.id FROM payments_line line"
            f" WHERE {_ASKED}) AND line_id NOT IN (SELECT line.id FROM {_LINES} WHERE {_ASKED}"
            f" AND {_when(kind, roll)})",
            *(roll.pk, first, last) * 2,
        )
        for kind in kinds
    )


def take_out_blocked(roll: Roll, *, first: int = 0, last: int = 2**31 - 1) -> int:
    """Take every line off the roll that may not be paid, and return how many those were."""
    blocking = ", ".join(f"'{kind}'" for kind in sorted(BLOCKING))
    return execute(
        f"UPDATE payments_line SET state = '{LineState.OUT}' WHERE roll_id = %s AND state = 'in'"
        " AND number BETWEEN %s AND %s AND id IN (SELECT noted.line_id FROM payments_lineproblem noted"
        f" WHERE noted.line_id = payments_line.id AND noted.kind IN ({blocking}))",
        roll.pk,
        first,
        last,
    )


def renew_payee_account(roll: Roll) -> int:
    """Point a roll and its lines to the account its organisation is paid to now; return how many changed."""
    if roll.payee_account is None:
        return 0
    now = account_in_force(roll.payee_account.payee)
    if now is None or now == roll.payee_account:
        return 0
    roll.payee_account = now
    roll.save(update_fields=["payee_account"])
    lines = roll.lines.filter(state=LineState.IN)
    return int(lines.update(payee_account=now, holder_name=now.holder_name))


def renew_accounts(roll: Roll, day: str) -> int:
    """Point every line to the newest account of its person; what was accepted of another account lapses.

    Where an organisation is paid for all, that is the newest account of the organisation.
    """
    if roll.payee_account_id is not None:
        return renew_payee_account(roll)
    newest = (
        f"(SELECT {NEWEST_ACCOUNT} FROM register_person person WHERE person.id = payments_line.person_id)"
    )
    changed = f"roll_id = %s AND state = 'in' AND account_id IS DISTINCT FROM {newest}"
    kinds = ", ".join(f"'{kind}'" for kind in OF_ACCOUNTS)
    asked = (roll.pk, day, day)
    execute(
        f"DELETE FROM payments_lineproblem WHERE kind IN ({kinds})"
        f" AND line_id IN (SELECT id FROM payments_line WHERE {changed})",
        *asked,
    )
    return execute(
        f"UPDATE payments_line SET account_id = {newest}, holder_name = COALESCE((SELECT account.holder_name"
        f" FROM register_bankaccount account WHERE account.id = {newest}), '') WHERE {changed}",
        *(day, day) * 2,
        *asked,
    )
