"""Money in whole fen."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Self

# So many digits are no amount of anything, and more of them Python does not read at all.
WRITTEN = re.compile(r"(-?)([0-9]{1,3}(?:,[0-9]{3}){1,7}|[0-9]{1,24})(?:\.([0-9]{1,2}))?")
MOST_FEN = 10_000_000_00


class NotMoney(ValueError):
    """The text is not an amount in yuan with at most two decimals."""


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount of yuan, kept in whole fen so that no sum ever rounds."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"Money is whole fen, not {self.fen!r}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the amount written in yuan: 110, 110.5, 1,234.00, full-width digits, with or without 元.

        Raises:
            NotMoney: there are three decimals, or something else than an amount.
        """
        plain = unicodedata.normalize("NFKC", text).strip().removesuffix("元").strip()
        found = WRITTEN.fullmatch(plain)
        if found is None:
            raise NotMoney(text)
        sign, yuan, decimals = found.groups()
        fen = int(yuan.replace(",", "")) * 100 + int((decimals or "").ljust(2, "0"))
        return cls(-fen if sign else fen)

    @property
    def is_too_large(self) -> bool:
        """Whether one row or answer cannot mean it: more than ten million yuan is a slip of the hand."""
        return self.fen > MOST_FEN

    def __add__(self, other: "Money") -> "Money":
        return Money(self.fen + other.fen)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.fen - other.fen)

    def __mul__(self, times: int) -> "Money":
        return Money(self.fen * times)

    def __neg__(self) -> "Money":
        return Money(-self.fen)

    def __bool__(self) -> bool:
        return self.fen != 0

    def __str__(self) -> str:
        yuan, fen = divmod(abs(self.fen), 100)
        return f"{'-' if self.fen < 0 else ''}{yuan:,}.{fen:02}"
