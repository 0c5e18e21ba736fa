"""Why an act was not done, said to the officer who tried."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.templatetags.written import day, in_chinese, label
from yingbao.law.facts.problems import Wording
from yingbao.law.packs.letters import PLACEHOLDERS, LetterUnfinished
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.casework.actions.accepting import NothingMissing, PapersMissing
from yingbao.office.casework.actions.acting import NotYourPost, NotYourTurn, NoWords
from yingbao.office.casework.actions.deciding import (
    HasItAlready,
    NoAward,
    PreparedIt,
    RulesDoNotKnow,
    RulesSayNo,
)
from yingbao.office.casework.actions.letters import NoSuchLetter
from yingbao.office.casework.actions.objecting import Answered, NoticeOver, TooOften
from yingbao.office.casework.actions.opening import AfterTheDay, NoSuchProgramme, NotVisible, OpenAlready
from yingbao.office.casework.actions.publishing import LengthUnknown, NotTogether
from yingbao.office.casework.actions.refusing import DoneAlone
from yingbao.office.casework.course import HeldByObjection, NotBefore, NotNow, StillPublished

SAID: dict[type[Exception], Promise] = {
    NotPermitted: _("Your post does not include this."),
    NotYourPost: _("Your post does not include this."),
    NotYourTurn: _(
        "It is not your turn in this case: another office acts now, or the person lives elsewhere."
    ),
    NotNow: _("The case has moved on meanwhile: this can no longer be done. Look at it again."),
    NoWords: _("Write the reason: the applicant and the next office read it."),
    NothingMissing: _("No paper is missing: there is nothing to tell the applicant."),
    PreparedIt: _(
        "You took part in preparing this case, so another officer decides it: two people are needed."
    ),
    HasItAlready: _("The person holds this already."),
    NoAward: _("There is no award of ours to change."),
    NotVisible: _("This person is not known in your division."),
    NoSuchProgramme: _("The rules of the district have no such programme."),
    AfterTheDay: _("The day is still to come."),
    DoneAlone: _("A change, a suspension or an end is decided by itself: it has its own month and reason."),
    NotTogether: _("One notice is about one programme in one township: choose such cases."),
    LengthUnknown: _(
        "How many days a notice stands is not known here: a district officer enters it in the rules first."
    ),
    Answered: _("This objection was answered before. Look at it again."),
    NoticeOver: _("This notice no longer stands, or this line was taken off it."),
    NoSuchLetter: _("The rules of the district have no letter for this: a district officer enters it first."),
    HeldByObjection: _("An objection is not answered yet: nothing is awarded before."),
}


def say(refusal: Exception) -> str:
    """Return the sentence for a refused act."""
    for kind, sentence in SENTENCES.items():
        if isinstance(refusal, kind):
            return sentence(refusal)
    return str(SAID[type(refusal)])


def _open_already(refusal: OpenAlready) -> str:
    return gettext("This is asked for already: case %(number)s.") % {"number": refusal.case.number}


def _papers(refusal: PapersMissing) -> str:
    names = [paper.name_zh if in_chinese() else paper.name_en for paper in refusal.papers]
    told = gettext(
        "Still missing: %(papers)s. Write down what was brought or is not needed; of the rest tell the"
        " applicant once."
    )
    return told % {"papers": pgettext("names", ", ").join(names)}


def _too_early(refusal: NotBefore) -> str:
    told = gettext("The last thing in this case was done on %(day)s: write no earlier day.")
    return told % {"day": day(refusal.earliest)}


def _stands(refusal: StillPublished) -> str:
    return gettext("The notice stands until %(day)s.") % {"day": day(refusal.until.day)}


def _unfinished(refusal: LetterUnfinished) -> str:
    names = pgettext("names", ", ").join(
        label(PLACEHOLDERS.get(name, Wording(name, name))) for name in refusal.names
    )
    told = gettext(
        "The letter lacks: %(names)s. Name, telephone and address of your office are entered under “Offices”."
    )
    return told % {"names": names}


def _too_often(refusal: TooOften) -> str:
    told = gettext(
        "Many objections to this notice have come from your network. Send yours again after %(time)s,"
        " or use the telephone."
    )
    return told % {"time": f"{localtime(refusal.again_at):%H:%M}"}


def _unknown(refusal: RulesDoNotKnow) -> str:
    told = gettext(
        "The rules cannot say yes before this is known: %(reasons)s."
        " Enter the facts on the person's page first."
    )
    return told % {"reasons": _conditions(refusal, "unknown")}


def _no(refusal: RulesSayNo) -> str:
    told = gettext(
        "The rules do not grant this in that month: %(reasons)s."
        " If a fact is wrong, have it put right first; otherwise refuse."
    )
    return told % {"reasons": _conditions(refusal, "no")}


def _conditions(refusal: RulesSayNo, truth: str) -> str:
    language = "zh" if in_chinese() else "en"
    conditions: Any = refusal.grounds["conditions"]
    return gettext("; ").join(each["says"][language] for each in conditions if each["truth"] == truth)


SENTENCES: dict[type[Exception], Callable[[Any], str]] = {
    OpenAlready: _open_already,
    PapersMissing: _papers,
    NotBefore: _too_early,
    StillPublished: _stands,
    LetterUnfinished: _unfinished,
    TooOften: _too_often,
    RulesDoNotKnow: _unknown,
    RulesSayNo: _no,
}
REFUSALS = (*SAID, *SENTENCES)
