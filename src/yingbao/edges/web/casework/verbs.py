"""Every act an officer can do in a case: its words, its form, and the one action it calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.casework import forms
from yingbao.office.access.models import Officer
from yingbao.office.casework.actions import accepting, checking, deciding, opening, publishing, telling
from yingbao.office.casework.actions.opening import Application
from yingbao.office.casework.choices import ActKind, Origin
from yingbao.office.casework.models import Case
from yingbao.values.month import Month


@dataclass(frozen=True)
class Doing:
    """One submitted form: which case, what was entered, when, by whom."""

    case: Case
    given: Mapping[str, Any]
    today: date
    now: datetime
    by: Officer

    @property
    def words(self) -> str:
        return str(self.given.get("words", ""))

    @property
    def when(self) -> dict[str, Any]:
        """Day, moment and officer, as every action takes them."""
        return {"on": self.given.get("on") or self.today, "at": self.now, "by": self.by}


@dataclass(frozen=True)
class Verb:
    """One act: the button, the heading of its page, what it means, its form, and what it does."""

    name: str
    kind: ActKind
    button: Promise
    meaning: Promise
    form: type[forms.CaseForm]
    do: Callable[[Doing], object]
    decides: bool = False
    # It holds a case up, turns it back or ends it: never the first thing to press.
    aside: bool = False


def _apply(it: Doing) -> object:
    application = Application(
        person=it.case.person_id,
        programme=it.case.programme,
        origin=Origin(it.given["origin"]),
        handed_in_on=it.given["on"],
        relation=it.given["relation"],
        applicant_name=it.given["applicant_name"],
        applicant_phone=it.given["applicant_phone"],
    )
    return opening.apply_for(case=it.case, application=application, at=it.now, by=it.by)


def _papers(it: Doing) -> object:
    brought = [int(number) for number in it.given["brought"]]
    if it.case.state == "waiting":
        return accepting.bring_papers(case=it.case, brought=brought, **it.when)
    day, by = it.when["on"], it.by
    return accepting.note_papers(
        case=it.case, brought=brought, not_needed=it.given["not_needed"], on=day, by=by
    )


def _approve(it: Doing) -> object:
    from_month: Month | None = it.given.get("from_month")
    return deciding.approve(case=it.case, words=it.words, from_month=from_month, **it.when)


VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in [
        Verb(
            "apply",
            ActKind.HANDED_IN,
            _("The person applies"),
            _("The day the person applies is the day the clock starts; its month is the first month due."),
            forms.ApplyForm,
            _apply,
        ),
        Verb(
            "decline",
            ActKind.DECLINED,
            _("The person does not apply"),
            _("Write who was asked, on which day, and why the person does not want it. The case is closed."),
            forms.WordsForm,
            lambda it: opening.decline(case=it.case, words=it.words, **it.when),
        ),
        Verb(
            "accept",
            ActKind.ACCEPTED,
            _("Accept"),
            _("All papers are there. The applicant gets a receipt, and the next office has the turn."),
            forms.OptionalWordsForm,
            lambda it: accepting.accept(case=it.case, words=it.words, **it.when),
        ),
        Verb(
            "ask-papers",
            ActKind.ASKED_FOR_PAPERS,
            _("Tell the applicant what is missing"),
            _(
                "Everything that is missing is told at once, in one letter; it cannot be told a second time."
                " The clock stands until it is brought."
            ),
            forms.MissingForm,
            lambda it: accepting.ask_for_papers(
                case=it.case, bring_by=it.given["bring_by"], words=it.words, **it.when
            ),
        ),
        Verb(
            "bring-papers",
            ActKind.PAPERS_BROUGHT,
            _("Papers were brought"),
            _("Tick what was brought. When nothing is missing any more, the clock runs again."),
            forms.PapersForm,
            _papers,
        ),
        Verb(
            "not-accept",
            ActKind.NOT_ACCEPTED,
            _("Do not accept"),
            _("The applicant gets the reason in writing, with the remedies. The case is closed."),
            forms.RefusalForm,
            lambda it: accepting.not_accept(case=it.case, words=it.words, **it.when),
        ),
        Verb(
            "visit",
            ActKind.VISITED,
            _("Write down the visit"),
            _("What was found, by whom, on which day."),
            forms.WordsForm,
            lambda it: checking.visit(case=it.case, words=it.words, **it.when),
        ),
        Verb(
            "pass-on",
            ActKind.PASSED,
            _("Give your opinion and pass on"),
            _("Your opinion, for or against, goes to the office that acts next."),
            forms.OpinionForm,
            lambda it: checking.pass_on(
                case=it.case, agrees=it.given["agrees"] == "yes", words=it.words, **it.when
            ),
        ),
        Verb(
            "approve",
            ActKind.APPROVED,
            _("Approve"),
            _(
                "A grant rests on the answer of the rules for the month of the application."
                " That answer is kept with the facts it saw."
            ),
            forms.ApproveForm,
            _approve,
            decides=True,
        ),
        Verb(
            "refuse",
            ActKind.REFUSED,
            _("Refuse"),
            _(
                "The person gets a letter with the reasons, the remedies and their time limits."
                " The case is closed."
            ),
            forms.RefusalForm,
            lambda it: deciding.refuse(case=it.case, words=it.words, **it.when),
            decides=True,
        ),
        Verb(
            "send-back",
            ActKind.SENT_BACK,
            _("Send back"),
            _("An earlier office puts something right; write what."),
            forms.SendBackForm,
            lambda it: checking.send_back(case=it.case, to=it.given["to"], words=it.words, **it.when),
            aside=True,
        ),
        Verb(
            "publish",
            ActKind.PUBLISHED,
            _("Put on public notice"),
            _("Name (masked), village, programme and amount are published; nothing else leaves the office."),
            forms.PublishForm,
            lambda it: publishing.publish(cases=[it.case], telephone=it.given["telephone"], **it.when),
        ),
        Verb(
            "tell",
            ActKind.TOLD,
            _("The person was told"),
            _("Write how the letter reached the person, and on which day."),
            forms.WordsForm,
            lambda it: telling.tell_person(case=it.case, words=it.words, **it.when),
        ),
        Verb(
            "stop",
            ActKind.STOPPED,
            _("Stop the clock"),
            _("The rules name what may stop the clock; days on which it stands do not count."),
            forms.StopForm,
            lambda it: checking.stop_clock(case=it.case, cause=it.given["cause"], words=it.words, **it.when),
            aside=True,
        ),
        Verb(
            "resume",
            ActKind.RESUMED,
            _("Let the clock run again"),
            _("What was waited for has come."),
            forms.OptionalWordsForm,
            lambda it: checking.resume_clock(case=it.case, words=it.words, **it.when),
        ),
        Verb(
            "withdraw",
            ActKind.WITHDRAWN,
            _("The applicant withdraws"),
            _("Write how the applicant said so. The case is closed; it can be applied for again."),
            forms.WordsForm,
            lambda it: checking.withdraw(case=it.case, words=it.words, **it.when),
            aside=True,
        ),
    ]
}
# The act of a kind; each has one.
VERB_OF: dict[ActKind, Verb] = {verb.kind: verb for verb in VERBS.values()}
