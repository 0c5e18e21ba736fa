"""Why an act about what is owed was not done, said to the officer who tried."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.money.owing_forms import NOT_HELD_BACK
from yingbao.office.access.own_county import NotOwnCounty
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.access.two_hands import AlreadyDecided, OwnProposal
from yingbao.office.payments.actions import budgets, recovering, taking_over, writing_off
from yingbao.office.payments.actions.holding import NoReason
from yingbao.office.payments.queries.takeovers import NotByList

SAID: dict[type[Exception], Promise] = {
    NotPermitted: _("Your post does not include this."),
    NotOwnCounty: _("This is done for a whole county, by an officer of that county."),
    AlreadyDecided: _("It was decided meanwhile. Look at it again."),
    OwnProposal: _("You proposed it, so another officer decides: two people are needed."),
    NotByList: _("No payee list shows who draws this programme, or it is not paid every month."),
    taking_over.NotThatList: _("This is no complete list of the whole county that is in the register."),
    taking_over.WrongMonths: _("The product pays from the month after the list, and lists paid before that."),
    taking_over.TakenOverAlready: _("This programme is taken over already, or waits for a second officer."),
    taking_over.NobodyToTakeOver: _("The list names nobody who can be taken over."),
    NoReason: _("Say why"),
    recovering.NothingToRecover: _("Nothing is to be recovered of this, or it was demanded already."),
    recovering.NobodyNamed: _("Write the name"),
    recovering.NotDeductible: NOT_HELD_BACK,
    recovering.NotTheAmount: _("The instalments do not add up, or their days are not in order."),
    recovering.NothingPaidIn: _("Write an amount above nought"),
    recovering.MoreThanLeft: _("This is more than is still to come back."),
    recovering.ReceiptSaysOtherwise: _("This receipt was written down already, with another amount."),
    recovering.NotOpen: _("It is recovered already, or written off."),
    writing_off.ProposedAlready: _("It waits for two officers already, or was written off."),
    writing_off.NothingLeft: _("Nothing is left of it: all is being held back from a payment."),
    writing_off.NeedsFinance: _("One of the two officers who approve is of the finance bureau."),
    writing_off.LeftIsAnother: _("Money came back since it was proposed: refuse it and propose it anew."),
    budgets.NoDocument: _("Write the number of the document"),
    budgets.NothingBudgeted: _("Write an amount above nought"),
    budgets.LessThanNothing: _("So much was not budgeted: less than nothing cannot be left."),
    budgets.AnotherEntry: _("This form was sent already, with other contents. Open it anew."),
}
REFUSALS = tuple(SAID)


def say(refusal: Exception) -> str:
    """Return the sentence for a refused act."""
    return str(SAID[type(refusal)])
