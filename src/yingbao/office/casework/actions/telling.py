"""Telling the person what was decided."""

from datetime import date, datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.casework.actions.acting import Act, NoWords, locked, write
from yingbao.office.casework.choices import ActKind
from yingbao.office.casework.models import Case


@transaction.atomic
def tell_person(*, case: Case, words: str, on: date, at: datetime, by: Officer) -> Case:
    """Write down how the decision reached the person: by hand, by post, read aloud.

    Raises:
        NoWords, NotNow, NotYourTurn: it cannot be written so.
    """
    if not words.strip():
        raise NoWords
    case = locked(case)
    write(case, Act(ActKind.TOLD, on, at, words), by=by)
    return case
