"""The lines of a roll, planned once and written a piece at a time."""
# ruff: noqa: S608 - only our own names stand in these statements.

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from yingbao.office.access.models import Officer
from yingbao.office.audit.actions import record
from yingbao.office.determination.tables import analyze, execute, fetch, temporary
from yingbao.office.payments.actions.deducting import deductions_for
from yingbao.office.payments.actions.holding import AT_ONCE, count
from yingbao.office.payments.actions.problems import NEWEST_ACCOUNT, find_problems, take_out_blocked
from yingbao.office.payments.actions.releasing import release
from yingbao.office.payments.choices import LineState, ProblemKind, RollKind, RollState
from yingbao.office.payments.models import Roll
from yingbao.office.payments.open_dues_sql import open_dues
from yingbao.office.register.statistics import MANY, analyze_room

OPEN, PLAN = "roll_open", "roll_plan"
OPEN_COLUMNS = "due_id BIGINT, person_id BIGINT, award_id BIGINT, division_code TEXT, amount BIGINT"
PLAN_COLUMNS = "number BIGINT, person_id BIGINT, award_id BIGINT, division_code TEXT, name TEXT, gross BIGINT"
# Who shares an account is known when all lines are written.
OF_ONE_LINE = tuple(kind for kind in ProblemKind if kind is not ProblemKind.SHARED_ACCOUNT)


class TakenMeanwhile(Exception):
    """Another worker wrote lines of this roll, or took a due, since the plan was made."""


