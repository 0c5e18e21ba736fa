"""What the rules say about the month of a case, as its page and the page of its decision show it."""

from dataclasses import replace

from yingbao.edges.web.persons.answers import ShownAnswer, owed_to_one, show_one
from yingbao.office.access.models import Officer
from yingbao.office.casework.models import Case
from yingbao.office.casework.queries.answers import answers_for
from yingbao.office.determination.packs import pack_of


def rules_say(case: Case, officer: Officer) -> ShownAnswer | None:
    """Return what the rules say today about the month of the case, and how much a yes would bring.

    Nothing where the person has left.
    """
    answers = answers_for(case, officer)
    if not answers:
        return None
    answer = answers.answers[0]
    shown, pack = show_one(answers, answer), pack_of(answers.county, answers.month)
    written = next((each for each in pack.programmes if each.id == answer.programme), None)
    if written is None or not answer.explanation.outcome:
        return shown
    return replace(shown, owed=owed_to_one(answer, written, pack))
