"""Citizen numbers (公民身份号码, GB 11643)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from yingbao.values.spelling import plain

EIGHTEEN = re.compile(r"[1-9][0-9]{16}[0-9X]")
FIFTEEN = re.compile(r"[1-9][0-9]{14}")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
# Third parts of old numbers that were kept for people then over a hundred; their century cannot be told.
CENTENARIANS = {"996", "997", "998", "999"}


class NotAResidentId(ValueError):
    """The text is not a citizen number; `code` says why.

    empty · scientific (Excel made a number of it) · characters · length · birth_date · check_digit ·
    digits_lost (ends in 000 and does not check: Excel zeroes what follows the 15th digit) ·
    century (an old 15-digit number of a centenarian).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_digit(first_seventeen: str) -> str:
    """Return the eighteenth character (ISO 7064 MOD 11-2)."""
    return CHECK_DIGITS[sum(int(d) * w for d, w in zip(first_seventeen, WEIGHTS, strict=True)) % 11]


def _birth_date(digits: str) -> date:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        raise NotAResidentId("birth_date") from None
    if not 1850 <= day.year < 2100:
        raise NotAResidentId("birth_date")
    return day


def _lengthened(fifteen: str) -> str:
    if fifteen[12:] in CENTENARIANS:
        raise NotAResidentId("century")
    first_seventeen = f"{fifteen[:6]}19{fifteen[6:]}"
    return first_seventeen + check_digit(first_seventeen)


def why_not(text: str) -> str:
    """Return the code of what is wrong with a text that has not the shape of a number."""
    if not text:
        return "empty"
    if re.fullmatch(r"[0-9]\.[0-9]+E\+?[0-9]+|[0-9]+\.[0-9]+", text):
        return "scientific"
    return "characters" if re.search(r"[^0-9X]", text) else "length"


@dataclass(frozen=True, order=True, slots=True)
class ResidentId:
    """A checked citizen number of 18 characters. It never prints itself in clear."""

    number: str

    def __post_init__(self) -> None:
        if not EIGHTEEN.fullmatch(self.number):
            raise NotAResidentId(why_not(self.number))
        _birth_date(self.number[6:14])
        if check_digit(self.number[:17]) != self.number[17]:
            raise NotAResidentId("digits_lost" if self.looks_rounded else "check_digit")

    @classmethod
    def parse(cls, text: str) -> "ReadResidentId":
        """Return the number any spelling of it means, and whether the spelling had to be repaired.

        Full-width digits, spaces, apostrophes, a small, Cyrillic or full-width X and old numbers
        of 15 digits are repaired, because the check digit or the rule of 1999 makes them certain.

        Raises:
            NotAResidentId: everything else; nothing is guessed.
        """
        number = plain(text)
        if FIFTEEN.fullmatch(number):
            number = _lengthened(number)
        return ReadResidentId(cls(number), number != text)

    @property
    def birth_on(self) -> date:
        return _birth_date(self.number[6:14])

    @property
    def sex(self) -> str:
        """Either "male" or "female": the seventeenth digit is odd for men."""
        return "male" if int(self.number[16]) % 2 else "female"

    @property
    def masked(self) -> str:
        """The number as it is shown without a reason: 5002**********1230."""
        return f"{self.number[:4]}{'*' * 10}{self.number[14:]}"

    @property
    def looks_rounded(self) -> bool:
        """Whether it ends in 000, as a number does that went through a numeric Excel cell.

        One damaged number in eleven still checks by chance, and one honest number in a thousand
        looks like this, so the reader of a file decides by what else it saw.
        """
        return self.number.endswith("000")

    def __repr__(self) -> str:
        return f"ResidentId({self.masked})"

    __str__ = __repr__


class ReadResidentId(NamedTuple):
    """A number as it was read."""

    value: ResidentId
    repaired: bool
