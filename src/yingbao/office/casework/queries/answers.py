"""What the rules say of what a case asks for, to whoever has to do with it."""

from contextlib import nullcontext

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.sight import seeing_all
from yingbao.office.casework.models import Case
from yingbao.office.casework.turns import holds_turn
from yingbao.office.determination.queries.persons import PersonAnswers, get_person_answers
from yingbao.values.month import Month


def answers_for(case: Case, officer: Officer) -> PersonAnswers | None:
    """Return what the programme of a case says to its person in its month, and no other programme.

    None where the officer does not see the person, or the person or the programme has left. A department sees
    no person; it hears the answer while its turn in the case has come, since it decides by it.
    """
    sees_person = may(officer, Permission.VIEW_PERSONS)
    if not sees_person and not holds_turn(officer, case.turn, case.division_code):
        return None
    all_of_it = seeing_all(
        reason="a department decides by what the rules say of the one programme of its case"
    )
    with nullcontext() if sees_person else all_of_it:
        found = get_person_answers(
            officer=officer, person=case.person_id, month=Month.of(case.month), only=[case.programme]
        )
    return found if found and found.answers else None
