"""Fifty officers at work at once: by themselves, then with a month determined over and over beside them.

`python -m benchmarks.load`, or `python -m benchmarks.load 50 120` for so many officers and seconds.
The demo of 武隆区, 12,000 persons, on PostgreSQL; gunicorn and `yingbao work` as in deploy/, on 127.0.0.1.
First what each page costs by itself, then what the officers see.
"""

import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TypeAlias

from benchmarks import pages
from benchmarks.ground import empty_product
from benchmarks.officers import THINK, Browser, Officer, Told

ROOT = Path(__file__).parents[1]
COUNTY, MONTH, PORT = "500156", "2026-06", 8765
# As in deploy/yingbao-worker.service: pages come before what works in the background.
BEHIND = ["nice", "-n", "10"]
TARGET = 300
PASSWORD = "three-mountains-and-a-lake"  # noqa: S105 - of a database that is dropped at the end
Beside: TypeAlias = Callable[[], AbstractContextManager[Counter[int]]]
YINGBAO = [sys.executable, "-m", "yingbao.project.main"]


def main() -> None:
    """Load the district into an empty database, let officers work, and drop it."""
    count, seconds = (int(each) for each in (sys.argv[1:3] or ("50", "120")))
    with empty_product("postgresql", YINGBAO_SECOND_FACTOR="offer") as home:
        fill(str(home))
        pages.report(hire(1)[0])
        measure(count, seconds)


def fill(home: str) -> None:
    """Load the demo of the district, as officers would bring it in."""
    static = ["collectstatic", "--noinput", "--verbosity", "0"]
    for told in (["keys", "new"], ["migrate", "--verbosity", "0"], ["translations"], static):
        subprocess.run([*YINGBAO, *told], check=True, cwd=ROOT)
    for module in ("demo.generate", "demo.load"):
        command = [sys.executable, "-m", module, "--home", home, "--district", COUNTY]
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def measure(count: int, seconds: int) -> None:
    """Let so many officers work for so many seconds; print what they saw."""
    from django.utils import timezone

    names, day = hire(count), timezone.localdate().isoformat()
    well = []
    for title, beside in (("by themselves", nothing), ("beside determinations", determining)):
        print(f"\n{count} officers {title}", flush=True)
        well.append(with_beside(beside, names, day, seconds))
    if not all(well):
        raise SystemExit("something failed")


def with_beside(beside: Beside, names: list[str], day: str, seconds: int) -> bool:
    """Let the officers work while something runs beside them, or nothing; return whether nothing failed."""
    told = Told()
    with ExitStack() as stack:
        web = stack.enter_context(serving())
        stack.enter_context(running([*BEHIND, *YINGBAO, "work"]))
        runs = stack.enter_context(beside())
        officers = [Officer(Browser(PORT, told), seed, day) for seed in range(len(names))]
        for name, officer in zip(names, officers, strict=True):
            officer.come_in(name, PASSWORD)
        before, until = cpu_of(web.pid), time.monotonic() + seconds
        threads = [threading.Thread(target=officer.work, args=(until,)) for officer in officers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        spent = cpu_of(web.pid) - before
    return report(told, runs, spent)


def hire(count: int) -> list[str]:
    """Give so many officers an account, spread over the townships; return their names."""
    from yingbao.office.access.actions import NewOfficer, create_officer
    from yingbao.office.access.choices import Role
    from yingbao.office.access.models import Division, Officer

    townships = list(
        Division.objects.filter(code__startswith=COUNTY, level="township").values_list("code", flat=True)
    )
    names = [f"load_{number}" for number in range(count)]
    known = set(Officer.objects.filter(username__in=names).values_list("username", flat=True))
    for number, name in enumerate(names):
        place, role = townships[number % len(townships)], Role.TOWNSHIP
        new = NewOfficer(name, PASSWORD, "某某", role, place, password_is_initial=False)
        if name not in known:
            create_officer(new=new, by="benchmark")
    return names


@contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command beside, and end it."""
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


@contextmanager
def serving() -> Iterator[subprocess.Popen[bytes]]:
    """Serve the pages as in deploy/, from when the first is answered."""
    told = ["--bind", f"127.0.0.1:{PORT}", "--access-logfile", "/dev/null"]
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
    command = [*gunicorn, *told, "--no-control-socket"]
    with running(command) as web:
        warm = Browser(PORT, Told())
        ends = time.monotonic() + 60
        while warm.get("start", "/sign-in") == "failed":
            if time.monotonic() > ends:
                raise SystemExit(f"the pages are not served: {warm.told.failed[-1]}")
            # Another process comes up meanwhile; there is nothing to be told by.
            time.sleep(0.5)
        yield web


@contextmanager
def nothing() -> Iterator[Counter[int]]:
    """Run nothing beside."""
    yield Counter()


@contextmanager
def determining() -> Iterator[Counter[int]]:
    """Determine the month for everyone, again and again; count by exit code."""
    runs: Counter[int] = Counter()
    over = threading.Event()

    def again() -> None:
        while not over.is_set():
            done = subprocess.run(
                [*BEHIND, *YINGBAO, "determine", COUNTY, MONTH],
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                check=False,
            )
            runs[done.returncode] += 1

    thread = threading.Thread(target=again)
    thread.start()
    try:
        yield runs
    finally:
        over.set()
        thread.join()


def cpu_of(parent: int) -> float:
    """Return the CPU seconds of a process and of its children."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    spent = 0
    for pid in [str(parent), *children]:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        spent += int(fields[11]) + int(fields[12])
    return spent / os.sysconf("SC_CLK_TCK")


def report(told: Told, runs: Counter[int], spent: float) -> bool:
    """Print p50, p95 and p99 by page, then what failed; return whether nothing did."""
    pages = [each for kind, took in told.took.items() if not kind.startswith("sign in") for each in took]
    for kind, took in [*sorted(told.took.items()), ("all pages", pages)]:
        cuts = statistics.quantiles(took, n=100) if len(took) > 1 else took * 99
        print(f"{kind:<20}{len(took):>6}  p50 {cuts[49]:6.0f}  p95 {cuts[94]:6.0f}  p99 {cuts[98]:6.0f} ms")
    cpu = spent / max(1, len(pages)) * 1000
    print(f"{told.saved} saved, {len(told.failed)} failed; runs beside by exit code {dict(runs)};", end=" ")
    print(f"web CPU {cpu:.0f} ms a page; read for {THINK[0]:.0f} to {THINK[1]:.0f} s;", end=" ")
    print(f"load {os.getloadavg()[0]:.1f} (target p95 {TARGET} ms)", flush=True)
    for text, times in Counter(told.failed).most_common(20):
        print(f"  {times} × {text}")
    return not told.failed and not set(runs) - {0}


if __name__ == "__main__":
    main()
