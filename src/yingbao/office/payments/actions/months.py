"""Opening and closing a month of payments: an officer does it, never the clock."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from yingbao.office.access.models import Division, Officer
from yingbao.office.access.own_county import must_be_own_county
from yingbao.office.access.permissions import Permission
from yingbao.office.audit.actions import record
from yingbao.office.audit.queries.seals import get_last_seal
from yingbao.office.payments.actions.drawing_up import MonthIsClosed
from yingbao.office.payments.choices import MonthState
from yingbao.office.payments.models import PayMonth
from yingbao.office.payments.queries.months import Block, blocks_of, totals_of_month
from yingbao.office.register.compiling import uncompiled
from yingbao.values.month import Month


class MonthBlocked(Exception):
    """Something under the month is not finished: `blocks`."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__(", ".join(block.kind for block in blocks))
        self.blocks = blocks


@transaction.atomic
def open_month(*, county: str, month: Month, at: datetime, by: Officer) -> PayMonth:
    """Open a month of a county for payments and return it; one that is open already is returned.

    Raises:
        NotPermitted, NotOwnCounty: the officer turns no months here.
        MonthIsClosed: it was closed, for good.
        Division.DoesNotExist: no office was opened for the county.
    """
    must_be_own_county(county, by, Permission.TURN_MONTHS)
    # Whoever opens it at the same moment waits here.
    Division.objects.select_for_update().get(pk=county)
    found = PayMonth.objects.filter(county=county, month=month.first_day).first()
    if found is not None:
        if found.state != MonthState.OPEN:
            raise MonthIsClosed(str(found))
        return found
    opened = PayMonth.objects.create(
        county=county, month=month.first_day, opened_by=by.username, opened_at=at
    )
    record(
        "payments.month.opened",
        subject=f"month:{opened.pk}",
        by=by,
        detail={"county": county, "month": str(month)},
    )
    return opened


@uncompiled()
@transaction.atomic
def close_month(*, pay_month: PayMonth, on: date, at: datetime, by: Officer) -> PayMonth:
    """Close a month for good and return it, with what it came to and the newest root of the book of acts.

    Raises:
        NotPermitted, NotOwnCounty: the officer turns no months here.
        MonthBlocked: a roll is on its way, what is owed is being found, or the book of money does not fit.
    """
    must_be_own_county(pay_month.county, by, Permission.TURN_MONTHS)
    pay_month = PayMonth.objects.select_for_update().get(pk=pay_month.pk)
    if pay_month.state == MonthState.CLOSED:
        return pay_month
    if blocks := blocks_of(pay_month):
        raise MonthBlocked(blocks)
    seal = get_last_seal()
    pay_month.state, pay_month.closed_by, pay_month.closed_at = MonthState.CLOSED, by.username, at
    pay_month.totals = {"on": str(on), "programmes": totals_of_month(pay_month)}
    pay_month.audit_root = seal.root if seal else ""
    pay_month.save()
    record(
        "payments.month.closed",
        subject=f"month:{pay_month.pk}",
        by=by,
        detail={
            "county": pay_month.county,
            "month": f"{pay_month.month:%Y-%m}",
            "on": str(on),
            "root": pay_month.audit_root,
        },
    )
    return pay_month
