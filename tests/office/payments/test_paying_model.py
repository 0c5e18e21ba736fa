"""Whatever happens in whatever order, nobody is paid twice, nobody known dead is paid, and no fen is lost."""

import os
import re
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from django.db import connection

from tests.office.payments.paying_machine import Paying
from tests.office.payments.paying_shares import machine, run, share
from yingbao.office.payments import answers_sql, open_dues_sql
from yingbao.office.payments.actions import approving, filing, lines, months, returning

__all__ = ["machine"]  # a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NIGHTLY = pytest.mark.skipif(
    not os.environ.get("YINGBAO_MODEL_MUTATIONS"), reason="every night: YINGBAO_MODEL_MUTATIONS=1"
)


test_paying_in_any_order = share(0)


class Mutation(NamedTuple):
    """A guard switched off: what is put in the place of what."""

    module: ModuleType
    name: str
    instead: Any


def nothing(*_: Any, **__: Any) -> int:
    return 0


def no_reasons(*_: Any) -> list[Any]:
    return []


MUTATIONS: dict[str, list[Mutation]] = {
    "who is known dead is not asked when the file is made": [
        Mutation(filing, "_take_out_whom_we_know_of", nothing)
    ],
    "an answer is not held against the roll": [Mutation(returning, "reasons_against", no_reasons)],
    "an answer may contradict an earlier one": [Mutation(answers_sql, "_CONTRADICTS", "1 = 0")],
    "totals are not added up": [Mutation(answers_sql, "_differing_totals", no_reasons)],
    "missing lines are not asked for": [Mutation(answers_sql, "_missing", no_reasons)],
    "a line may be answered twice": [Mutation(answers_sql, "_twice", no_reasons)],
    "what came back is not set free": [Mutation(returning, "release", nothing)],
    "lines are left out without asking for approval again": [
        Mutation(lines, "take_back", nothing),
        Mutation(filing, "read_digest", lambda roll: roll.digest),
    ],
    "who prepared may approve": [Mutation(approving, "_must_be_a_second_one", nothing)],
    "dues are taken that are taken": [
        Mutation(open_dues_sql, "_OPEN", re.sub(r"\s+AND NOT EXISTS .*", "", open_dues_sql._OPEN, flags=re.S))
    ],
    "an answer is taken in several transactions": [
        Mutation(returning, "_take", returning._take.__wrapped__)  # type: ignore[attr-defined]
    ],
    "a month is closed whatever is on its way": [Mutation(months, "blocks_of", no_reasons)],
}


@NIGHTLY
@pytest.mark.parametrize("guard", MUTATIONS)
def test_without_its_guard_the_model_breaks(
    machine: type[Paying], guard: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each was seen red on 2026-11-23."""
    for mutation in MUTATIONS[guard]:
        monkeypatch.setattr(mutation.module, mutation.name, mutation.instead)
    if guard.startswith("dues are taken"):
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX a_due_is_discharged_once")
    with pytest.raises(BaseException) as broken:  # noqa: PT011 - whatever notices it first
        run(machine, 100, seed=0)
    assert not isinstance(broken.value, KeyboardInterrupt)
