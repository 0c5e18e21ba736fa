"""What someone typed into a search box: words, or a number that must never stand in an address."""

import unicodedata
from typing import Final

LONGEST_WORD_OF_DIGITS: Final = 5


def looks_like_a_number(text: str) -> bool:
    """Return whether a text holds more digits than any name or pinyin would."""
    digits = [letter for letter in unicodedata.normalize("NFKC", text) if letter in "0123456789"]
    return len(digits) > LONGEST_WORD_OF_DIGITS
