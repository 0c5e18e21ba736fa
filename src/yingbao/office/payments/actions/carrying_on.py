"""The worker's part of taking a list over: some persons in each transaction, until all are written."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from yingbao.office.access.sight import seeing_all
from yingbao.office.audit.actions import record
from yingbao.office.casework.models import Award
from yingbao.office.payments.actions.carrying_over import CarryingOver
from yingbao.office.payments.choices import ProposalState
from yingbao.office.payments.models import TakeOver
from yingbao.office.payments.queries.takeovers import list_of

# Dues written in one transaction.
AT_ONCE = 5_000


@seeing_all(reason="a payee list is taken over with everyone on it, wherever they stand now")
def count_work(take_over: TakeOver) -> tuple[int, int]:
    """Return how many persons of an approved list are written, and how many still wait.

    Raises:
        NotByList: the rules of the county have no such programme any more.
    """
    return _written(take_over).count(), list_of(take_over).persons().count()


@seeing_all(reason="a payee list is taken over with everyone on it, wherever they stand now")
@transaction.atomic
def carry_on(*, take_over: TakeOver, on: date, at: datetime) -> int:
    """Write the next persons of a list approved on a day; return how many: none where it is finished.

    Whoever comes second, or after a worker that died, writes who is left: nobody twice.

    Raises:
        NotByList: the rules of the county have no such programme any more.
    """
    held = TakeOver.objects.select_for_update(of=("self",)).select_related("source").get(pk=take_over.pk)
    if held.state != ProposalState.APPROVED or held.finished_at is not None:
        return 0
    payees = list_of(held)
    many = max(1, AT_ONCE // max(1, len(payees.months)))
    persons: list[int] = [each["person_id"] for each in payees.persons()[:many]]
    if persons:
        CarryingOver(held, payees, on=on, at=at).write(persons)
    else:
        _finish(held, at)
    return len(persons)


def _finish(held: TakeOver, at: datetime) -> None:
    held.finished_at = at
    held.save(update_fields=["finished_at"])
    record(
        "payments.taking_over.finished",
        subject=f"taking_over:{held.pk}",
        by=held.decided_by,
        detail={"county": held.county, "programme": held.programme, "persons": _written(held).count()},
    )


def _written(take_over: TakeOver) -> QuerySet[Award]:
    of_list = Award.objects.filter(county=take_over.county, programme=take_over.programme)
    return of_list.filter(carried_from=take_over.source_id)
