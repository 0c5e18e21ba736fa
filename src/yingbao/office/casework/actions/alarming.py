"""What the calendar says about limits: due soon, overdue, long overdue; each is said once, however late."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from yingbao.office.casework.actions.acting import locked, stand
from yingbao.office.casework.choices import AlarmKind
from yingbao.office.casework.models import Alarm, Case, PublicNotice
from yingbao.office.casework.queries.alarms import Ringing, ringing
from yingbao.office.casework.queries.courses import done_in, position_of
from yingbao.office.messages.actions import News, tell
from yingbao.office.messages.choices import MessageKind

MESSAGE_OF = {
    AlarmKind.REMINDER: MessageKind.CASE_REMINDER,
    AlarmKind.OVERDUE: MessageKind.CASE_OVERDUE,
    AlarmKind.ESCALATION: MessageKind.CASE_ESCALATION,
}


@transaction.atomic
def raise_alarms(*, cases: Sequence[int], on: date, at: datetime) -> int:
    """Raise every alarm of these cases that is due by a day and was not raised; return how many.

    What is to be raised follows from dates alone: after days without a worker the same alarms are raised,
    each with the day it should have been raised on. Whoever acts in one of the cases meanwhile waits.
    """
    held = list(
        Case.objects.select_for_update().filter(pk__in=cases).order_by("pk").values_list("pk", flat=True)
    )
    found = list(ringing(held, on))
    Alarm.objects.bulk_create(
        [
            Alarm(
                case=each.case,
                act_number=each.case.began_with,
                kind=each.kind,
                due_on=each.due_on,
                for_day=each.for_day,
                raised_at=at,
            )
            for each in found
        ]
    )
    tell(map(_news, found), on=on, at=at)
    return len(found)


def _news(each: Ringing) -> News:
    case = each.case
    return News(
        key=f"alarm:{case.pk}:{case.began_with}:{each.kind}:{each.due_on}",
        kind=MESSAGE_OF[each.kind],
        county=case.county,
        division_code=case.division_code,
        unit=each.unit,
        subject=f"case:{case.pk}",
        params={"number": case.number, "due": str(each.due_on)},
    )


def settle_provisional(*, cases: Sequence[int]) -> int:
    """Reckon again the limits of these cases that rest on a year nobody had published; return how many moved.

    The last day of a public notice moves with the case it is about.
    """
    moved = 0
    for case in Case.objects.filter(pk__in=cases).order_by("pk"):
        with transaction.atomic():
            held = locked(case)
            acts = done_in(held)
            before = (held.due_on, held.due_provisional)
            stand(held, position_of(held), acts[-1].on)
            if (held.due_on, held.due_provisional) != before:
                moved += 1
                _move_notice(held)
    return moved


def _move_notice(case: Case) -> None:
    """Let a notice stand until the latest last day of the cases still on it."""
    for notice in PublicNotice.objects.filter(lines__case=case, lines__taken_off_on__isnull=True):
        on_it = Case.objects.filter(notice_lines__notice=notice, notice_lines__taken_off_on__isnull=True)
        last = on_it.filter(due_on__isnull=False).order_by("-due_on", "due_provisional").first()
        if last is not None and last.due_on is not None:
            notice.last_day, notice.last_day_provisional = last.due_on, last.due_provisional
            notice.save(update_fields=["last_day", "last_day_provisional"])
