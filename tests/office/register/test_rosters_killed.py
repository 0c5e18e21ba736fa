"""A worker killed without warning, at any statement, comes to the same end as one that never was."""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.rosters import COUNT, PREPARE, WORKER, environment, write_file
from yingbao.office.register.sealing import write_new_keys

pytestmark = pytest.mark.slow
ROWS, KILLS = 12_000, 6
# Counts the statements sent to the database; dies at the one it is told to, or leaves the count at its end.
DYING = """
import atexit, os, signal, django; django.setup()
from django.db import connection
sent, die_at, told = 0, int(os.environ["DIE_AT"]), os.environ["TOLD"]
def count(execute, *args):
    global sent
    sent += 1
    if sent == die_at:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(*args)
connection.execute_wrappers.append(count)
atexit.register(lambda: open(told, "w").write(str(sent)))
"""
CONTENT = """
import django, json; django.setup()
from yingbao.office.access.sight import seeing_all; sight = seeing_all(reason="tests"); sight.__enter__()
from yingbao.office.register.models import Conflict, Coverage, Source, Spell
spells = Spell.objects.order_by("person__number_index", "id").values_list(
    "person__name", "scheme", "valid_from", "valid_to", "amount_fen", "ended_by")
print(json.dumps([sorted(map(str, spells)), Conflict.objects.count(), Coverage.objects.count(),
    list(Source.objects.values_list("state", flat=True))]))
"""


def run(script: str, env: dict[str, str], *args: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *args], env=env, check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()[-1] if done.stdout else ""


def office(home: Path) -> dict[str, str]:
    env = environment(home)
    env.pop("YINGBAO_DATABASE", None)
    write_new_keys(home / "keys" / "register.key")
    run(PREPARE, env)
    return env


def test_kill_9_at_any_statement_changes_nothing_in_the_end(tmp_path: Path) -> None:
    path, told = tmp_path / "two-allowances-payees.csv", tmp_path / "statements"
    write_file(path, ROWS)
    whole = office(tmp_path / "whole") | {"DIE_AT": "0", "TOLD": str(told)}
    run(DYING + WORKER, whole, str(path))
    statements = int(told.read_text())

    killed = office(tmp_path / "killed")
    rng, deaths = random.Random(os.environ.get("KILL_SEED", "5")), 0
    for _ in range(KILLS):
        # Every start goes on where the last one died, so later ones send fewer: the first tenth is always there.
        last = statements if deaths == 0 else max(2, statements // 10)
        env = killed | {"DIE_AT": str(rng.randint(1, last)), "TOLD": os.devnull}
        worker = subprocess.run(
            [sys.executable, "-c", DYING + WORKER, str(path)], env=env, capture_output=True, check=False
        )
        deaths += worker.returncode == -signal.SIGKILL
    report = json.loads(run(WORKER, killed, str(path)))

    assert deaths >= 2, "the worker was hardly ever killed; the test saw nothing"
    assert report["state"] == "applied"
    assert run(CONTENT, killed) == run(CONTENT, whole)
    assert run(COUNT, killed) == run(COUNT, whole)
