"""This engine beside openfisca-core: the same programmes, the same people, in one run; equal, then timed.

`python -m benchmarks.engines` in .venv-bench. Each engine answers every programme with three values,
the amount, and the truth of every condition. Ratios are of medians of interleaved rounds. The programmes
are those named in `programmes`; one line more tells of all programmes for persons and households.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks import people
from benchmarks.people import UNKNOWN
from yingbao.law.engines import closure, columns
from yingbao.law.engines.explain import explain
from yingbao.law.rules.months import MonthRules, Page, Programme

SIZES = (30_000, 1_000_000)
OF_ALL = 300_000
ROUNDS = 7
SLICE = 131_072


def check_equal(rules: MonthRules, ours: Sequence[pl.DataFrame], theirs: dict[str, Any]) -> None:
    """Stop unless every outcome, amount and condition of every person and programme is the same."""
    for page, answer in zip(rules.pages, ours, strict=True):
        for programme in rules.on(page):
            check_programme(programme, page, answer, theirs)


def check_programme(programme: Programme, page: Page, ours: pl.DataFrame, theirs: dict[str, Any]) -> None:
    """Stop unless one programme was answered alike for everyone."""
    place = page.programmes.index(programme.id)
    _same(programme.id, ours, "yes_bits", "ask_bits", place, theirs[f"outcome_{programme.id}"])
    for own, condition in enumerate(programme.conditions):
        truth = 2 * ((theirs[f"true_{programme.id}"] >> own) & 1)
        truth = truth + ((theirs[f"unknown_{programme.id}"] >> own) & 1)
        place = page.conditions.index(condition.number)
        _same(f"{programme.id}.{condition.id}", ours, "true_bits", "unknown_bits", place, truth)
    if programme.in_money:
        name = f"amount_{programme.id}"
        amounts = ours[name].fill_null(UNKNOWN).to_numpy()
        if not np.array_equal(amounts, theirs[name]):
            raise SystemExit(f"The engines differ: {name}")


def _same(what: str, ours: pl.DataFrame, sure: str, unsure: str, place: int, theirs: Any) -> None:
    yes = (ours[sure].to_numpy() >> place) & 1
    unknown = (ours[unsure].to_numpy() >> place) & 1
    if not np.array_equal(2 * yes + unknown, theirs):
        raise SystemExit(f"The engines differ: {what}")


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return wall seconds, CPU seconds and what the work returns."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    return time.perf_counter() - wall, time.process_time() - cpu, found


def evaluate(rules: MonthRules, frame: pl.DataFrame) -> list[pl.DataFrame]:
    """Return our answers, one frame for each page of sixty conditions."""
    return [columns.evaluate(rules, page, frame) for page in rules.pages]


def compute(rules: MonthRules, count: int) -> dict[str, float]:
    """Return the seconds the rules alone take, facts in memory in each engine's own form."""
    from benchmarks import openfisca_model as model

    arrays = people.draw(count, rules.facts)
    frame = people.frame(arrays, rules.facts)
    system = model.system(rules)
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        simulation = model.simulate(system, arrays)
        wall, cpu, their_answer = timed(lambda: model.answer(simulation, rules))  # noqa: B023
        theirs.append((wall, cpu))
        wall, cpu, our_answer = timed(lambda: evaluate(rules, frame))
        ours.append((wall, cpu))
        check_equal(rules, our_answer, their_answer)
    answers = count * len(rules.programmes)
    found = {
        "programmes": len(rules.programmes),
        "conditions": len(rules.conditions),
        "persons": count,
        "wall_ours": statistics.median(w for w, _ in ours),
        "wall_theirs": statistics.median(w for w, _ in theirs),
        "cpu_ours": statistics.median(c for _, c in ours),
        "cpu_theirs": statistics.median(c for _, c in theirs),
    }
    # The least of all rounds: what the machine takes when nobody else uses it.
    found["best_ours"], found["best_theirs"] = min(c for _, c in ours), min(c for _, c in theirs)
    found["ratio_best"] = found["best_theirs"] / found["best_ours"]
    found["million_answers_per_cpu_second"] = answers / found["cpu_ours"] / 1e6
    found["theirs_million_answers_per_cpu_second"] = answers / found["cpu_theirs"] / 1e6
    found["ratio_wall"] = found["wall_theirs"] / found["wall_ours"]
    found["ratio_cpu"] = found["cpu_theirs"] / found["cpu_ours"]
    return found


