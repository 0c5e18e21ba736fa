"""Why an act of paying was not done, said to the officer who tried."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.exchange.banks.cells import CannotBeWritten
from yingbao.edges.exchange.banks.saying import say_reason
from yingbao.edges.web.templatetags.written import in_chinese
from yingbao.office.access.own_county import NotOwnCounty
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.determination.actions import NotDetermined
from yingbao.office.payments.actions.approving import (
    AnotherRoll,
    FundsDoNotAddUp,
    OverBudget,
    TwoOfficersNeeded,
)
from yingbao.office.payments.actions.drawing_up import (
    AnotherIsDrawnUp,
    HalfTakenOver,
    MonthIsClosed,
    NoAccountInForce,
    NothingOpen,
    PaidToPersons,
    PayeeNeeded,
)
from yingbao.office.payments.actions.filing import AnotherFile, NotAllMayBePaid, NothingToPay
from yingbao.office.payments.actions.holding import NoReason, NotNow
from yingbao.office.payments.actions.lines import NotToBeAccepted
from yingbao.office.payments.actions.preparing import NobodyOnIt, ProblemsOpen
from yingbao.office.payments.bank_answers import Reason, ReturnRefused

# Of a file with many faults the first are told; they have one cause, as a rule.
MOST_TOLD = 20

SAID: dict[type[Exception], Promise] = {
    NotPermitted: _("Your post does not include this."),
    NotOwnCounty: _("Your post does not act for the whole county: this is done there."),
    NotNow: _("The roll has moved on meanwhile: this can no longer be done. Look at it again."),
    NoReason: _("Say why"),
    TwoOfficersNeeded: _(
        "You prepared this roll or accepted something on it, so another officer approves it: two people"
        " are needed."
    ),
    AnotherRoll: _(
        "The lines are not the ones that were shown here. Look at the roll again before you go on."
    ),
    FundsDoNotAddUp: _("The funds do not give exactly what the roll pays."),
    OverBudget: _(
        "The budget does not cover this roll. Write the decision by which it is paid all the same, or have"
        " the budget changed first."
    ),
    MonthIsClosed: _("This month is closed: nothing is paid under it any more."),
    NothingOpen: _(
        "Nothing is open of this programme: all that is owed stands on a roll, or more was paid than is owed."
    ),
    AnotherIsDrawnUp: _("Another roll of this programme is being drawn up just now. Wait until it is done."),
    HalfTakenOver: _(
        "The payee list of this programme is not taken over to the end: some would not be on the roll. Look"
        " at it under the lists taken over."
    ),
    PayeeNeeded: _("A premium goes to whoever insures the persons: choose the organisation that is paid."),
    PaidToPersons: _("This programme is paid to the persons themselves: choose no organisation."),
    NoAccountInForce: _("A second officer has not approved an account of this organisation yet."),
    NothingToPay: _("No line of this roll asks the bank for money: mark it as sent, without a file."),
    AnotherFile: _(
        "Made again, the file is another one than the first: the rows or the bank's columns were changed."
        " Nothing was given out. Tell the administrator."
    ),
    NotToBeAccepted: _("With this nobody may be paid. It is solved in the person's file, not here."),
    NobodyOnIt: _("Every line was left out: cancel the roll."),
    NotDetermined: _("This month was not determined yet: determine everyone first."),
}


def say(refusal: Exception) -> str:
    """Return the sentence for a refused act."""
    for kind, sentence in SENTENCES.items():
        if isinstance(refusal, kind):
            return sentence(refusal)
    return str(SAID[type(refusal)])


def _problems_open(refusal: ProblemsOpen) -> str:
    told = ngettext(
        "Something stands against %(count)s line that nobody has looked at: accept it or leave the line out.",
        "Something stands against %(count)s lines that nobody has looked at: accept it or leave them out.",
        refusal.count,
    )
    return told % {"count": refusal.count}


def _not_all(refusal: NotAllMayBePaid) -> str:
    told = ngettext(
        "It became known that %(count)s person on the roll died, moved away or is suspended. The line was"
        " left out; the roll is submitted and approved again.",
        "It became known that %(count)s persons on the roll died, moved away or are suspended. Their lines"
        " were left out; the roll is submitted and approved again.",
        refusal.count,
    )
    return told % {"count": refusal.count}


def _cannot_be_written(refusal: CannotBeWritten) -> str:
    return gettext("The bank's columns cannot take this roll: %(why)s") % {"why": reasons(refusal.reasons)}


def _return_refused(refusal: ReturnRefused) -> str:
    told = gettext("The file was not taken, and nothing was changed: %(why)s")
    return told % {"why": reasons(refusal.reasons)}


def reasons(found: Any) -> str:
    """Return the first reasons of a refused file in words, and how many more there are."""
    language = "zh" if in_chinese() else "en"
    each: list[Reason] = list(found)
    said = [say_reason(reason, language) for reason in each[:MOST_TOLD]]
    if more := len(each) - len(said):
        said.append(ngettext("and %(more)s more", "and %(more)s more", more) % {"more": more})
    return " ".join(said)


SENTENCES: dict[type[Exception], Callable[[Any], str]] = {
    ProblemsOpen: _problems_open,
    NotAllMayBePaid: _not_all,
    CannotBeWritten: _cannot_be_written,
    ReturnRefused: _return_refused,
}
REFUSALS = (*SAID, *SENTENCES)
