"""Which columns hold sealed values, and how each is shown to those who did not ask with a reason."""

from collections.abc import Callable
from dataclasses import dataclass

from yingbao.office.register.models import BankAccount, Certificate, Contact, Guardian, Home, Known, Person
from yingbao.office.register.sealing import ACCOUNT, CERTIFICATE, PHONE, RESIDENT_ID, unseal
from yingbao.values.masking import masked_account, masked_number, masked_phone


def _hidden(address: str) -> str:
    """Return an address as it is shown: its beginning, which the division tells anyway."""
    return f"{address[:6]}…" if len(address) > 6 else "…"


@dataclass(frozen=True)
class SealedColumn:
    """One sealed column: `key` is what a value is bound to, such as person.number."""

    key: str
    model: type[Person | Known]
    mask: Callable[[str], str]
    index_domain: str = ""

    @property
    def stem(self) -> str:
        """The name of the column without _sealed or _index."""
        return self.key.partition(".")[2]

    def clear(self, row: Person | Known) -> str:
        """Return the value in clear, or nothing if there is none.

        Raises:
            Tampered: the value was not sealed in this row.
        """
        sealed = getattr(row, f"{self.stem}_sealed")
        return "" if sealed is None else unseal(sealed, column=self.key, row=row.pk)

    def masked(self, row: Person | Known) -> str:
        """Return the value as it may be shown, or nothing if there is none."""
        value = self.clear(row)
        return self.mask(value) if value else ""


_ALL = [
    SealedColumn("person.number", Person, masked_number, RESIDENT_ID),
    SealedColumn("certificate.number", Certificate, masked_number, CERTIFICATE),
    SealedColumn("contact.number", Contact, masked_phone, PHONE),
    SealedColumn("bankaccount.account", BankAccount, masked_account, ACCOUNT),
    SealedColumn("bankaccount.holder_number", BankAccount, masked_number, RESIDENT_ID),
    SealedColumn("guardian.number", Guardian, masked_number, RESIDENT_ID),
    SealedColumn("guardian.phone", Guardian, masked_phone),
    SealedColumn("home.address", Home, _hidden),
]
SEALED = {column.key: column for column in _ALL}


def sealed_columns_of(model: type[Person | Known]) -> list[SealedColumn]:
    """Return the sealed columns of a table."""
    return [column for column in _ALL if column.model is model]
