"""Which account is meant, and between which two every entry moves (ADR 17)."""

from collections.abc import Mapping
from dataclasses import dataclass

from yingbao.office.ledger.choices import AccountKind, Entry, Fund

# Entry → what is debited, what is credited.
SIDES: Mapping[Entry, tuple[AccountKind, AccountKind]] = {
    Entry.OWED: (AccountKind.COST, AccountKind.PAYABLE),
    Entry.OWED_LESS: (AccountKind.PAYABLE, AccountKind.COST),
    Entry.PAID_BEFORE: (AccountKind.PAYABLE, AccountKind.BEFORE),
    Entry.DRAWN: (AccountKind.DRAWN, AccountKind.FUND),
    Entry.GIVEN_BACK: (AccountKind.FUND, AccountKind.DRAWN),
    Entry.SENT: (AccountKind.PAYABLE, AccountKind.IN_TRANSIT),
    Entry.SETTLED: (AccountKind.IN_TRANSIT, AccountKind.DRAWN),
    Entry.FAILED: (AccountKind.IN_TRANSIT, AccountKind.PAYABLE),
    Entry.SET_OFF: (AccountKind.PAYABLE, AccountKind.RECEIVABLE),
    Entry.TO_RECOVER: (AccountKind.RECEIVABLE, AccountKind.PAYABLE),
    Entry.RECOVERED: (AccountKind.FUND, AccountKind.RECEIVABLE),
    Entry.WRITTEN_OFF: (AccountKind.WRITTEN_OFF, AccountKind.RECEIVABLE),
}


class AccountUnknown(ValueError):
    """No account is of this kind, or no fund has this name."""


@dataclass(frozen=True, slots=True)
class Which:
    """One account of a county: what it counts, of which fund, programme and year (0: of no year).

    Raises AccountUnknown for a kind or a fund that is none.
    """

    kind: str
    fund: str = ""
    programme: str = ""
    year: int = 0

    def __post_init__(self) -> None:
        """Refuse what could only be a slip of the pen: the account would be opened and never balanced."""
        if self.kind not in AccountKind.values or self.fund not in ("", *Fund.values):
            raise AccountUnknown(f"{self.kind} {self.fund}")
