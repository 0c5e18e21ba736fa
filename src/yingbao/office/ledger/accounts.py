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


# Kind → whether its accounts are of a fund, of a programme, of a year. A line pays dues of several years,
# and a receivable takes them back: what stands between has no year.
SHAPES: Mapping[AccountKind, tuple[bool, bool, bool]] = {
    AccountKind.COST: (False, True, True),
    AccountKind.PAYABLE: (False, True, False),
    AccountKind.IN_TRANSIT: (False, True, True),
    AccountKind.DRAWN: (False, True, True),
    AccountKind.FUND: (True, False, True),
    AccountKind.BEFORE: (False, True, False),
    AccountKind.RECEIVABLE: (False, True, False),
    AccountKind.WRITTEN_OFF: (False, True, False),
}

# Entry → what its key looks like; numbers as the database gives them.
_ID = "[1-9][0-9]*"
_FUND = f"({'|'.join(Fund.values)})"
KEYS: Mapping[Entry, str] = {
    Entry.OWED: f"^due:{_ID}$",
    Entry.OWED_LESS: f"^due:{_ID}$",
    Entry.PAID_BEFORE: f"^before:{_ID}$",
    Entry.DRAWN: f"^roll:{_ID}:drawn:{_FUND}$",
    Entry.GIVEN_BACK: f"^roll:{_ID}:given-back:{_FUND}$",
    Entry.SENT: f"^line:{_ID}:sent$",
    Entry.SETTLED: f"^line:{_ID}:settled$",
    Entry.FAILED: f"^line:{_ID}:failed$",
    Entry.SET_OFF: f"^line:{_ID}:set-off$",
    Entry.TO_RECOVER: f"^receivable:{_ID}$",
    Entry.RECOVERED: f"^recovery:{_ID}$",
    Entry.WRITTEN_OFF: f"^write-off:{_ID}$",
}


class AccountUnknown(ValueError):
    """No account of a county looks like this."""


@dataclass(frozen=True, slots=True)
class Which:
    """One account of a county: what it counts, of which fund, programme and year (0: of no year).

    Raises AccountUnknown for a kind or a fund that is none, and for a fund, programme or year that does not
    belong to the kind or is missing.
    """

    kind: str
    fund: str = ""
    programme: str = ""
    year: int = 0

    def __post_init__(self) -> None:
        """Refuse what could only be a slip of the pen: the account would be opened and never balanced."""
        known = self.kind in AccountKind.values and self.fund in ("", *Fund.values)
        shape = (bool(self.fund), bool(self.programme), bool(self.year))
        if not known or shape != SHAPES[AccountKind(self.kind)]:
            raise AccountUnknown(f"{self.kind} {self.fund} {self.programme} {self.year}")
