"""The decision: yes, on what the rules answer; or no, in writing, with the remedies."""

from datetime import date, datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.access.queries import is_same_person
from yingbao.office.casework.actions.acting import Act, NotYourTurn, NoWords, locked, write
from yingbao.office.casework.actions.letters import make_letter
from yingbao.office.casework.choices import ActKind, Aim, AwardState
from yingbao.office.casework.grounds import grounds_of
from yingbao.office.casework.lettering import Said
from yingbao.office.casework.models import Award, Case
from yingbao.office.casework.queries.answers import answers_for
from yingbao.office.casework.queries.courses import pack_of_case
from yingbao.values.month import Month

# What prepares a decision. Handing in is the applicant's act, whoever wrote it down.
PREPARING = (ActKind.ACCEPTED, ActKind.VISITED, ActKind.PASSED, ActKind.PROPOSED)


class PreparedIt(Exception):
    """Whoever prepared a case does not decide it: two people are needed."""


class RulesSayNo(Exception):
    """The rules do not grant it with the facts known now; the grounds say which condition does not hold."""

    def __init__(self, grounds: dict[str, object]) -> None:
        super().__init__(str(grounds["outcome"]))
        self.grounds = grounds


class RulesDoNotKnow(RulesSayNo):
    """A fact is missing without which the rules neither grant nor refuse."""


class HasItAlready(Exception):
    """The person holds the programme already."""


class NoAward(Exception):
    """There is no award to change."""


@transaction.atomic
def approve(
    *, case: Case, on: date, at: datetime, by: Officer, words: str = "", from_month: Month | None = None
) -> Case:
    """Approve what a case asks for.

    A grant rests on the answer of the rules for the month of the application, kept with the facts it saw; it
    begins with that month. Anything else begins with `from_month`.

    Raises:
        PreparedIt: the officer, or who stands behind, took part in preparing it.
        RulesSayNo, RulesDoNotKnow: a grant the rules do not give.
        HasItAlready, NoAward, NoWords: it cannot be approved so.
        NotNow, NotYourTurn: it is not to be decided now, or not by this officer.
    """
    case = locked(case)
    _two_people(case, by)
    grounds = _grounds(case, by)
    if case.aim == Aim.GRANT:
        _must_be_granted(case, grounds)
        from_month = Month.of(case.month)
    elif from_month is None or not words.strip():
        raise NoWords
    elif case.aim != Aim.END and _award(case) is None:
        raise NoAward
    detail = {"grounds": grounds, "from_month": str(from_month)}
    write(case, Act(ActKind.APPROVED, on, at, words, detail), by=by)
    return case


@transaction.atomic
def refuse(*, case: Case, words: str, on: date, at: datetime, by: Officer) -> Case:
    """Refuse what a case asks for, with the reasons; the letter names the remedies and their time limits.

    Raises:
        NoWords, PreparedIt, NotNow, NotYourTurn: it cannot be refused so.
    """
    if not words.strip():
        raise NoWords
    case = locked(case)
    _two_people(case, by)
    grounds = _grounds(case, by)
    write(case, Act(ActKind.REFUSED, on, at, words, {"grounds": grounds}), by=by)
    make_letter(kind="refusal", case=case, on=on, at=at, by=by, said=Said(reasons=words))
    return case


def _two_people(case: Case, by: Officer) -> None:
    for act in case.acts.filter(kind__in=PREPARING).values("by", "stands_in_for", "on"):
        for preparer in filter(None, (act["by"], act["stands_in_for"])):
            if is_same_person(by, preparer, act["on"]):
                raise PreparedIt(preparer)


def _grounds(case: Case, by: Officer) -> dict[str, object]:
    answers = answers_for(case, by)
    if answers is None:
        raise NotYourTurn(case.number)
    return grounds_of(answers.answers[0], answers, pack_of_case(case))


def _must_be_granted(case: Case, grounds: dict[str, object]) -> None:
    if grounds["outcome"] == "unknown":
        raise RulesDoNotKnow(grounds)
    if grounds["outcome"] == "no":
        raise RulesSayNo(grounds)
    if _award(case) is not None:
        raise HasItAlready


def _award(case: Case) -> Award | None:
    held = Award.objects.filter(person=case.person_id, county=case.county, programme=case.programme)
    return held.exclude(state=AwardState.ENDED).first()
