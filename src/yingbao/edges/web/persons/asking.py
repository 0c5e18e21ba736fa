"""What programmes say to someone an officer may see, in the month the page is asked for."""

from collections.abc import Collection

from yingbao.law.packs import NotInForce
from yingbao.office.access.models import Officer
from yingbao.office.determination.queries.persons import PersonAnswers, get_person_answers
from yingbao.office.register.models import Person
from yingbao.values.month import Month


def answers_in(
    officer: Officer, person: Person, month: Month, only: Collection[str] | None = None
) -> PersonAnswers | None:
    """Return what every programme, or `only` some, says; None where the rules say nothing of the month.

    None as well outside the officer's division.
    """
    try:
        return get_person_answers(officer=officer, person=person, month=month, only=only)
    except NotInForce:
        return None
