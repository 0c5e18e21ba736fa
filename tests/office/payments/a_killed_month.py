"""A month of few persons as officers do it, who after each fright begin with the first step again.

What it leaves, is told by names instead of numbers of rows, so that two months can be compared.
"""

import re
from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.banks import paid_lines
from tests.killing import Work
from tests.money import Treasury
from tests.money_people import FEN, JUNE, NURSING, make_account, make_payees, owe, owe_all
from tests.office.payments.a_year import by_list
from tests.office.payments.rolls import AT, ON, drawn_up, opened, prepared
from tests.people import WULINGYUAN
from yingbao.edges.cli.management.commands import payments
from yingbao.edges.exchange.banks.formats import get_format
from yingbao.office.audit.actions.sealing import seal_acts
from yingbao.office.audit.digests import sm3
from yingbao.office.audit.models import Act
from yingbao.office.audit.verification import verify_book
from yingbao.office.ledger.choices import Fund
from yingbao.office.ledger.models import Transfer
from yingbao.office.ledger.queries.checking import check_ledger
from yingbao.office.payments.actions import drawing, returning, sending
from yingbao.office.payments.actions.approving import approve
from yingbao.office.payments.actions.filing import NotAllMayBePaid
from yingbao.office.payments.actions.months import close_month
from yingbao.office.payments.actions.recovering import demand
from yingbao.office.payments.actions.returning import read_return
from yingbao.office.payments.actions.sending import mark_sent
from yingbao.office.payments.bank_answers import Answer, BankAnswers, Totals
from yingbao.office.payments.choices import Debtor, LineState, MonthState, RollState
from yingbao.office.payments.models import Discharge, Line, LineProblem, PayMonth, Recovery, Roll
from yingbao.office.payments.queries.agreement import check_agreement
from yingbao.office.provision.models import Due
from yingbao.office.register.models import BankAccount, Death, Person
from yingbao.office.register.sealing import ACCOUNT, blind_index

BANK = "bank-transfer"
PERSONS = 6
ANOTHER = "王大力"


def in_pieces_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few persons, and several pieces of them."""
    for module in (drawing, sending, returning):
        monkeypatch.setattr(module, "AT_ONCE", 2)


def populate(treasury: Treasury) -> Person:
    """One dead, one with another's card, one of nothing, one who gives something back; return who dies later."""
    payees = make_payees(PERSONS, months=(JUNE.previous,))
    dead, doubted, nothing, owing, late, *_ = payees
    dies(dead.person)
    make_account(doubted.person, holder=ANOTHER)
    owe(nothing, JUNE.previous, 0)
    # What was paid to one of them for May by a list is too much.
    paid = Due.objects.get(person=owing.person, period=JUNE.previous.first_day)
    by_list([paid])
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
    return late.person


def dies(person: Person) -> None:
    day = date(2026, 6, 3)
    Death.objects.create(person=person, died_on=day, valid_from=day, source=person.source)


def month_of(treasury: Treasury, late: Person) -> Work:
    """From the open dues to the closed month; when all have agreed, somebody on the roll is known to have died."""

    def go_on(folder: Path) -> None:
        if PayMonth.objects.filter(county=WULINGYUAN, state=MonthState.CLOSED).exists():
            handed_over(folder, treasury)
            return
        agreed(treasury)
        if not Death.objects.filter(person=late).exists():
            dies(late)
        made = handed_over(folder, treasury)
        if made is None:
            agreed(treasury)
            made = handed_over(folder, treasury)
        assert made is not None, "nobody else has died"
        roll = mark_sent(roll=Roll.objects.get(), on=ON, at=AT, by=treasury.finance)
        read_return(
            roll=roll, answers=answers_to(made), name="回盘.csv", digest=sm3(made).hex(), on=ON, at=AT,
            by=treasury.finance,
        )  # fmt: skip
        seal_acts(at=AT)
        close_month(pay_month=opened(treasury), on=ON, at=AT, by=treasury.finance)

    return go_on


def agreed(treasury: Treasury) -> None:
    """The roll is drawn up, looked at, prepared and approved, as far as it is not."""
    roll = drawn_up(treasury, bank_format=BANK)
    if roll.state == RollState.BUILT:
        roll = prepared(treasury, roll)
    if roll.state == RollState.PREPARED:
        funds = {Fund.COUNTY: roll.total_fen - 1, Fund.LOTTERY: 1}
        approve(roll=roll, digest=roll.digest, funds=funds, on=ON, at=AT, by=treasury.approver)


def handed_over(folder: Path, treasury: Treasury) -> bytes | None:
    """The command puts the bank's file into a folder; None if somebody on it may not be paid any more."""
    roll = Roll.objects.get()
    by = ("--by", treasury.finance.username, "--on", ON.isoformat())
    try:
        call_command(payments.Command(), "file", roll.number, "--to", str(folder), *by, stdout=StringIO())
    except CommandError as why:
        if not str(why).startswith(NotAllMayBePaid.__name__):
            raise
        return None
    roll.refresh_from_db()
    return (folder / roll.file_name).read_bytes()