def one_person() -> dict[str, float]:
    """Return the microseconds one person takes, facts in hand: all programmes; one of them explained."""
    rules = people.rules()
    arrays = people.draw(1000, rules.facts)
    persons = people.frame(arrays, rules.facts).drop("person_id").to_dicts()
    tuples = [rules.tuple_of(facts) for facts in persons]
    programme = rules.programmes[0].id
    determine = closure.compile(rules)
    explain(rules, programme, persons[0])
    work = {
        "us_all_programmes_with_reasons": lambda: [determine(values) for values in tuples],
        "us_one_programme_explained": lambda: [explain(rules, programme, facts) for facts in persons],
        "us_and_every_reason_as_an_object": lambda: [
            explain(rules, programme, facts).reasons for facts in persons
        ],
    }
    found = {}
    for name, todo in work.items():
        walls = [timed(todo)[0] / len(persons) for _ in range(4 * ROUNDS)]
        found[name] = statistics.median(walls) * 1e6
    return found


def whole_process(engine: str, folder: Path) -> None:
    """Do the whole work of one engine in this process: prepared facts on disk to stored decisions."""
    rules = people.rules()
    work = _ours(rules) if engine == "ours" else _theirs(rules)
    started = _memory()
    wall, cpu, _ = timed(lambda: work(folder))
    figures = {"work_seconds": wall, "work_cpu": cpu, "started_mib": started, "peak_mib": _memory()}
    print(json.dumps(figures))


def _memory() -> float:
    # Not ru_maxrss: that of a new process begins with the peak of the one that started it.
    (line,) = (li for li in Path("/proc/self/status").read_text().splitlines() if li.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _ours(rules: MonthRules) -> Callable[[Path], None]:
    def work(folder: Path) -> None:
        facts = pl.scan_ipc(folder / "facts.arrow")
        count = facts.select(pl.len()).collect().item()
        for start in range(0, count, SLICE):
            answer = columns.evaluate(rules, rules.pages[0], facts.slice(start, SLICE).collect())
            answer.write_ipc(folder / f"ours-{start:09}.arrow", compression="uncompressed")

    return work


def _theirs(rules: MonthRules) -> Callable[[Path], None]:
    from benchmarks import openfisca_model as model

    system = model.system(rules)

    def work(folder: Path) -> None:
        arrays = people.arrays(pl.read_ipc(folder / "facts.arrow"), rules.facts)
        answer = model.answer(model.simulate(system, arrays), rules)
        stored = {name: pl.Series(array).cast(model.stored_as(name)) for name, array in answer.items()}
        pl.DataFrame(stored).write_ipc(folder / "theirs.arrow", compression="uncompressed")

    return work


def prepare(count: int, folder: Path) -> None:
    """Write the people as columns on disk, the same file for both engines."""
    facts = people.rules().facts
    people.frame(people.draw(count, facts), facts).write_ipc(
        folder / "facts.arrow", compression="uncompressed", record_batch_size=SLICE
    )


def processes(count: int) -> dict[str, float]:
    """Return seconds and memory of whole processes, and of the work after start-up; medians of rounds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, "-m", "benchmarks.engines", "prepare", str(count), name], check=True)
        found: dict[str, list[dict[str, float]]] = {"ours": [], "theirs": []}
        for _ in range(ROUNDS):
            for engine, rows in found.items():
                rows.append(_process(engine, name))
        check_stored(folder)
    ours, theirs = ({k: statistics.median(r[k] for r in rows) for k in rows[0]} for rows in found.values())
    told = {"persons": float(count)}
    for key in ours:
        told |= {
            f"{key}_ours": ours[key],
            f"{key}_theirs": theirs[key],
            f"{key}_ratio": theirs[key] / ours[key],
        }
    return told


def _process(engine: str, folder: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.engines", "process", engine, folder]
    wall, _, done = timed(lambda: subprocess.run(command, check=True, capture_output=True))
    figures: dict[str, float] = json.loads(done.stdout)
    working = figures["peak_mib"] - figures.pop("started_mib")
    return {"process_seconds": wall, **figures, "working_mib": max(working, 1.0)}


def check_stored(folder: Path) -> None:
    """Stop unless both engines stored the same."""
    theirs = pl.read_ipc(folder / "theirs.arrow")
    arrays = {name: theirs[name].to_numpy() for name in theirs.columns}
    ours = pl.concat([pl.read_ipc(path) for path in sorted(folder.glob("ours-*.arrow"))])
    check_equal(people.rules(), [ours], arrays)


def main() -> None:
    """Run one part, or all."""
    match sys.argv[1:]:
        case ["prepare", count, folder]:
            prepare(int(count), Path(folder))
        case ["process", engine, folder]:
            whole_process(engine, Path(folder))
        case _:
            for count in SIZES:
                print("rules alone       ", _told(compute(people.rules(), count)), flush=True)
            print("all programmes    ", _told(compute(people.rules(()), OF_ALL)), flush=True)
            for count in SIZES:
                print("prepared to stored", _told(processes(count)), flush=True)
            print("one person        ", _told(one_person()), flush=True)


def _told(figures: dict[str, float]) -> str:
    return "  ".join(f"{k}={v:,.3f}" if isinstance(v, float) else f"{k}={v:,}" for k, v in figures.items())


if __name__ == "__main__":
    main()
