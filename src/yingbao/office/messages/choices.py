"""The words of messages."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MessageKind(TextChoices):
    """What an officer is told about."""

    CASE_REMINDER = "case.reminder", _("a case is due soon")
    CASE_OVERDUE = "case.overdue", _("a case is overdue")
    CASE_ESCALATION = "case.escalation", _("a case is long overdue")
    CASE_SENT_BACK = "case.sent_back", _("a case was sent back")
    CASE_OBJECTION = "case.objection", _("an objection was received")
    CASE_TURN = "case.turn", _("a case is handed over")
    CERTIFICATE_EXPIRING = "certificate.expiring", _("certificates are about to expire")
    CALENDAR_MISSING = "calendar.missing", _("next year's days off are not published here")
    JOB_FAILED = "job.failed", _("background work failed")
    MONEY_WRONG = "money.wrong", _("the book of money does not fit")
    OUTGOING_FAILED = "outgoing.failed", _("a message could not be sent")
    PLAN_REVIEW = "plan.review", _("a support plan is due for review")


class Channel(TextChoices):
    """How a message leaves the building."""

    SMS = "sms", _("text message")
    WECHAT = "wechat", _("WeChat")


class OutgoingState(TextChoices):
    """Whether an outgoing message has left."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
