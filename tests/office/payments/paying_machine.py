"""Months of paying in any order, against a bank with its own books and a memory of who is owed what."""

from collections import Counter
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.money import Treasury
from tests.money_people import FEN, JUNE, NURSING, Found, Payee, keep_found, make_account
from tests.office.payments import books_read
from tests.office.payments.bank_model import Bank
from tests.office.payments.rolls import AT, ON, named, prepared, written
from tests.people import WULINGYUAN
from yingbao.office.casework.models import Award
from yingbao.office.ledger.choices import Fund
from yingbao.office.ledger.queries.checking import check_ledger
from yingbao.office.payments.actions import approving, filing, recovering, returning
from yingbao.office.payments.actions.cancelling import cancel
from yingbao.office.payments.actions.drawing_up import AnotherIsDrawnUp, MonthIsClosed, NothingOpen, draw_up
from yingbao.office.payments.actions.holding import NotNow
from yingbao.office.payments.actions.lines import leave_out
from yingbao.office.payments.actions.months import MonthBlocked, close_month, open_month
from yingbao.office.payments.actions.preparing import NobodyOnIt
from yingbao.office.payments.actions.sending import mark_sent
from yingbao.office.payments.bank_answers import Answer, BankAnswers, ReturnRefused, Totals
from yingbao.office.payments.choices import Debtor, LineState, RollKind, RollState
from yingbao.office.payments.models import Line, PayMonth, Receivable, Roll
from yingbao.office.payments.queries.agreement import check_agreement
from yingbao.office.provision.models import Reckoning
from yingbao.office.register.models import Death
from yingbao.values.month import Month

MONTHS = (JUNE, JUNE.next, JUNE.next.next)
STEPS = 40
PEOPLE = 6
WHO = st.integers(min_value=0, max_value=PEOPLE - 1)
WHICH = st.integers(min_value=0, max_value=9)
FAULTS = ("cut", "twice", "amount", "account", "holder", "totals", "unknown", "flip")
ON_THE_WAY = {RollState.BUILT, RollState.PREPARED, RollState.APPROVED, RollState.FILED, RollState.SENT}


class Killed(Exception):
    """The process ended here."""


@contextmanager
def killed_at(statement: int, *, after: bool) -> Iterator[None]:
    """End at the n-th statement, before or after it; what was not committed is rolled back."""
    left = statement

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal left
        if sql.lstrip()[:9].upper().startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "DROP")):
            return execute(sql, *rest)
        left -= 1
        if not left and not after:
            raise Killed
        done = execute(sql, *rest)
        if not left:
            raise Killed
        return done

    with connection.execute_wrapper(count):
        yield


@dataclass
class Cast:
    """What is there before an example: officers, persons who are owed June, the numbers of their accounts."""

    treasury: Treasury
    payees: list[Payee]
    accounts: list[set[str]]
    reckonings: dict[Month, Reckoning]


