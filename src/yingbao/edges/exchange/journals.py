"""The book of money as a journal that hledger or beancount reads and checks by itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.choices import AccountKind, Entry
from yingbao.office.ledger.queries.journal import Moving, balances_before, transfers_between
from yingbao.values.money import Money
from yingbao.values.month import Month

# What both programs call an account; what is debited counts up.
_UNDER: Mapping[AccountKind, str] = {
    AccountKind.COST: "Expenses:Cost",
    AccountKind.PAYABLE: "Liabilities:Payable",
    AccountKind.IN_TRANSIT: "Liabilities:In-transit",
    AccountKind.DRAWN: "Assets:Drawn",
    AccountKind.FUND: "Equity:Fund",
    AccountKind.BEFORE: "Equity:Before",
    AccountKind.RECEIVABLE: "Assets:Receivable",
    AccountKind.WRITTEN_OFF: "Expenses:Written-off",
}


def account_name(which: Which) -> str:
    """Return the name of an account: Expenses:Cost:Nursing-subsidy:2026."""
    parts = [which.fund, which.programme.replace("_", "-")]
    named = [part[0].upper() + part[1:] for part in parts if part]
    return ":".join([_UNDER[AccountKind(which.kind)], *named, *([str(which.year)] if which.year else [])])


@dataclass(frozen=True)
class Manner:
    """How one program wants a journal written: what stands first, and each of three kinds of entry."""

    head: Callable[[str, int, Iterable[Which]], str]
    opening: Callable[[date, Mapping[Which, int]], str]
    moving: Callable[[Moving], str]
    # What stands on every account at the end of a day.
    standing: Callable[[date, Mapping[Which, int]], str]


def write_journal(county: str, year: int, manner: Manner) -> Iterator[str]:
    """Yield the journal of a county and a year, by day and key; at each month's end what the sums say.

    What the year began with stands on its first day. The same rows give the same text.
    """
    began = balances_before(county, Month(year, 1).first_day)
    ended = balances_before(county, Month(year + 1, 1).first_day)
    yield manner.head(county, year, [*began, *(each for each in ended if each not in began)])
    if any(began.values()):
        yield manner.opening(Month(year, 1).first_day, began)
    for month in (Month(year, number) for number in range(1, 13)):
        after = month.next.first_day
        for moved in transfers_between(county, month.first_day, after):
            yield manner.moving(moved)
        yield manner.standing(month.last_day, balances_before(county, after))


def _yuan(fen: int) -> str:
    return str(Money(fen)).replace(",", "")


def _postings(amounts: Iterable[tuple[Which, int]]) -> str:
    return "".join(f"  {account_name(which)}  {_yuan(fen)} CNY\n" for which, fen in amounts)


def _hledger_head(county: str, year: int, accounts: Iterable[Which]) -> str:
    declared = "".join(f"account {account_name(each)}\n" for each in accounts)
    payees = "".join(f"payee {each}\n" for each in (*Entry.values, "opening", "month end"))
    return f"; Yingbao {county} {year}\ncommodity 1000.00 CNY\n{declared}{payees}\n"


def _hledger_standing(day: date, balances: Mapping[Which, int]) -> str:
    sums = "".join(f"  {account_name(each)}  0.00 CNY = {_yuan(fen)} CNY\n" for each, fen in balances.items())
    return f"{day} month end\n{sums}\n" if sums else ""


HLEDGER = Manner(
    head=_hledger_head,
    opening=lambda day, balances: f"{day} opening\n{_postings(balances.items())}\n",
    moving=lambda moved: (
        f"{moved.on} ({moved.key}) {moved.entry}\n"
        f"{_postings([(moved.debit, moved.fen), (moved.credit, -moved.fen)])}\n"
    ),
    standing=_hledger_standing,
)


def _beancount_head(county: str, year: int, accounts: Iterable[Which]) -> str:
    opened = "".join(f"{year}-01-01 open {account_name(each)} CNY\n" for each in accounts)
    return f'option "title" "Yingbao {county} {year}"\noption "operating_currency" "CNY"\n{opened}\n'


def _beancount_standing(day: date, balances: Mapping[Which, int]) -> str:
    # A balance is of the morning, and to the fen: without a tolerance a fen too much would pass.
    morning = day + timedelta(days=1)
    return "".join(
        f"{morning} balance {account_name(each)}  {_yuan(fen)} ~ 0.00 CNY\n" for each, fen in balances.items()
    )


BEANCOUNT = Manner(
    head=_beancount_head,
    opening=lambda day, balances: f'{day} * "opening"\n{_postings(balances.items())}\n',
    moving=lambda moved: (
        f'{moved.on} * "{moved.entry}"\n  key: "{moved.key}"\n'
        f"{_postings([(moved.debit, moved.fen), (moved.credit, -moved.fen)])}\n"
    ),
    standing=_beancount_standing,
)
MANNERS: Mapping[str, Manner] = {"hledger": HLEDGER, "beancount": BEANCOUNT}