@dataclass(frozen=True)
class Drawing:
    """The rest of a roll: planned once, written a piece at a time."""

    roll: Roll
    at: datetime
    by: Officer

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)

    def draw(self) -> None:
        """Draw up what is not on the roll yet, and turn its state.

        Raises:
            TakenMeanwhile: the plan does not hold any more; what was written stands.
        """
        with ExitStack() as stack:
            stack.enter_context(temporary(OPEN, OPEN_COLUMNS))
            stack.enter_context(temporary(PLAN, PLAN_COLUMNS))
            first = self._position() + 1
            last = self._plan(first - 1)
            for number in range(first, last + 1, AT_ONCE):
                begins_many = number == first and last - first > MANY
                self._write(number, min(number + AT_ONCE - 1, last), begins_many=begins_many)
            self._finish(last)

    def _position(self) -> int:
        return self.roll.lines.aggregate(last=Max("number"))["last"] or 0

    def _plan(self, drawn: int) -> int:
        """Gather what is open and number its persons; return the last number."""
        roll = self.roll
        asked = open_dues(
            county=roll.county,
            programme=roll.programme,
            upto=roll.month.month,
            kind=RollKind(roll.kind),
            to_payee=roll.payee_account_id is not None,
        )
        execute(
            f"INSERT INTO {OPEN} (due_id, person_id, award_id, division_code, amount) {asked.sql}",
            *asked.params,
        )
        execute(f"CREATE INDEX {OPEN}_person ON {OPEN} (person_id)")
        analyze(OPEN)
        # The order of the bytes, on either database.
        order = 'COLLATE "C"' if connection.vendor == "postgresql" else ""
        execute(
            f"INSERT INTO {PLAN} (number, person_id, award_id, division_code, name, gross)"
            f" SELECT {drawn} + ROW_NUMBER() OVER (ORDER BY place {order}, name {order}, person_id),"
            " person_id, award_id, place, name, gross FROM (SELECT owed.person_id, owed.award_id, owed.gross,"
            " person.name, COALESCE((SELECT standing.division_code FROM register_standing standing"
            " WHERE standing.person_id = owed.person_id AND standing.county = %s"
            " AND standing.ended_by_id IS NULL), owed.place) AS place FROM (SELECT person_id,"
            " MAX(award_id) AS award_id, MAX(division_code) AS place, SUM(amount) AS gross"
            f" FROM {OPEN} GROUP BY person_id HAVING SUM(amount) >= 0) owed"
            " JOIN register_person person ON person.id = owed.person_id WHERE NOT EXISTS (SELECT 1"
            " FROM payments_line line WHERE line.roll_id = %s AND line.person_id = owed.person_id)) planned",
            roll.county,
            roll.pk,
        )
        execute(f"CREATE INDEX {PLAN}_number ON {PLAN} (number)")
        analyze(PLAN)
        ((last,),) = fetch(f"SELECT COALESCE(MAX(number), {drawn}) FROM {PLAN}")
        assert isinstance(last, int)  # noqa: S101 - MAX of a whole number
        return last

    @transaction.atomic
    def _write(self, first: int, last: int, *, begins_many: bool) -> None:
        """Write the lines numbered so, with the dues they pay and what stands against them."""
        self._hold(first - 1)
        self._insert_lines(first, last)
        # What an organisation is paid for somebody is not the person's to give back.
        to_persons = self.roll.payee_account_id is None
        if to_persons and deductions_for(roll=self.roll, first=first, last=last, on=self.day, by=self.by):
            self._deduct(first, last)
        try:
            self._take_dues(first, last)
        except IntegrityError as taken:
            raise TakenMeanwhile from taken
        if begins_many:
            analyze_room("payments")
        find_problems(self.roll, *OF_ONE_LINE, first=first, last=last)
        if take_out_blocked(self.roll, first=first, last=last):
            release(roll=self.roll, state=LineState.OUT, first=first, last=last)

    def _hold(self, position: int) -> None:
        roll = Roll.objects.select_for_update().get(pk=self.roll.pk)
        if roll.state != RollState.DRAWING or self._position() != position:
            raise TakenMeanwhile

    def _insert_lines(self, first: int, last: int) -> None:
        # An account counts as it is known when the roll is drawn up.
        to_payee = self.roll.payee_account_id is not None
        newest = "CAST(NULL AS BIGINT)" if to_payee else NEWEST_ACCOUNT
        days = () if to_payee else (self.day.isoformat(), self.day.isoformat())
        execute(
            "INSERT INTO payments_line (roll_id, number, county, division_code, person_id, award_id, name,"
            " account_id, payee_account_id, holder_name, gross_fen, deducted_fen, fen, state, failure)"
            f" SELECT roll.id, drawn.number, roll.county, drawn.division_code, drawn.person_id,"
            " drawn.award_id, drawn.name, drawn.account_id, payee.id,"
            " COALESCE(payee.holder_name, account.holder_name, ''),"
            f" drawn.gross, 0, drawn.gross, '{LineState.IN}', ''"
            f" FROM (SELECT plan.*, {newest} AS account_id FROM {PLAN} plan"
            " JOIN register_person person ON person.id = plan.person_id"
            # The limit changes nothing but that the account of each is looked for once.
            f" WHERE plan.number BETWEEN %s AND %s ORDER BY plan.number LIMIT {AT_ONCE}) drawn"
            " JOIN payments_roll roll ON roll.id = %s"
            " LEFT JOIN payments_payeeaccount payee ON payee.id = roll.payee_account_id"
            " LEFT JOIN register_bankaccount account ON account.id = drawn.account_id ORDER BY drawn.number",
            *days,
            first,
            last,
            self.roll.pk,
        )

    def _deduct(self, first: int, last: int) -> None:
        held_back = (
            "(SELECT COALESCE(SUM(recovery.fen), 0) FROM payments_recovery recovery"
            " WHERE recovery.line_id = payments_line.id AND recovery.alive)"
        )
        execute(
            f"UPDATE payments_line SET deducted_fen = {held_back}, fen = gross_fen - {held_back}"
            " WHERE roll_id = %s AND number BETWEEN %s AND %s AND id IN"
            " (SELECT recovery.line_id FROM payments_recovery recovery WHERE recovery.alive)",
            self.roll.pk,
            first,
            last,
        )

    def _take_dues(self, first: int, last: int) -> None:
        with transaction.atomic():
            execute(
                "INSERT INTO payments_discharge (due_id, line_id, alive)"
                f" SELECT owed.due_id, line.id, TRUE FROM payments_line line JOIN {OPEN} owed"
                " ON owed.person_id = line.person_id"
                " WHERE line.roll_id = %s AND line.number BETWEEN %s AND %s",
                self.roll.pk,
                first,
                last,
            )

    @transaction.atomic
    def _finish(self, last: int) -> None:
        self._hold(last)
        roll = Roll.objects.get(pk=self.roll.pk)
        find_problems(roll, ProblemKind.SHARED_ACCOUNT)
        roll.state = RollState.BUILT
        count(roll)
        roll.save(update_fields=["state", "lines_in", "total_fen"])
        record(
            "payments.roll.drawn_up",
            subject=f"roll:{roll.pk}",
            by=self.by,
            detail={
                "number": roll.number,
                "programme": roll.programme,
                "month": f"{roll.month.month:%Y-%m}",
                "kind": roll.kind,
                "lines": roll.lines_in,
                "fen": roll.total_fen,
                "left_out": roll.lines.filter(state=LineState.OUT).count(),
            },
        )