class Paying(RuleBasedStateMachine):
    """The product and the bank side by side. What was reached, and played to the end, is counted over all."""

    cast: ClassVar[Cast]
    reached: ClassVar[Counter[str]] = Counter()
    played: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.bank = Bank()
        self.accounts = [set(numbers) for numbers in self.cast.accounts]
        everyone = range(len(self.cast.payees))
        self.owed = {(who, JUNE): FEN for who in everyone}
        self.times = Counter((who, JUNE) for who in everyone)  # how often it was found what is owed
        self.total = Counter(dict.fromkeys(everyone, FEN))  # what is owed to each, as known now
        self.most = Counter(self.total)  # the most it ever was
        self.demanded = Counter[int]()
        self.dead: set[int] = set()
        self.suspended: set[int] = set()
        self.approved: dict[str, list[tuple[str, str, int]]] = {}
        self.read: dict[str, BankAnswers] = {}
        self.kill: tuple[int, bool] | None = None
        self.was_killed = False
        self.steps = -1  # what has to be true is asked before the first one too
        self.look()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)
        type(self).played += self.steps == STEPS

    # ---- what happens around the office ----

    @rule(who=WHO, month=st.sampled_from(MONTHS), fen=st.sampled_from([0, 5_000, 8_000, 11_000]))
    def it_is_found_what_is_owed(self, who: int, month: Month, fen: int) -> None:
        self.is_owed(month, fen, who)

    def is_owed(self, month: Month, fen: int, *whom: int) -> None:
        """So much is owed to them for a month, as is found now."""
        others = [who for who in whom if self.owed.get((who, month), 0) != fen]
        if others:
            keep_found([self.found(who, month, fen) for who in others], month, self.cast.reckonings[month])

    def found(self, who: int, month: Month, fen: int) -> Found:
        before, time = self.owed.get((who, month), 0), self.times[who, month]
        self.owed[who, month] = fen
        self.times[who, month] += 1
        self.total[who] += fen - before
        self.most[who] = max(self.most[who], self.total[who])
        self.saw("owed less" if fen < before else "owed more" if before else "owed")
        return Found(self.cast.payees[who], time, before, fen)

    def everyone_is_owed(self, month: Month, fen: int) -> None:
        self.is_owed(month, fen, *range(len(self.cast.payees)))

    @rule(who=WHO)
    def a_death_is_learned(self, who: int) -> None:
        if who not in self.dead and not self.dead:
            self.dies(who)

    @rule(who=WHO)
    def an_award_is_suspended_or_resumed(self, who: int) -> None:
        state = "active" if who in self.suspended else "suspended"
        if self.suspended - {who}:
            return
        Award.objects.filter(pk=self.cast.payees[who].award.pk).update(state=state)
        self.suspended ^= {who}

    @rule(who=WHO)
    def an_account_changes(self, who: int) -> None:
        number = f"6231{who}{len(self.accounts[who]):014}"
        make_account(self.cast.payees[who].person, number=number)
        self.accounts[who].add(number)

    @rule(statement=st.integers(min_value=1, max_value=40), after=st.booleans())
    def an_act_is_killed(self, statement: int, after: bool) -> None:
        self.kill = (statement, after)

    # ---- what the office does ----

    @rule(kind=st.sampled_from(RollKind), month=st.sampled_from(MONTHS))
    def a_roll_is_drawn_up(self, kind: RollKind, month: Month) -> None:
        self.draws_up(kind, month)

    @rule()
    def a_roll_is_drawn_up_of_the_last_month(self) -> None:
        self.draws_up(RollKind.SUPPLEMENTARY, MONTHS[-1])

    def draws_up(self, kind: RollKind, month: Month) -> None:
        try:
            roll = self.act(self._draw_up, kind, month)
        except (NothingOpen, MonthIsClosed, AnotherIsDrawnUp):
            return
        if roll and kind is RollKind.REISSUE:
            self.saw("drawn up again of what came back")

    def _draw_up(self, kind: RollKind, month: Month) -> Roll:
        opened = open_month(county=WULINGYUAN, month=month, at=AT, by=self.officers.preparer)
        return draw_up(
            pay_month=opened,
            programme=NURSING,
            kind=kind,
            bank_format="bank-transfer",
            memo="护理补贴",
            at=AT,
            by=self.officers.preparer,
        )

    @rule(
        month=st.sampled_from(MONTHS), fen=st.sampled_from([7_000, 12_000]), refuse=st.sets(WHICH, max_size=2)
    )
    def a_month_is_paid(self, month: Month, fen: int, refuse: set[int]) -> None:
        """Directed: from what is owed to the bank's answer."""
        self.everyone_is_owed(month, fen)
        self.goes_all_the_way(RollKind.SUPPLEMENTARY, refuse)

    @rule(statement=st.integers(min_value=12, max_value=45), after=st.booleans())
    def a_month_is_paid_and_reading_is_killed(self, statement: int, after: bool) -> None:
        self.everyone_is_owed(MONTHS[-1], 9_000)
        self.draws_up(RollKind.SUPPLEMENTARY, MONTHS[-1])
        roll = Roll.objects.filter(state__in=ON_THE_WAY).order_by("pk").last()
        if roll is None:
            return
        self.goes_on_for(roll, 4, among=ON_THE_WAY - {RollState.SENT})
        if roll.state == RollState.SENT:
            self.kill = (statement, after)
            self.answer(roll, {0})
            self.see_that_the_books_agree()

    @rule(refuse=st.sets(WHICH, max_size=1))
    def what_came_back_is_paid(self, refuse: set[int]) -> None:
        self.goes_all_the_way(RollKind.REISSUE, refuse)

    def goes_all_the_way(self, kind: RollKind, refuse: set[int]) -> None:
        self.draws_up(kind, MONTHS[-1])
        roll = Roll.objects.filter(state__in=ON_THE_WAY, kind=kind).order_by("pk").last()
        if roll is not None:
            self.goes_on_for(roll, 7, refuse)

    @precondition(lambda self: self.under_way)
    @rule(which=WHICH)
    def a_roll_goes_on(self, which: int) -> None:
        self.goes_on(self.one(which, ON_THE_WAY))

    @precondition(lambda self: self.under_way)
    @rule(which=WHICH, steps=st.integers(min_value=2, max_value=5), refuse=st.sets(WHICH, max_size=2))
    def a_roll_goes_on_for_a_while(self, which: int, steps: int, refuse: set[int]) -> None:
        self.goes_on_for(self.one(which, ON_THE_WAY), steps, refuse)

    def goes_on_for(
        self, roll: Roll, steps: int, refuse: set[int] = frozenset(), *, among: Set[RollState] = ON_THE_WAY
    ) -> None:
        """Take so many steps of its course while it is in one of these states; the roll is as it is then."""
        for _ in range(steps):
            if roll.state in among:
                self.goes_on(roll, refuse)
                roll.refresh_from_db()

    def goes_on(self, roll: Roll, refuse: set[int] = frozenset()) -> None:
        """Take the next step of its course."""
        {
            RollState.BUILT: self.prepare,
            RollState.PREPARED: self.approve,
            RollState.APPROVED: self.file,
            RollState.FILED: self.send,
            RollState.SENT: lambda roll: self.answer(roll, refuse),
        }[RollState(roll.state)](roll)

    def prepare(self, roll: Roll) -> None:
        self.act(prepared, self.officers, roll)

    @precondition(lambda self: self.under_way)
    @rule(which=WHICH)
    def who_prepared_it_approves_it(self, which: int) -> None:
        self.kill = None
        roll = self.one(which, ON_THE_WAY)
        self.goes_on_for(roll, 1, among={RollState.BUILT})
        if roll.state != RollState.PREPARED:
            return
        try:
            self.approve_as(self.officers.preparer, roll)
        except approving.TwoOfficersNeeded:
            self.saw("the preparer is refused")
        else:
            raise AssertionError("who prepared it approved it")

    def approve(self, roll: Roll) -> None:
        self.act(self.approve_as, self.officers.approver, roll)
        lines = Line.objects.filter(roll=roll, state=LineState.IN, fen__gt=0).order_by("number")
        self.approved[roll.number] = [(each.holder_name, each.account_id, each.fen) for each in lines]

    def approve_as(self, officer: Any, roll: Roll) -> None:
        approving.approve(
            roll=roll,
            digest=roll.digest,
            funds={Fund.COUNTY: roll.total_fen},
            over_budget_reason="年初预算未下达",
            on=ON,
            at=AT,
            by=officer,
        )

    def file(self, roll: Roll) -> None:
        finance = self.officers.finance
        barred = self.barred_on(roll)
        try:
            content = self.act(
                filing.file_roll, roll=roll, write=written, name=named, on=ON, at=AT, by=finance
            )
        except filing.NothingToPay:
            self.send(roll)
            return
        except filing.AnotherRoll:
            raise AssertionError("the lines are not those that were approved") from None
        except filing.NotAllMayBePaid:
            assert barred, "everyone may be paid"
            self.saw("held up: somebody on it may not be paid")
            return
        if content:
            self.hand_over(roll, content)

    def hand_over(self, roll: Roll, content: bytes) -> None:
        """The file goes to the bank: nobody is in it who was known to have died, or was not approved."""
        again = roll.number in self.bank.files
        self.bank.take(content)
        orders = self.bank.orders[roll.number].values()
        if again:
            return
        barred = self.dead | self.suspended
        assert not {who for order in orders for who in barred if order.account in self.accounts[who]}
        lines = Line.objects.filter(roll=roll, number__in=[order.number for order in orders])
        account = dict(lines.values_list("number", "account_id"))
        assert [(o.holder, account[o.number], o.fen) for o in orders] == self.approved[roll.number]

    def send(self, roll: Roll) -> None:
        self.act(mark_sent, roll=roll, on=ON, at=AT, by=self.officers.finance)

    @precondition(lambda self: self.having(RollState.FILED, RollState.SENT, RollState.CLOSED))
    @rule(which=WHICH)
    def the_file_is_made_again(self, which: int) -> None:
        roll = self.one(which, {RollState.FILED, RollState.SENT, RollState.CLOSED})
        if roll.file_digest:
            content = self.act(filing.file_again, roll=roll, write=written, at=AT, by=self.officers.finance)
            if content:
                self.hand_over(roll, content)
                self.saw("file again")

    @precondition(lambda self: self.having(RollState.BUILT, RollState.PREPARED, RollState.APPROVED))
    @rule(which=WHICH)
    def a_line_is_left_out(self, which: int) -> None:
        roll = self.one(which, {RollState.BUILT, RollState.PREPARED, RollState.APPROVED})
        line = Line.objects.filter(roll=roll, state=LineState.IN).order_by("number").first()
        if line is None:
            return
        self.act(leave_out, line=line, why="待核实", at=AT, by=self.officers.preparer)
        roll.refresh_from_db()
        line.refresh_from_db()
        if line.state == LineState.OUT:
            assert roll.state == RollState.BUILT

    @precondition(lambda self: self.under_way)
    @rule(which=WHICH)
    def a_line_is_left_out_after_approval(self, which: int) -> None:
        """Directed: what was approved changes, and the file is asked for all the same."""
        self.kill = None
        roll = self.one(which, ON_THE_WAY)
        self.goes_on_for(roll, 2, among={RollState.BUILT, RollState.PREPARED})
        line = Line.objects.filter(roll=roll, state=LineState.IN, fen__gt=0).order_by("number").last()
        if roll.state != RollState.APPROVED or line is None:
            return
        leave_out(line=line, why="待核实", at=AT, by=self.officers.preparer)
        self.file(roll)
        roll.refresh_from_db()
        assert roll.state == RollState.BUILT
        assert roll.number not in self.bank.files
        self.look()
        self.saw("changed after approval")

    @precondition(lambda self: self.having(RollState.BUILT, RollState.PREPARED, RollState.APPROVED))
    @rule(which=WHICH)
    def a_roll_is_cancelled(self, which: int) -> None:
        roll = self.one(which, {RollState.BUILT, RollState.PREPARED, RollState.APPROVED})
        self.act(cancel, roll=roll, why="做错了", at=AT, by=self.officers.preparer)

    @precondition(lambda self: self.under_way)
    @rule(which=WHICH, who=WHICH)
    def somebody_dies_between_approval_and_file(self, which: int, who: int) -> None:
        """Directed: by chance alone this is hardly ever reached."""
        self.kill = None
        roll = self.one(which, ON_THE_WAY)
        self.goes_on_for(roll, 2, among={RollState.BUILT, RollState.PREPARED})
        living = [who for who in self.paid_by(roll) if who not in self.dead]
        if roll.state != RollState.APPROVED or not living or len(self.dead) > 1:
            return
        self.dies(living[who % len(living)])
        self.saw("dies between approval and file")
        self.file(roll)
        roll.refresh_from_db()
        assert roll.state == RollState.BUILT

    # ---- what the bank answers ----

    @precondition(lambda self: self.having(RollState.SENT))
    @rule(which=WHICH, refuse=st.sets(WHICH, max_size=2))
    def the_bank_answers(self, which: int, refuse: set[int]) -> None:
        self.answer(self.one(which, {RollState.SENT}), refuse)

    def answer(self, roll: Roll, refuse: set[int] = frozenset()) -> None:
        if roll.number not in self.bank.files:
            # The machine stopped when the file was made, before anybody had it.
            self.hand_over(roll, filing.file_again(roll=roll, write=written, at=AT, by=self.officers.finance))
        self.bank.decide(roll.number, {number + 1 for number in refuse})
        self.read[roll.number] = answers = self.answers_of(roll)
        self.act(self.take, roll, answers)
        if self.bank.refused[roll.number]:
            self.saw("sent back")

    @precondition(lambda self: self.having(RollState.SENT))
    @rule(which=WHICH, statement=st.integers(min_value=12, max_value=45), after=st.booleans())
    def reading_is_killed(self, which: int, statement: int, after: bool) -> None:
        """Directed: what was committed until then fits the book of money."""
        self.kill = (statement, after)
        self.answer(self.one(which, {RollState.SENT}), {0})
        self.see_that_the_books_agree()

    @precondition(lambda self: self.read)
    @rule(which=WHICH)
    def an_answer_is_read_again(self, which: int) -> None:
        number = sorted(self.read)[which % len(self.read)]
        roll = Roll.objects.get(number=number)
        if not roll.returns.exists():
            return
        before = books_read.snapshot()
        self.take(roll, self.read[number])
        self.take(roll, self.read[number], digest=f"{number} once more")
        assert books_read.snapshot() == before
        self.saw("the same answer again")
        if roll.state != RollState.SENT:
            self.refused(roll, spoilt(self.read[number], "flip"), f"{number} flip", "flip")

    @precondition(lambda self: self.read)
    @rule(which=WHICH, fault=st.sampled_from(FAULTS))
    def an_answer_cannot_be_right(self, which: int, fault: str) -> None:
        """Whatever is wrong with it, the file is refused whole."""
        number = sorted(self.read)[which % len(self.read)]
        roll = Roll.objects.get(number=number)
        # Another answer than before is one only where there was one.
        if fault != "flip" or roll.state != RollState.SENT:
            self.refused(roll, spoilt(self.read[number], fault), f"{number} {fault}", fault)

    @precondition(lambda self: len(self.read) > 1)
    @rule(which=WHICH)
    def an_answer_is_of_another_roll(self, which: int) -> None:
        number, other = (sorted(self.read)[each % len(self.read)] for each in (which, which + 1))
        roll = Roll.objects.get(number=number)
        if Roll.objects.filter(number=other, returns__isnull=False).exists():
            self.refused(roll, self.read[other], f"{other} answered", "another roll")

    def refused(self, roll: Roll, answers: BankAnswers, digest: str, fault: str) -> None:
        before = books_read.snapshot()
        try:
            self.take(roll, answers, digest=digest)
        except ReturnRefused:
            self.saw(f"refused: {fault}")
        else:
            raise AssertionError(f"an answer was taken that cannot be right: {fault}")
        assert books_read.snapshot() == before

    def take(self, roll: Roll, answers: BankAnswers, digest: str = "") -> None:
        returning.read_return(
            roll=roll,
            answers=answers,
            name="回盘",
            digest=digest or f"{roll.number} answered",
            on=ON,
            at=AT,
            by=self.officers.finance,
        )

    def answers_of(self, roll: Roll) -> BankAnswers:
        refused = self.bank.refused[roll.number]
        orders = self.bank.orders[roll.number].values()
        lines = tuple(
            Answer(
                line,
                o.number,
                o.account,
                o.holder,
                o.fen,
                o.number not in refused,
                refused.get(o.number, ""),
                ON,
            )
            for line, o in enumerate(orders, start=2)
        )
        return BankAnswers(lines, Totals(len(lines), sum(o.fen for o in orders)), complete=True)

    # ---- what has to come back, and the end of a month ----

    @rule(who=WHO, fen=st.sampled_from([2_000, 6_000]), deducted=st.booleans())
    def less_is_owed_for_june_and_what_was_paid_too_much_is_demanded(
        self, who: int, fen: int, deducted: bool
    ) -> None:
        self.is_owed(JUNE, fen, who)
        self.demands(who, deducted=deducted)

    def demands(self, who: int, *, deducted: bool) -> None:
        try:
            receivable = self.act(self._demand, who, deducted)
        except recovering.NothingToRecover:
            return
        finally:
            self.demanded[who] = books_read.demanded_of(self.cast.payees[who].person.pk)
        if receivable:
            self.saw("demanded")

    def _demand(self, who: int, deducted: bool) -> Receivable:
        person = self.cast.payees[who].person
        return recovering.demand(
            county=WULINGYUAN,
            person=person,
            programme=NURSING,
            debtor=Debtor.PERSON,
            debtor_name=person.name,
            reason="多发",
            may_be_deducted=deducted,
            on=ON,
            at=AT,
            by=self.officers.preparer,
        )

    @rule(who=WHO, fen=st.sampled_from([1_000, 3_000]))
    def something_is_paid_back(self, who: int, fen: int) -> None:
        person = self.cast.payees[who].person
        receivable = Receivable.objects.filter(person=person, state="open").order_by("pk").first()
        if receivable is None:
            return
        try:
            self.act(
                recovering.note_repayment,
                receivable=receivable,
                fen=fen,
                receipt=f"{receivable.number} {receivable.recoveries.count()}",
                fund=Fund.COUNTY,
                on=ON,
                at=AT,
                by=self.officers.preparer,
            )
        except recovering.MoreThanLeft:
            return
        self.saw("repaid")

    @rule(month=st.sampled_from(MONTHS))
    def a_month_is_closed(self, month: Month) -> None:
        opened = PayMonth.objects.filter(county=WULINGYUAN, month=month.first_day).first()
        if opened is None:
            return
        try:
            self.act(close_month, pay_month=opened, on=ON, at=AT, by=self.officers.preparer)
        except MonthBlocked:
            return
        self.saw("a month is closed")

    # ---- what has to be true after every step ----

    @invariant()
    def the_bank_paid_nobody_more_than_was_ever_owed(self) -> None:
        for who, numbers in enumerate(self.accounts):
            assert self.bank.paid_to(numbers) <= self.most[who] + self.demanded[who]

    @invariant()
    def what_we_take_for_paid_the_bank_paid(self) -> None:
        for roll, number, state, fen in books_read.answered():
            order = self.bank.paid.get(roll, {}).get(number)
            if state == LineState.SETTLED:
                assert order is not None, "the bank knows nothing of it"
                assert order.fen == fen
            else:
                assert order is None, "the bank paid it"

    @invariant()
    def nothing_owed_is_lost_or_there_twice(self) -> None:
        known = books_read.known_of_each()
        for who, payee in enumerate(self.cast.payees):
            left = known.get(payee.person.pk, 0) - self.demanded[who]
            assert left == self.total[who], f"{left} of {self.total[who]} fen"

    @invariant()
    def under_a_closed_month_nothing_is_on_its_way(self) -> None:
        assert not books_read.on_the_way_under_a_closed_month()

    @invariant()
    def the_books_agree(self) -> None:
        # All of them are read for it: after each kill, now and then, and in the end.
        self.steps += 1
        if self.was_killed or (self.steps and self.steps % 10 == 0):
            self.see_that_the_books_agree()

    def see_that_the_books_agree(self) -> None:
        self.was_killed = False
        assert not check_ledger(WULINGYUAN).wrong
        assert not check_agreement(WULINGYUAN)

    # ---- in other words ----

    @property
    def officers(self) -> Treasury:
        return self.cast.treasury

    @property
    def under_way(self) -> bool:
        return self.having(*ON_THE_WAY)

    def having(self, *states: RollState) -> bool:
        return any(state in states for _, state in self.rolls)

    def look(self) -> None:
        """Look which rolls there are."""
        self.rolls = books_read.rolls()

    def one(self, which: int, states: set[RollState]) -> Roll:
        among = [pk for pk, state in self.rolls if state in states]
        return Roll.objects.select_related("month").get(pk=among[which % len(among)])

    def act(self, do: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """Do something, unless the process is killed meanwhile; then what was committed stays."""
        kill = self.kill
        try:
            if kill is None:
                return do(*args, **more)
            with killed_at(kill[0], after=kill[1]):
                return do(*args, **more)
        except Killed:
            self.saw("killed")
            self.kill, self.was_killed = None, True
            return None
        except (NotNow, NobodyOnIt):
            return None
        finally:
            self.look()

    def saw(self, what: str) -> None:
        self.reached[what] += 1

    def dies(self, who: int) -> None:
        person = self.cast.payees[who].person
        Death.objects.create(person=person, died_on=ON, source=person.source)
        self.dead.add(who)

    def paid_by(self, roll: Roll) -> list[int]:
        on_it = set(
            Line.objects.filter(roll=roll, state=LineState.IN, fen__gt=0).values_list("person", flat=True)
        )
        return [who for who, payee in enumerate(self.cast.payees) if payee.person.pk in on_it]

    def barred_on(self, roll: Roll) -> list[int]:
        return [who for who in self.paid_by(roll) if who in self.dead | self.suspended]


def spoilt(answers: BankAnswers, fault: str) -> BankAnswers:
    """The same answers with something in them that cannot be right."""
    first, *rest = answers.answers
    changed = {
        "cut": rest,
        "twice": [first, first, *rest],
        "amount": [first._replace(fen=first.fen + 1), *rest],
        "account": [first._replace(account="6230000000000000000"), *rest],
        "holder": [first._replace(holder="别人"), *rest],
        "unknown": [first._replace(number=9_999), *rest],
        "flip": [first._replace(ok=not first.ok, failure="frozen" if first.ok else ""), *rest],
    }.get(fault, [first, *rest])
    totals = Totals(len(answers.answers) + 1) if fault == "totals" else Totals()
    return BankAnswers(tuple(changed), totals, complete=True)
