"""Between the counter and the decision: visits, opinions, sending back, the clock, withdrawing."""

from datetime import date, datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.casework.actions.acting import Act, NoWords, locked, write
from yingbao.office.casework.choices import ActKind
from yingbao.office.casework.models import Case


@transaction.atomic
def visit(*, case: Case, words: str, on: date, at: datetime, by: Officer) -> Case:
    """Write down what was found at the home of the person, or by whoever appraised.

    Raises:
        NoWords, NotNow, NotYourTurn: it cannot be written so.
    """
    if not words.strip():
        raise NoWords
    case = locked(case)
    write(case, Act(ActKind.VISITED, on, at, words), by=by)
    return case


@transaction.atomic
def pass_on(*, case: Case, agrees: bool, words: str, on: date, at: datetime, by: Officer) -> Case:
    """Give an opinion, for or against, and pass the case on to who acts next.

    Raises:
        NoWords: an opinion against says why.
        NotNow, NotYourTurn: it is not to be checked now, or not by this officer.
    """
    if not agrees and not words.strip():
        raise NoWords
    case = locked(case)
    write(case, Act(ActKind.PASSED, on, at, words, {"agrees": agrees}), by=by)
    return case


@transaction.atomic
def send_back(*, case: Case, to: str, words: str, on: date, at: datetime, by: Officer) -> Case:
    """Send a case back to an earlier step, saying what is to be done there.

    Raises:
        NoWords, NotNow, NotYourTurn: it cannot be sent back so.
    """
    if not words.strip():
        raise NoWords
    case = locked(case)
    write(case, Act(ActKind.SENT_BACK, on, at, words, {"to": to}), by=by)
    return case


@transaction.atomic
def stop_clock(*, case: Case, cause: str, words: str, on: date, at: datetime, by: Officer) -> Case:
    """Stop the clock for a cause the process names: a certificate being renewed, means being checked.

    Raises:
        NotNow: the process knows no such cause, or the clock stands already.
    """
    case = locked(case)
    write(case, Act(ActKind.STOPPED, on, at, words, {"cause": cause}), by=by)
    return case


@transaction.atomic
def resume_clock(*, case: Case, on: date, at: datetime, by: Officer, words: str = "") -> Case:
    """Let the clock run again.

    Raises:
        NotNow: it was not stopped, or papers are still to come.
    """
    case = locked(case)
    write(case, Act(ActKind.RESUMED, on, at, words), by=by)
    return case


@transaction.atomic
def withdraw(*, case: Case, words: str, on: date, at: datetime, by: Officer) -> Case:
    """Close a case because the applicant takes it back.

    Raises:
        NoWords, NotNow, NotYourTurn: it cannot be closed so.
    """
    if not words.strip():
        raise NoWords
    case = locked(case)
    write(case, Act(ActKind.WITHDRAWN, on, at, words), by=by)
    return case
