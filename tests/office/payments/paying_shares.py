"""Three hundred examples of forty steps, dealt out over the files that play them: each processor has its share."""

import os
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.money import make_treasury
from tests.money_people import JUNE, make_payees, reckoning_of
from tests.office.payments.paying_machine import FAULTS, MONTHS, PEOPLE, STEPS, Cast, Paying
from yingbao.office.register.models import BankAccount
from yingbao.office.register.sealed_columns import SEALED

SHARES = 3
# What databases do differently shows in few examples; the others are played on one of them.
EXAMPLES = int(os.environ.get("YINGBAO_MODEL_EXAMPLES", "30" if connection.vendor == "postgresql" else "300"))
# By so many every dangerous state was reached, whatever the ids.
ENOUGH = 60
# Every dangerous state is reached, or a share shows nothing.
REACHED = (
    "dies between approval and file", "held up: somebody on it may not be paid", "killed", "owed less",
    "changed after approval", "file again", "sent back", "the same answer again", "the preparer is refused",
    "demanded", "a month is closed", "refused: another roll", "drawn up again of what came back",
    *(f"refused: {fault}" for fault in FAULTS),
)  # fmt: skip


@pytest.fixture
def machine() -> Iterator[type[Paying]]:
    """The machine with its people; what an example writes is rolled back."""
    treasury = make_treasury()
    payees = make_payees(PEOPLE, months=(JUNE,))
    numbers = [{account_number(payee.account)} for payee in payees]
    reckonings = {month: reckoning_of(payees[0], month) for month in MONTHS}
    Paying.cast = Cast(treasury, payees, numbers, reckonings)
    Paying.reached.clear()
    Paying.played = 0
    yield Paying
    del Paying.cast


def account_number(account: BankAccount) -> str:
    return SEALED["bankaccount.account"].clear(account)


def run(machine: type[Paying], examples: int, seed: int) -> None:
    machine._hypothesis_internal_use_seed = seed  # type: ignore[attr-defined]  # as @seed sets it
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            # Shrinking takes minutes: switched on by hand, when something was found.
            phases=[Phase.generate, *([Phase.shrink] if os.environ.get("YINGBAO_MODEL_SHRINK") else [])],
            report_multiple_bugs=False,
            print_blob=False,
        ),
    )


def share(number: int) -> Callable[[type[Paying]], None]:
    """Return the test that plays one share of the examples: a file for each, so that processors share them."""

    @pytest.mark.slow
    @pytest.mark.django_db
    def played(machine: type[Paying]) -> None:
        asked = EXAMPLES // SHARES
        # Of the next seeds what is missing: an example broken off before its last step does not count.
        for seed in count(number, SHARES):
            if machine.played >= asked:
                break
            run(machine, max(asked - machine.played, 5), seed)
        missed = [what for what in REACHED if not machine.reached[what]]
        assert asked < ENOUGH or not missed, f"never reached: {missed}; reached: {machine.reached}"

    return played
