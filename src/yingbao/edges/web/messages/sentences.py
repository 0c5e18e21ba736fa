"""Each message in a plain sentence; what stands in %(…)s comes from its params, never a name."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.jobs.job_list import KINDS
from yingbao.edges.web.templatetags.written import day
from yingbao.office.messages.choices import MessageKind
from yingbao.office.messages.models import Message

SENTENCES: Mapping[str, Promise] = {
    MessageKind.CASE_REMINDER: _("Case %(number)s is due on %(due)s."),
    MessageKind.CASE_OVERDUE: _("Case %(number)s is overdue: its last day was %(due)s."),
    MessageKind.CASE_ESCALATION: _("Case %(number)s is long overdue: its last day was %(due)s."),
    MessageKind.CASE_SENT_BACK: _("Case %(number)s was sent back."),
    MessageKind.CASE_OBJECTION: _("An objection to case %(number)s was received."),
    MessageKind.CASE_TURN: _("Case %(number)s is handed over to you."),
    MessageKind.CERTIFICATE_EXPIRING: _("Certificates in your division are about to expire."),
    MessageKind.CALENDAR_MISSING: _(
        "The days off of %(year)s are not in the calendar yet: limits that reach into it are provisional."
    ),
    MessageKind.JOB_FAILED: _("Background work failed: %(kind)s for %(on)s."),
    MessageKind.MONEY_WRONG: _(
        "The book of money does not fit in %(faults)s places, found on %(on)s. Pay nothing before it is"
        " cleared up."
    ),
    MessageKind.OUTGOING_FAILED: _("A message to a person could not be sent (%(problem)s)."),
    MessageKind.PLAN_REVIEW: _("A support plan is to be reviewed: its day is %(due)s."),
}
# Where a subject is shown.
PAGES: Mapping[str, str] = {"case": "case_show", "person": "person_show"}
# Where a subject stands among others.
LISTS: Mapping[str, str] = {"job": "job_list", "reconciliation": "reconciliation"}
DAYS = ("due", "on")


class Params(dict[str, object]):
    """The params of a message; what an old message does not tell is a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def sentence_of(message: Message) -> str:
    """Return a message in words."""
    told = Params(message.params)
    for name in DAYS:
        if told.get(name):
            told[name] = day(date.fromisoformat(str(told[name])))
    if told.get("kind") in KINDS:
        told["kind"] = KINDS[str(told["kind"])]
    sentence = SENTENCES.get(message.kind)
    return str(sentence) % told if sentence is not None else gettext("(a message of another version)")


def url_of(message: Message) -> str:
    """Return the address of what a message is about; empty where there is none."""
    kind, _, number = message.subject.partition(":")
    if kind in LISTS:
        return reverse(LISTS[kind])
    return reverse(PAGES[kind], args=[number]) if kind in PAGES else ""
