"""A month killed at any statement or COMMIT comes to the same end as one that never was: nobody is paid twice."""

import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.killing import EVERY, Copies, done_by_many, done_in_child
from tests.money import Treasury
from tests.money_people import FEN, JUNE, NURSING, make_account, make_payees, owe, owe_all
from tests.office.payments.rolls import AT, ON, drawn_up, filed, opened, taken, written
from tests.people import WULINGYUAN, make_source
from yingbao.office.audit.digests import sm3
from yingbao.office.audit.models import Act
from yingbao.office.ledger.choices import Fund
from yingbao.office.ledger.models import Transfer
from yingbao.office.ledger.queries.checking import check_ledger
from yingbao.office.payments.actions import drawing, returning, sending
from yingbao.office.payments.actions.approving import approve
from yingbao.office.payments.actions.filing import file_again
from yingbao.office.payments.actions.lines import accept_problem
from yingbao.office.payments.actions.months import close_month
from yingbao.office.payments.actions.preparing import prepare
from yingbao.office.payments.actions.recovering import demand
from yingbao.office.payments.actions.returning import read_return
from yingbao.office.payments.actions.sending import mark_sent
from yingbao.office.payments.bank_answers import Answer, BankAnswers, Totals
from yingbao.office.payments.choices import BLOCKING, Debtor, LineState, RollState
from yingbao.office.payments.models import Discharge, Line, LineProblem, PayMonth, Recovery, Roll
from yingbao.office.provision.models import Due
from yingbao.office.register.models import Death

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
# So many deaths on one way through the month; where YINGBAO_EVERY_KILL is set, each point once, alone.
DEATHS = 12
S = RollState


@pytest.fixture
def copies_after(tmp_path: Path) -> Iterator[Callable[[], Copies]]:
    made: list[Copies] = []

    def make() -> Copies:
        made.append(Copies(tmp_path))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture(autouse=True)
def _two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few persons, and several pieces of them."""
    for module in (drawing, sending, returning):
        monkeypatch.setattr(module, "AT_ONCE", 2)


def populate(treasury: Treasury) -> None:
    """Seven persons: one dead, one with another's card, one of nothing, one who gives something back."""
    payees = make_payees(7, months=(JUNE.previous,))
    dead, doubted, nothing, owing, *_ = payees
    day = date(2026, 6, 3)
    Death.objects.create(person=dead.person, died_on=day, valid_from=day, source=make_source("deaths"))
    make_account(doubted.person, holder="王大力")
    owe(nothing, JUNE.previous, 0)
    # What was paid to one of them for May by a list is too much.
    paid = Due.objects.get(person=owing.person, period=JUNE.previous.first_day)
    Discharge.objects.create(due=paid, taken_over=taken())
    owe(owing, JUNE.previous, FEN - 2_000)
    demand(
        county=WULINGYUAN,
        person=owing.person,
        programme=NURSING,
        debtor=Debtor.PERSON,
        debtor_name=owing.person.name,
        reason="标准下调",
        may_be_deducted=True,
        instalments=(),
        on=ON,
        at=AT,
        by=treasury.preparer,
    )
    owe_all([each for each in payees if each is not nothing], JUNE, FEN)


def month_of(treasury: Treasury) -> Callable[[], str]:
    """The month as officers do it, who after each fright begin with the first step again."""

    def go_on() -> str:
        found = PayMonth.objects.filter(county=WULINGYUAN, month=JUNE.first_day).first()
        if found is not None and found.state == "closed":
            return sm3(file_again(roll=Roll.objects.get(), write=written, at=AT, by=treasury.finance)).hex()
        roll = drawn_up(treasury)
        if roll.state in {S.BUILT, S.PREPARED}:
            waiting = LineProblem.objects.filter(line__state=LineState.IN, accepted_by="")
            for problem in waiting.exclude(kind__in=BLOCKING).order_by("line__number", "kind"):
                accept_problem(problem=problem, why="看过存折", at=AT, by=treasury.preparer)
            roll = prepare(roll=roll, at=AT, by=treasury.preparer)
        if roll.state in {S.PREPARED, S.APPROVED}:
            funds = {Fund.COUNTY: roll.total_fen - 1, Fund.LOTTERY: 1}
            roll = approve(roll=roll, digest=roll.digest, funds=funds, on=ON, at=AT, by=treasury.approver)
        made = filed(treasury, roll)
        mark_sent(roll=roll, on=ON, at=AT, by=treasury.finance)
        read_return(
            roll=roll, answers=answers_to(made), name="回盘.txt", digest=sm3(made).hex(), on=ON, at=AT,
            by=treasury.finance,
        )  # fmt: skip
        close_month(pay_month=opened(treasury), on=ON, at=AT, by=treasury.finance)
        return sm3(made).hex()

    return go_on


