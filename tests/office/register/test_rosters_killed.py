"""A worker killed without warning, at moments nobody chose, comes to the same end as one that never was."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.rosters import COUNT, PREPARE, WORKER, environment, write_file
from yingbao.office.register.sealing import write_new_keys

pytestmark = pytest.mark.slow
ROWS, KILLS = 12_000, 6
CONTENT = """
import django, json; django.setup()
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


def test_kill_9_at_random_moments_changes_nothing_in_the_end(tmp_path: Path) -> None:
    path = tmp_path / "two-allowances-payees.csv"
    write_file(path, ROWS)
    whole = office(tmp_path / "whole")
    begun = time.monotonic()
    run(WORKER, whole, str(path))
    needed = time.monotonic() - begun

    killed = office(tmp_path / "killed")
    rng, deaths = random.Random(os.environ.get("KILL_SEED", "5")), 0
    for _ in range(KILLS):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(path)], env=killed, stdout=subprocess.DEVNULL
        )
        time.sleep(rng.uniform(0.25, 0.6) * needed)
        worker.send_signal(signal.SIGKILL)
        deaths += worker.wait() == -signal.SIGKILL
    report = json.loads(run(WORKER, killed, str(path)))

    assert deaths >= 2, "the worker was never killed; the test saw nothing"
    assert report["state"] == "applied"
    assert run(CONTENT, killed) == run(CONTENT, whole)
    assert run(COUNT, killed) == run(COUNT, whole)
