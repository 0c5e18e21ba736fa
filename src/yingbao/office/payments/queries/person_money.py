"""What became of all that is owed to one person: every due, where it stands, and what was paid to whom."""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.casework.models import Award
from yingbao.office.payments.choices import LineState
from yingbao.office.payments.models import Discharge, Line, Receivable
from yingbao.office.payments.queries.repaid import Recovering, recovering_of
from yingbao.office.provision.models import Due
from yingbao.office.register.models import BankAccount, Person
from yingbao.office.register.sealed_columns import SEALED


class Stands(StrEnum):
    """Where a due stands now."""

    OPEN = "open"
    ON_ROLL = "on_roll"
    WITH_BANK = "with_bank"
    PAID = "paid"
    BEFORE = "before"  # paid before the product came, by the list taken over
    TO_RECOVER = "to_recover"
    ELSEWHERE = "elsewhere"  # on a roll of a division the officer does not see


# Where a due stands whose line is in such a state.
OF_LINE = {LineState.IN: Stands.ON_ROLL, LineState.SENT: Stands.WITH_BANK, LineState.SETTLED: Stands.PAID}


@dataclass(frozen=True)
class OwedDue:
    """A due, where it stands, and the lines of it that the bank sent back."""

    due: Due
    stands: Stands
    line: Line | None = None
    receivable: Receivable | None = None
    returned: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class MoneyOfPerson:
    """All of it that the officer sees: dues by programme, period and sequence; lines the newest first."""

    dues: list[OwedDue]
    lines: list[Line]
    recovering: list[Recovering]
    awards: list[Award]
    accounts: dict[int, str]  # masked, by the id of the account


def money_of(officer: Officer, person: Person) -> MoneyOfPerson:
    """Return what is owed to a person the officer was already allowed to load, and what became of it.

    What was found of a file that was joined to this one counts with it. Only dues in money: visits and
    devices are counted elsewhere.
    """
    if not may(officer, Permission.VIEW_MONEY):
        return MoneyOfPerson([], [], [], [], {})
    files = [person.pk, *person.merged.values_list("pk", flat=True)]
    low, high = officer.scope
    here = {"division_code__gte": low, "division_code__lt": high}
    dues = Due.objects.filter(person__in=files, unit="fen", **here)
    lines = Line.objects.filter(person__in=files, **here).select_related("roll__month").order_by("-id")
    receivables = Receivable.objects.filter(person__in=files, **here).order_by("-id")
    found = list(lines)
    owed = list(receivables)
    return MoneyOfPerson(
        dues=_standing(
            list(dues.select_related("reckoning", "source").order_by("programme", "period", "sequence")),
            {each.pk: each for each in found},
            {each.pk: each for each in owed},
        ),
        lines=found,
        recovering=recovering_of(owed),
        awards=list(Award.objects.filter(person__in=files, **here).order_by("programme", "id")),
        accounts=_masked({each.account_id for each in found if each.account_id}),
    )


def _standing(dues: list[Due], lines: dict[int, Line], receivables: dict[int, Receivable]) -> list[OwedDue]:
    by_due: defaultdict[int, list[Discharge]] = defaultdict(list)
    persons = {due.person_id for due in dues}
    for each in Discharge.objects.filter(due__person__in=persons, due__unit="fen").order_by("id"):
        by_due[each.due_id].append(each)
    return [_stands(due, by_due[due.pk], lines, receivables) for due in dues]


def _stands(
    due: Due, discharges: list[Discharge], lines: dict[int, Line], receivables: dict[int, Receivable]
) -> OwedDue:
    past = (lines.get(each.line_id) for each in discharges if not each.alive and each.line_id)
    returned = [line for line in past if line is not None and line.state == LineState.FAILED]
    alive = next((each for each in discharges if each.alive), None)
    if alive is None:
        return OwedDue(due, Stands.OPEN, returned=returned)
    if alive.taken_over_id:
        return OwedDue(due, Stands.BEFORE, returned=returned)
    if alive.receivable_id:
        return OwedDue(due, Stands.TO_RECOVER, None, receivables.get(alive.receivable_id), returned)
    line = lines.get(alive.line_id or 0)
    return OwedDue(due, OF_LINE[LineState(line.state)] if line else Stands.ELSEWHERE, line, None, returned)


def _masked(accounts: set[int]) -> dict[int, str]:
    column = SEALED["bankaccount.account"]
    return {each.pk: column.masked(each) for each in BankAccount.objects.filter(pk__in=accounts)}
