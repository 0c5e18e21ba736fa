"""The words of paying."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MonthState(TextChoices):
    """Whether money may be paid under a month. An officer turns it, never the clock."""

    OPEN = "open", pgettext_lazy("month", "Open")
    CLOSED = "closed", pgettext_lazy("month", "Closed")


class RollKind(TextChoices):
    """Why there is a roll."""

    REGULAR = "regular", _("Monthly roll")
    SUPPLEMENTARY = "supplementary", _("Supplementary roll")
    REISSUE = "reissue", _("Re-issue of what came back")


class RollState(TextChoices):
    """How far a roll is. Whatever changes a line after it was approved brings it back to BUILT."""

    # Its lines are being written, piece by piece; what was interrupted is gone on with.
    DRAWING = "drawing", pgettext_lazy("roll", "Being drawn up")
    BUILT = "built", pgettext_lazy("roll", "Drawn up")
    PREPARED = "prepared", pgettext_lazy("roll", "Waiting for approval")
    APPROVED = "approved", pgettext_lazy("roll", "Approved")
    FILED = "filed", pgettext_lazy("roll", "Bank file made")
    SENT = "sent", pgettext_lazy("roll", "Sent to the bank")
    CLOSED = "closed", pgettext_lazy("roll", "Every line answered")
    CANCELLED = "cancelled", pgettext_lazy("roll", "Cancelled")


class LineState(TextChoices):
    """What became of a line. Out: its dues wait for another roll."""

    IN = "in", pgettext_lazy("line", "On the roll")
    OUT = "out", pgettext_lazy("line", "Left out")
    SENT = "sent", pgettext_lazy("line", "With the bank")
    SETTLED = "settled", pgettext_lazy("line", "Paid")
    FAILED = "failed", pgettext_lazy("line", "Sent back")


# The dues of these lines are taken: they stand on no other.
ALIVE = frozenset({LineState.IN, LineState.SENT, LineState.SETTLED})


class ProblemKind(TextChoices):
    """What stands against a line."""

    DEAD = "dead", _("Known to have died")
    MOVED = "moved", _("Does not stand in the county any more")
    SUSPENDED = "suspended", _("The award is suspended")
    NO_AWARD = "no_award", _("No award is in force")
    NO_ACCOUNT = "no_account", _("No account is known")
    ANOTHERS_ACCOUNT = "anothers_account", _("The account is another person's")
    SHARED_ACCOUNT = "shared_account", _("Other lines go to the same account")
    NAME_MISMATCH = "name_mismatch", _("The holder's name is not the person's")
    ACCOUNT_CHANGED = "account_changed", _("The account is another than last paid to")


# With one of these a line is left out; the others ask for a second look and an officer's word.
BLOCKING = frozenset(
    {
        ProblemKind.DEAD,
        ProblemKind.MOVED,
        ProblemKind.SUSPENDED,
        ProblemKind.NO_AWARD,
        ProblemKind.NO_ACCOUNT,
    }
)


class ProposalState(TextChoices):
    """What became of something a second officer has to decide."""

    PROPOSED = "proposed", pgettext_lazy("proposal", "Waiting for a second officer")
    APPROVED = "approved", pgettext_lazy("proposal", "Approved")
    REFUSED = "refused", pgettext_lazy("proposal", "Refused")


class PayeeKind(TextChoices):
    """What an organisation is that money is paid to."""

    INSURER = "insurer", _("Tax office or insurer")
    EMPLOYER = "employer", _("Employer")
    INSTITUTION = "institution", _("Institution")


class Debtor(TextChoices):
    """Who has to give money back."""

    PERSON = "person", _("The person")
    ESTATE = "estate", _("The estate of the person")
    PAYEE = "payee", _("Who received it")


class ReceivableState(TextChoices):
    """What became of money to be recovered."""

    OPEN = "open", pgettext_lazy("receivable", "To be recovered")
    SETTLED = "settled", pgettext_lazy("receivable", "Recovered")
    WRITTEN_OFF = "written_off", pgettext_lazy("receivable", "Written off")


class RecoveryWay(TextChoices):
    """How money came back."""

    REPAID = "repaid", _("Paid back")
    DEDUCTED = "deducted", _("Deducted from a payment")


class LeftOutReason(TextChoices):
    """Why somebody on a list is not taken over."""

    AWARDED = "awarded", _("Has an award already")
    NO_AMOUNT = "no_amount", _("The list does not say the amount")


class DifferenceKind(TextChoices):
    """How a monthly roll differs from the month before."""

    NEW = "new", pgettext_lazy("difference", "New")
    STOPPED = "stopped", pgettext_lazy("difference", "No longer paid")
    CHANGED = "changed", pgettext_lazy("difference", "Another amount")


class DifferenceReason(TextChoices):
    """Why somebody is new, no longer paid or paid otherwise; see ProblemKind for lines left out."""

    GRANTED = "granted", _("First payment of the award")
    HELD_BEFORE = "held_before", _("Was left out or came back before")
    AGAIN = "again", _("Is owed again")
    LEFT_OUT = "left_out", _("Left out by an officer")
    ENDED = "ended", _("The award has ended")
    RESTS = "rests", _("The award is suspended")
    TOO_MUCH_BEFORE = "too_much_before", _("More was paid before than is owed")
    NOTHING_OWED = "nothing_owed", _("Nothing is owed for the month")
    DEDUCTED = "deducted", _("Something to be recovered is deducted")
    ARREARS = "arrears", _("Something for earlier months is paid as well")
    LESS_BEFORE = "less_before", _("Too much for earlier months is taken off")
    WITHOUT_ARREARS = "without_arrears", _("The month before paid something for earlier months as well")
    OTHER_AMOUNT = "other_amount", _("Another amount is owed for the month")


class BlockKind(TextChoices):
    """What stands in the way of closing a month."""

    NOT_RECKONED = "not_reckoned", _("It was not found yet what is owed")
    ROLL_ON_ITS_WAY = "roll_on_its_way", _("A roll is not finished")
    BOOK_DOES_NOT_FIT = "book_does_not_fit", _("The book of money does not fit")


class Disagreement(TextChoices):
    """Where what is owed, what is paid and the book of money say different things."""

    DUE = "due", _("is owed, and the book of money does not say so")
    NO_DUE = "no_due", _("is in the book of money, and is not owed")
    TAKEN_OVER = "taken_over", _("was paid by the list taken over, and the book of money does not say so")
    NOT_TAKEN_OVER = "not_taken_over", _("is in the book of money, and was paid by no list taken over")
    LINE = "line", _("is what became of a line, and the book of money does not say so")
    NO_LINE = "no_line", _("is in the book of money, and became of no line")
    LINE_SUM = "line_sum", _("is a line that does not come to what it pays and holds back")
    HELD = "held", _("is a line left out or sent back that still holds what is owed")
    ROLL_SUM = "roll_sum", _("is a roll that does not come to its lines")
    ROLL_FUNDS = "roll_funds", _("is a roll whose funds do not come to what it pays")
    ROLL_DRAWN = "roll_drawn", _("is a roll whose money was not drawn, or given back, as the bank answered")
    ROLL_UNANSWERED = "roll_unanswered", _("is a closed roll with lines the bank has not answered")
    ROLL_DIGEST = "roll_digest", _("is a roll whose lines are not those that were approved")
    RECEIVABLE = "receivable", _("is to be recovered or came back, and the book of money does not say so")
    NO_RECEIVABLE = (
        "no_receivable",
        _("is in the book of money, and is not to be recovered and did not come back"),
    )
    RECEIVABLE_SUM = "receivable_sum", _("is to be recovered, and does not come to what was paid too much")
    RECOVERED_SUM = "recovered_sum", _("is to be recovered, and what came back does not fit its state")
