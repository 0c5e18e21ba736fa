"""Persons to whom money is owed: with an award carried over, an account, and dues, made directly and at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max

from tests.people import NOON, XIEHE_VILLAGE, make_source
from yingbao.office.casework.models import Award
from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.actions.moving import move_all
from yingbao.office.ledger.choices import AccountKind, Entry
from yingbao.office.provision.choices import Cause, Per, ReckoningState
from yingbao.office.provision.models import Due, Reckoning
from yingbao.office.register.actions.row_ids import reserve_ids
from yingbao.office.register.models import BankAccount, Person, Source, Standing
from yingbao.office.register.pinyin import searchable
from yingbao.office.register.sealing import ACCOUNT, RESIDENT_ID, blind_index, seal
from yingbao.values.month import Month
from yingbao.values.resident_id import check_digit

JANUARY, JUNE = Month(2026, 1), Month(2026, 6)
NURSING = "nursing_subsidy"
FEN = 11_000
FAMILY, GIVEN = "王李张刘陈杨黄赵周吴", "秀兰芳明强红霞伟平英"
_sequence = count(1)


@dataclass(frozen=True)
class Payee:
    """Someone to be paid."""

    person: Person
    award: Award
    account: BankAccount


@transaction.atomic
def make_payees(
    many: int,
    *,
    programme: str = NURSING,
    months: Sequence[Month] = (JUNE,),
    fen: int = FEN,
    division: str = XIEHE_VILLAGE,
    since: Month = JANUARY,
    source: Source | None = None,
) -> list[Payee]:
    """Create so many persons with an award and an account of their own, each owed `fen` for each month."""
    source = source or make_source("two-allowances-payees", division[:6])
    numbers = [next(_sequence) for _ in range(many)]
    people = _people(numbers, source)
    Standing.objects.bulk_create(
        [Standing(person=p, county=division[:6], division_code=division, source=source) for p in people],
        batch_size=5000,
    )
    accounts = _accounts(people, numbers, source)
    awards = Award.objects.bulk_create(
        [
            _award(person, n, programme, division, since, fen, source)
            for person, n in zip(people, numbers, strict=True)
        ],
        batch_size=5000,
    )
    payees = [Payee(*each) for each in zip(people, awards, accounts, strict=True)]
    for month in months:
        owe_all(payees, month, fen)
    return payees


def owe_all(payees: Iterable[Payee], month: Month, fen: int, **more: Any) -> list[Due]:
    """Make a first due of a month for each of them."""
    return _keep([_due(each, month, 0, 0, fen, reckoning_of(each, month), **more) for each in payees])


def owe(payee: Payee, month: Month, fen: int, **more: Any) -> Due:
    """Find that so much is owed to someone for a month: the next due of it, of more or of less."""
    known = Due.objects.filter(person=payee.person, programme=payee.award.programme, period=month.first_day)
    last = known.aggregate(last=Max("sequence"))["last"]
    before = known.get(sequence=last).after if last is not None else 0
    found = Found(payee, 0 if last is None else last + 1, before, fen)
    (due,) = keep_found([found], month, reckoning_of(payee, month), **more)
    return due


class Found(NamedTuple):
    """What is owed to someone for a month, after what was found before; the first time has the number 0."""

    payee: Payee
    time: int
    before: int
    after: int

    @property
    def cause(self) -> Cause:
        """Why there is a due of it."""
        if not self.time:
            return Cause.FIRST
        return Cause.MORE if self.after > self.before else Cause.LESS


def keep_found(found: Iterable[Found], month: Month, reckoning: Reckoning, **more: Any) -> list[Due]:
    """Make a due of everything found of a month, at once."""
    return _keep(
        [
            _due(
                each.payee,
                month,
                each.time,
                each.before,
                each.after,
                reckoning,
                **{"cause": each.cause, **more},
            )
            for each in found
        ]
    )


def make_account(person: Person, *, holder: str = "", number: str = "", **more: Any) -> BankAccount:
    """Add an account, newer than those the person has. Equal numbers are one account."""
    with transaction.atomic():
        (row,) = reserve_ids(BankAccount, 1)
        number = number or f"6230{next(_sequence):015}"
        values = {"bank": "农商银行", "source": make_source("two-allowances-payees"), **more}
        account: BankAccount = BankAccount.objects.create(
            id=row, person=person, holder_name=holder or person.name, **_sealed_account(number, row), **values
        )
    return account


def _people(numbers: Sequence[int], source: Source) -> list[Person]:
    rows = reserve_ids(Person, len(numbers))
    people = []
    for row, n in zip(rows, numbers, strict=True):
        number = _id_number(n)
        name = FAMILY[n % 10] + GIVEN[n // 10 % 10] + GIVEN[n // 100 % 10]
        people.append(
            Person(
                id=row,
                name=name,
                pinyin=searchable(name),
                sex="female",
                birth_on=date(int(number[6:10]), int(number[10:12]), int(number[12:14])),
                number_sealed=seal(number, column="person.number", row=row),
                number_index=blind_index(number, RESIDENT_ID),
                source=source,
            )
        )
    return Person.objects.bulk_create(people, batch_size=5000)


def _id_number(n: int) -> str:
    """A number of a place nobody else in the tests is born in."""
    birth = date(1950, 1, 1) + timedelta(days=n // 500)
    first = f"433127{birth:%Y%m%d}{n % 500 * 2:03}"
    return first + check_digit(first)


def _accounts(people: Sequence[Person], numbers: Sequence[int], source: Source) -> list[BankAccount]:
    rows = reserve_ids(BankAccount, len(people))
    accounts = [
        BankAccount(
            id=row,
            person=person,
            holder_name=person.name,
            bank="农商银行",
            source=source,
            **_sealed_account(f"6230{n:015}", row),
        )
        for row, person, n in zip(rows, people, numbers, strict=True)
    ]
    return BankAccount.objects.bulk_create(accounts, batch_size=5000)


def _sealed_account(number: str, row: int) -> dict[str, bytes]:
    return {
        "account_sealed": seal(number, column="bankaccount.account", row=row),
        "account_index": blind_index(number, ACCOUNT),
    }


def _award(
    person: Person, n: int, programme: str, division: str, since: Month, fen: int, source: Source
) -> Award:
    return Award(
        number=f"T{division[:6]}-{n:08}",
        county=division[:6],
        division_code=division,
        person=person,
        programme=programme,
        carried_from=source,
        amount_fen=fen,
        per=Per.MONTH,
        first_month=since.first_day,
        pack_id="cn-430811",
        pack_digest="0" * 64,
        grounds={},
        decided_by="liu_kang",
        decided_on=since.first_day,
        made_at=NOON,
    )


def reckoning_of(payee: Payee, month: Month) -> Reckoning:
    """The reckoning of a month that found what is owed in it."""
    found, _ = Reckoning.objects.get_or_create(
        county=payee.award.county,
        month=month.first_day,
        state=ReckoningState.FINISHED,
        defaults={"on": month.last_day, "by": "xiang_dong", "asked_at": NOON, "finished_at": NOON},
    )
    return found


def _due(
    payee: Payee, month: Month, sequence: int, before: int, after: int, reckoning: Reckoning, **more: Any
) -> Due:
    award = payee.award
    values = {
        "per": Per.MONTH,
        "cause": Cause.FIRST,
        "on": month.last_day,
        **more,
    }
    return Due(
        county=award.county,
        division_code=award.division_code,
        person=payee.person,
        award=award,
        programme=award.programme,
        period=month.first_day,
        sequence=sequence,
        before=before,
        after=after,
        amount=after - before,
        reckoning=reckoning,
        **values,
    )


def _keep(dues: list[Due]) -> list[Due]:
    """Insert dues, with the money they move in the book."""
    made = Due.objects.bulk_create(dues, batch_size=5000)
    of_dues = "SELECT 'due:' || id AS key, ABS(amount) AS fen FROM provision_due"
    for due in {(due.programme, due.period, due.amount > 0): due for due in made}.values():
        cost = Which(AccountKind.COST, programme=due.programme, year=due.period.year)
        payable = Which(AccountKind.PAYABLE, programme=due.programme)
        more = due.amount > 0
        move_all(
            county=due.county,
            on=due.on,
            entry=Entry.OWED if more else Entry.OWED_LESS,
            debit=cost if more else payable,
            credit=payable if more else cost,
            select=f"{of_dues} WHERE id BETWEEN %s AND %s AND programme = %s AND period = %s"
            f" AND amount {'>' if more else '<'} 0",
            params=(made[0].pk, made[-1].pk, due.programme, due.period.isoformat()),
        )
    return made