def answers_to(made: bytes) -> BankAnswers:
    """What a bank says of the file it read: every third payment comes back."""
    answers = []
    for place, text in enumerate(made.decode().splitlines()[1:], start=1):
        number, holder, account, _, fen = text.split(",")
        ok = place % 3 != 0
        failure = "" if ok else "account_closed"
        answers.append(Answer(place, int(number), account, holder, int(fen), ok, failure, ON))
    return BankAnswers(tuple(answers), Totals(), complete=True)


def end_state() -> Any:
    """Everything a month leaves, by names instead of numbers of rows."""
    line = dict(Line.objects.values_list("pk", "number"))
    roll = dict(Roll.objects.values_list("pk", "number"))

    def named(key: str) -> str:
        key = re.sub(r"^line:([0-9]+)", lambda m: f"line:{line[int(m[1])]}", key)
        return re.sub(r"^roll:([0-9]+)", lambda m: f"roll:{roll[int(m[1])]}", key)

    told = {
        "months": PayMonth.objects.values_list("month", "state", "totals"),
        "rolls": Roll.objects.values_list(
            "number", "kind", "sequence", "state", "lines_in", "total_fen", "digest", "file_digest", "file_name",
            "filed_on", "sent_on", "approved_by", "prepared_by",
        ),
        "lines": Line.objects.values_list(
            "roll__number", "number", "person", "award", "account", "holder_name", "gross_fen", "deducted_fen",
            "fen", "state", "failure", "answered_on",
        ),
        "problems": LineProblem.objects.values_list("line__number", "kind", "accepted_by"),
        "discharges": Discharge.objects.values_list("due", "line__number", "receivable__number", "alive"),
        "recoveries": Recovery.objects.values_list("receivable__number", "line__number", "fen", "alive"),
        "funds": Roll.objects.values_list("funds__fund", "funds__fen"),
        # Taking the file again is told each time.
        "acts": Act.objects.exclude(verb="payments.roll.filed_again").values_list("verb", flat=True),
    }  # fmt: skip
    found = {name: sorted(map(str, rows)) for name, rows in told.items()}
    moved = Transfer.objects.values_list("key", "entry", "debit__kind", "credit__kind", "fen", "on")
    found["transfers"] = sorted(f"{named(key)} {rest}" for key, *rest in moved)
    found["faults"] = [str(check_ledger(WULINGYUAN).faults)]
    return found


def test_a_month_killed_anywhere_ends_as_one_that_was_not(
    treasury: Treasury, copies_after: Callable[[], Copies]
) -> None:
    populate(treasury)
    copies = copies_after()
    month = month_of(treasury)

    def whole() -> Any:
        return [month(), end_state()]

    with copies.one() as database:
        done = done_in_child(database, month)
        assert done is not None
        _, points = done
        expected = ended(database, whole)
    states = {text.split(",")[9].strip(" '") for text in expected[1]["lines"]}
    assert states == {"out", "settled", "failed"}
    assert expected[1]["faults"] == ["0"]
    assert points > 150

    wrong = []
    for deaths in each_alone(points) if EVERY else one_after_the_other(points):
        with copies.one() as database:
            killed = [done_in_child(database, month, die_at=point) is None for point in deaths]
            assert sum(killed) > len(deaths) // 2, "hardly ever killed, the test saw nothing"
            if ended(database, whole) != expected:
                wrong.append(deaths)
    assert wrong == []


def each_alone(points: int) -> list[list[int]]:
    return [[point] for point in range(1, points + 1, EVERY)]


def one_after_the_other(points: int) -> list[list[int]]:
    """Deaths spread over the whole way: each start goes on where the last one died."""
    rng = random.Random(5)
    return [[rng.randint(points // 40, points // 6) for _ in range(DEATHS)]]


def test_four_workers_draw_up_one_roll(treasury: Treasury, copies_after: Callable[[], Copies]) -> None:
    populate(treasury)
    copies = copies_after()

    def draw() -> list[Any]:
        roll = drawn_up(treasury)
        return [roll.number, roll.lines_in, roll.total_fen]

    with copies.one() as database:
        told = done_by_many(database, 4, draw)
        found = ended(database, end_state)

    assert len(told) == 4
    assert len({tuple(each) for each in told}) == 1
    assert len(found["rolls"]) == 1
    # Seven on it, each once, in the order of the numbers; each due alive once at most.
    assert [text.split(",")[1].strip() for text in found["lines"]] == [str(number) for number in range(1, 8)]
    assert len({text.split(",")[2] for text in found["lines"]}) == 7
    assert (
        found["acts"].count("('payments.roll.drawn_up',)") + found["acts"].count("payments.roll.drawn_up")
        == 1
    )


def ended(database: str, whole: Callable[[], Any]) -> Any:
    done = done_in_child(database, whole)
    assert done is not None, "nobody kills the last one"
    return done[0]
