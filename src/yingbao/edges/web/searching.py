"""What someone typed into a search box: words, or a number that must never stand in an address."""

import re
import unicodedata
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingbao.office.access.within import lies_within
from yingbao.values.division import NotADivision

LONGEST_WORD_OF_DIGITS: Final = 5
# The number of a case, a notice or an award, such as X430811-2026-000042, or its end: a number of no person.
OUR_NUMBER: Final = re.compile(r"(?:(?:[A-Z]?[0-9]{6}-)?[0-9]{4}-)?[0-9]{1,6}")

NO_NUMBERS_OF_PERSONS: Final = _(
    "Citizen and certificate numbers are searched for under Persons."
    " Write a name or the number of a case here."
)


def looks_like_a_number(text: str) -> bool:
    """Return whether a text holds more digits than any name or pinyin would."""
    digits = [letter for letter in unicodedata.normalize("NFKC", text) if letter in "0123456789"]
    return len(digits) > LONGEST_WORD_OF_DIGITS


def our_number(text: str) -> str:
    """Return the number of a case or an award, or its end, in plain digits; empty where it is none."""
    narrow = unicodedata.normalize("NFKC", text).strip().upper()
    return narrow if OUR_NUMBER.fullmatch(narrow) else ""


def is_about_a_person(text: str) -> bool:
    """Return whether what was typed into a list of cases or awards is a number of a person."""
    return not our_number(text) and looks_like_a_number(text)


def by_name_or_number(text: str) -> Q:
    """Return what finds cases or awards by the end of their number, else by the name of the person."""
    number = our_number(text)
    return Q(number__endswith=number) if number else Q(person__name__contains=text)


def lies_in(code: str, column: str = "division_code") -> Q:
    """Return what finds the rows of a division and all below it: nothing of a code that is none."""
    try:
        return lies_within(code, column)
    except NotADivision:
        return Q(pk__in=())
