"""This engine beside openfisca-core: the same programmes, the same people, in one run; equal, then timed.

`python -m benchmarks.engines` in .venv-bench. Each engine answers every programme with three values,
the amount, and the truth of every condition. Ratios are of medians of interleaved rounds. The programmes
are those named in `programmes`; one line more tells of all programmes for persons and households.
"""

import json
import resource
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
BATCH = 131_072
SLICE = 2 * BATCH


def check_equal(rules: MonthRules, ours: Sequence[pl.DataFrame], theirs: dict[str, Any]) -> None:
    """Stop unless every outcome, amount and condition of every person and programme is the same."""
    for page, answer in zip(rules.pages, ours, strict=True):
        for place, number in enumerate(page.conditions):
            _same(f"condition {number}", answer, ("true_bits", "unknown_bits"), place, theirs[f"c{number}"])
        for programme in rules.on(page):
            check_programme(programme, page, answer, theirs)


def check_programme(programme: Programme, page: Page, ours: pl.DataFrame, theirs: dict[str, Any]) -> None:
    """Stop unless one programme was answered alike for everyone."""
    place = page.programmes.index(programme.id)
    _same(programme.id, ours, ("yes_bits", "ask_bits"), place, theirs[f"outcome_{programme.id}"])
    for own, condition in enumerate(programme.conditions):
        if f"true_{programme.id}" in theirs:
            packed = 2 * ((theirs[f"true_{programme.id}"] >> own) & 1)
            packed = packed + ((theirs[f"unknown_{programme.id}"] >> own) & 1)
            bit = page.conditions.index(condition.number)
            _same(f"{programme.id}.{condition.id}", ours, ("true_bits", "unknown_bits"), bit, packed)
    if programme.in_money:
        name = f"amount_{programme.id}"
        amounts = ours[name].fill_null(UNKNOWN).to_numpy()
        if not np.array_equal(amounts, theirs[name]):
            raise SystemExit(f"The engines differ: {name}")


def _same(what: str, ours: pl.DataFrame, words: tuple[str, str], place: int, theirs: Any) -> None:
    yes, unknown = ((ours[word].to_numpy() >> place) & 1 for word in words)
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
    """Return the seconds the rules alone take, facts in memory in each engine's own form.

    Ours always packs the reasons. Theirs is timed twice: with the truths of conditions left as the columns
    they are (`loose`), and with every programme's reasons packed too.
    """
    from benchmarks import openfisca_model as model

    arrays = people.draw(count, rules.facts)
    frame = people.frame(arrays, rules.facts)
    system = model.system(rules)
    rounds: dict[str, list[tuple[float, float]]] = {"ours": [], "loose": [], "theirs": []}
    for _ in range(ROUNDS):
        simulation = model.simulate(system, arrays)
        wall, cpu, their_answer = timed(lambda: model.answer(simulation, rules))  # noqa: B023
        rounds["loose"].append((wall, cpu))
        more_wall, more_cpu, packed = timed(lambda: model.pack(simulation, rules))  # noqa: B023
        rounds["theirs"].append((wall + more_wall, cpu + more_cpu))
        wall, cpu, our_answer = timed(lambda: evaluate(rules, frame))
        rounds["ours"].append((wall, cpu))
        check_equal(rules, our_answer, their_answer | packed)
    found: dict[str, float] = {
        "programmes": len(rules.programmes),
        "conditions": len(rules.conditions),
        "persons": count,
    }
    for kind, place in (("wall", 0), ("cpu", 1)):
        took = {who: statistics.median(each[place] for each in rows) for who, rows in rounds.items()}
        # The least of all rounds: what the machine takes when nobody else uses it.
        best = {who: min(each[place] for each in rows) for who, rows in rounds.items()}
        found |= {f"{kind}_{who}": seconds for who, seconds in took.items()}
        for who in ("theirs", "loose"):
            found[f"ratio_{kind}_{who}"] = took[who] / took["ours"]
            found[f"ratio_{kind}_{who}_best"] = best[who] / best["ours"]
    answers = count * len(rules.programmes) / 1e6
    found["million_answers_per_cpu_second"] = answers / found["cpu_ours"]
    found["theirs_million_answers_per_cpu_second"] = answers / found["cpu_theirs"]
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
        answers = columns.evaluate(rules, rules.pages[0], facts)
        for start in range(0, facts.select(pl.len()).collect().item(), SLICE):
            # Read, answered and written piece by piece: a slice bounds what is held at a time.
            answers.slice(start, SLICE).sink_ipc(folder / f"ours-{start:09}.arrow")

    return work


def _theirs(rules: MonthRules) -> Callable[[Path], None]:
    from benchmarks import openfisca_model as model

    system = model.system(rules)

    def work(folder: Path) -> None:
        facts = pl.read_ipc(folder / "facts.arrow")
        answer = model.answer(model.simulate(system, people.arrays(facts, rules.facts)), rules)
        stored = {name: model.stored(name, array) for name, array in answer.items()}
        pl.DataFrame({"person_id": facts["person_id"], **stored}).write_ipc(folder / "theirs.arrow")

    return work


def prepare(count: int, folder: Path) -> None:
    """Write the people as columns on disk, the same file for both engines."""
    facts = people.rules().facts
    people.frame(people.draw(count, facts), facts).write_ipc(
        folder / "facts.arrow", compression="uncompressed", record_batch_size=BATCH
    )


def processes(count: int) -> dict[str, float]:
    """Return seconds and memory of whole processes, and of the work after start-up; medians of rounds."""
    rules = people.rules()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, "-m", "benchmarks.engines", "prepare", str(count), name], check=True)
        found: dict[str, list[dict[str, float]]] = {"ours": [], "theirs": []}
        for turn in range(ROUNDS):
            # Neither always works while the system writes out what the other left behind.
            for engine in ("ours", "theirs") if turn % 2 else ("theirs", "ours"):
                found[engine].append(_process(engine, name))
            check_stored(rules, folder)
    ours, theirs = ({k: statistics.median(r[k] for r in rows) for k in rows[0]} for rows in found.values())
    told = {"persons": float(count)}
    for key in ("work_seconds", "work_cpu"):
        least, most = (min(row[key] for row in found[engine]) for engine in ("ours", "theirs"))
        told[f"{key}_ratio_best"] = most / least
    for key in ours:
        told |= {
            f"{key}_ours": ours[key],
            f"{key}_theirs": theirs[key],
            f"{key}_ratio": theirs[key] / ours[key],
        }
    return told


def _process(engine: str, folder: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.engines", "process", engine, folder]
    before = _cpu_of_children()
    wall, _, done = timed(lambda: subprocess.run(command, check=True, capture_output=True))
    figures: dict[str, float] = json.loads(done.stdout)
    working = figures["peak_mib"] - figures.pop("started_mib")
    cpu = _cpu_of_children() - before
    return {"process_seconds": wall, "process_cpu": cpu, **figures, "working_mib": max(working, 1.0)}


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def check_stored(rules: MonthRules, folder: Path) -> None:
    """Stop unless both engines stored the same."""
    theirs = pl.read_ipc(folder / "theirs.arrow")
    arrays = {name: theirs[name].to_numpy() for name in theirs.columns}
    ours = pl.concat([pl.read_ipc(path) for path in sorted(folder.glob("ours-*.arrow"))])
    if not ours["person_id"].equals(theirs["person_id"]):
        raise SystemExit("The engines stored other persons")
    check_equal(rules, [ours], arrays)


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