def answers_to(made: bytes) -> BankAnswers:
    """What a bank says of the file it read: the account of another comes back."""
    answers = []
    for place, line in enumerate(paid_lines(get_format(BANK), made), start=1):
        ok = line["holder"] != ANOTHER
        failure = "" if ok else "name_mismatch"
        number, fen = int(line["number"]), int(line["fen"])
        answers.append(Answer(place, number, line["account"], line["holder"], fen, ok, failure, ON))
    return BankAnswers(tuple(answers), Totals(), complete=True)


def gone_on_with(month: Work) -> Work:
    """What fits when it is gone on with, the rest of a month, and all that it leaves."""

    def whole(folder: Path) -> dict[str, list[str]]:
        when_begun = faults(folder)
        month(folder)
        return {**end_state(folder), "faults when begun": when_begun}

    return whole


def faults(folder: Path) -> list[str]:
    """What contradicts itself: the book of money, what is owed and paid, the database, the bank's files."""
    books = [*check_ledger(WULINGYUAN).wrong, *check_agreement(WULINGYUAN)]
    found = [f"{each.wrong} {fault.place}" for each in books for fault in each.told]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            found += [row for (row,) in cursor.fetchall() if row != "ok"]
    known = set(Roll.objects.values_list("file_name", "file_digest"))
    found += [
        f"a file of other bytes: {name}" for name, digest in files_in(folder) if (name, digest) not in known
    ]
    return found + [f"dead and in a file: {person}" for person in dead_in(folder)]


def files_in(folder: Path) -> list[tuple[str, str]]:
    """The files that have their name; what was not finished has none."""
    named = [path for path in folder.iterdir() if not path.name.startswith(".")]
    return sorted((path.name, sm3(path.read_bytes()).hex()) for path in named)


def asked_of_banks(folder: Path) -> dict[int, int]:
    """The fen that files ask for, by the persons whose accounts they name."""
    owners = {
        bytes(index): person for index, person in BankAccount.objects.values_list("account_index", "person")
    }
    asked = Counter[int]()
    for name, _ in files_in(folder):
        for line in paid_lines(get_format(BANK), (folder / name).read_bytes()):
            asked[owners[blind_index(line["account"], ACCOUNT)]] += int(line["fen"])
    return dict(asked)


def dead_in(folder: Path) -> list[int]:
    """Whom files ask for money although their death is known."""
    return sorted(asked_of_banks(folder).keys() & set(Death.objects.values_list("person", flat=True)))


def end_state(folder: Path) -> dict[str, list[str]]:
    """Everything a month leaves."""
    seal_acts(at=AT)
    book = verify_book()
    told = {
        "months": PayMonth.objects.exclude(audit_root="").values_list("month", "state", "totals"),
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
        "transfers": transfers(),
        # Taking the file again is told each time.
        "acts": Act.objects.exclude(verb="payments.roll.filed_again").values_list("verb", flat=True),
        "seals": [f"{book.faults} faults", f"{book.unsealed} unsealed", book.sealed == Act.objects.count()],
        "files": files_in(folder),
        "asked of banks": asked_of_banks(folder).items(),
        "paid": fen_of({LineState.SETTLED}).items(),
        "answered": fen_of({LineState.SETTLED, LineState.FAILED}).items(),
        "faults": faults(folder),
    }  # fmt: skip
    return {name: sorted(map(str, rows)) for name, rows in told.items()}


def transfers() -> list[str]:
    line = dict(Line.objects.values_list("pk", "number"))
    roll = dict(Roll.objects.values_list("pk", "number"))

    def named(key: str) -> str:
        key = re.sub(r"^line:([0-9]+)", lambda m: f"line:{line[int(m[1])]}", key)
        return re.sub(r"^roll:([0-9]+)", lambda m: f"roll:{roll[int(m[1])]}", key)

    moved = Transfer.objects.values_list("key", "entry", "debit__kind", "credit__kind", "fen", "on")
    return [f"{named(key)} {rest}" for key, *rest in moved]


def fen_of(states: set[LineState]) -> dict[int, int]:
    """The fen of lines, by person."""
    found = Counter[int]()
    for person, fen in Line.objects.filter(state__in=states, fen__gt=0).values_list("person", "fen"):
        found[person] += fen
    return dict(found)


def differences(found: dict[str, list[str]], expected: dict[str, list[str]]) -> dict[str, list[str]]:
    """What a month left, or was, otherwise than it should."""
    right = {"faults when begun": [], **expected}
    return {name: rows for name, rows in found.items() if rows != right[name]}


def see_that_it_is_right(expected: dict[str, list[str]]) -> None:
    """A month that was never killed did all there is to do, and paid each once."""
    states = {text.split(",")[9].strip(" '") for text in expected["lines"]}
    assert states == {"out", "settled", "failed"}
    assert expected["faults"] == []
    assert expected["seals"] == ["0 faults", "0 unsealed", "True"]
    assert len(expected["months"]) == len(expected["files"]) == 1
    assert expected["asked of banks"] == expected["answered"]
    # Two are dead, one is owed nothing, and of one the bank sends the money back.
    assert len(expected["asked of banks"]) == PERSONS - 3 > len(expected["paid"])
    assert expected["acts"].count("payments.roll.held_up") == 1
