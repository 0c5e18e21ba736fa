"""Public notice: lines of one place and programme, masked, open for their days and gone after."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.access.queries import get_names
from yingbao.office.audit.actions import record
from yingbao.office.casework.actions.acting import Act, locked, write
from yingbao.office.casework.actions.numbering import next_number
from yingbao.office.casework.choices import ActKind
from yingbao.office.casework.course import HeldByObjection, NotBefore, NotNow, StillPublished
from yingbao.office.casework.models import Case, NoticeLine, PublicNotice
from yingbao.office.casework.queries.notices import draft_line

CALENDAR = "calendar"


class NotTogether(Exception):
    """A notice is about one programme in one township or village."""


class LengthUnknown(Exception):
    """The district has not said how many days a notice stands."""


@transaction.atomic
def publish(
    *, cases: Sequence[Case], on: date, at: datetime, by: Officer, telephone: str = ""
) -> PublicNotice:
    """Put cases of one place and programme on one public notice.

    A line says name (masked), village, programme and amount; nothing else leaves the office.

    Raises:
        NotTogether, LengthUnknown: they cannot be published so.
        NotNow, NotYourTurn: one of them is not to be published now, or not by this officer.
    """
    held = [locked(case) for case in sorted(cases, key=lambda case: case.pk)]
    kinds = {(case.county, case.division_code[:9], case.programme) for case in held}
    if len(kinds) != 1:
        raise NotTogether
    county, place, programme = kinds.pop()
    for case in held:
        write(case, Act(ActKind.PUBLISHED, on, at), by=by)
    lasts = {(case.due_on, case.due_provisional) for case in held}
    last_day, provisional = max(lasts, key=lambda each: each[0] or date.min)
    if last_day is None or any(day is None for day, _ in lasts):
        raise LengthUnknown
    notice = PublicNotice.objects.create(
        slug=secrets.token_urlsafe(16),
        number=next_number(county=county, kind="notice", year=on.year),
        county=county,
        division_code=place,
        programme=programme,
        first_day=on,
        last_day=last_day,
        last_day_provisional=provisional,
        published_by=by.username,
        published_at=at,
        telephone=telephone.strip(),
    )
    names = get_names(case.division_code for case in held)
    NoticeLine.objects.bulk_create(
        [
            NoticeLine(notice=notice, case=case, number=number, **asdict(draft_line(case, names, by)))
            for number, case in enumerate(held, start=1)
        ]
    )
    record(
        "casework.notice.published",
        subject=f"notice:{notice.pk}",
        by=by,
        detail={"number": notice.number, "lines": len(held), "until": str(last_day)},
    )
    return notice


@transaction.atomic
def take_down(*, case: Case, on: date, at: datetime, by: Officer | str = CALENDAR) -> Case:
    """End the notice of a case whose days are over and to which no objection is open.

    Raises:
        HeldByObjection, StillPublished, NotNow: it has to stand.
    """
    case = locked(case)
    write(case, Act(ActKind.TAKEN_DOWN, on, at), by=by)
    take_off(case, on)
    return case


def take_off(case: Case, on: date) -> None:
    """Take the lines of a case off its notice; a notice without lines is taken down."""
    lines = list(case.notice_lines.filter(taken_off_on__isnull=True).select_related("notice"))
    for line in lines:
        line.taken_off_on = on
        line.save(update_fields=["taken_off_on"])
        left = line.notice.lines.filter(taken_off_on__isnull=True).exists()
        if not left:
            line.notice.taken_down_on = on
            line.notice.save(update_fields=["taken_down_on"])


def end_notices(*, cases: Sequence[int], on: date, at: datetime) -> int:
    """Take these cases off their notices, whose days are over by a day; return how many went on.

    What is held by an objection stays with its office, and is no longer shown to the public. Where an
    officer has acted after the day, or the days were counted anew, a later day takes it down.
    """
    ended = 0
    for case in Case.objects.filter(pk__in=cases).order_by("pk"):
        try:
            take_down(case=case, on=on, at=at)
        except (NotBefore, StillPublished, HeldByObjection, NotNow):
            continue
        ended += 1
    return ended
