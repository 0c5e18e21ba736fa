"""The list of names that goes to the organisation with a payment for many persons."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.sight import seeing_all
from yingbao.office.audit.actions import record
from yingbao.office.payments.actions.filing import FILED
from yingbao.office.payments.actions.holding import NotNow, held
from yingbao.office.payments.bank_sheet import BankSheet
from yingbao.office.payments.models import Roll
from yingbao.office.payments.queries.sheets import names_of

type_of_list = TypeVar("type_of_list")


@seeing_all(reason="an organisation is told for whom it is paid, with the numbers it knows them by")
@transaction.atomic
def list_names(
    *, roll: Roll, write: Callable[[BankSheet], type_of_list], at: datetime, by: Officer
) -> type_of_list:
    """Return the list of those an organisation is paid for, made of the same rows as the bank file.

    Raises:
        NotPermitted, NotOwnCounty: the officer pays no rolls here.
        NotNow: the bank file was not made, or the persons themselves are paid.
    """
    roll = held(roll, Permission.PAY_ROLLS, by=by, states=FILED)
    if roll.payee_account_id is None or roll.filed_on is None:
        raise NotNow(roll.number)
    made = write(names_of(roll, roll.filed_on))
    record(
        "payments.roll.names_listed",
        subject=f"roll:{roll.pk}",
        by=by,
        detail={"number": roll.number, "lines": roll.lines_in, "fen": roll.total_fen},
    )
    return made
