"""What other rules would change in one month of a whole county: seconds until the answer stands there.

`python -m benchmarks.what_if 12000` on SQLite alone, with every programme for persons and households of
武隆区. Three trials: a reform of one programme; reforms and a rate together; and the worst there is, a
condition that every programme shares read otherwise, so that each is asked twice of everyone.
The first answer also reads the pack and the laid rules from disk; it is printed apart.
"""

import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.ground import empty_product

if TYPE_CHECKING:
    from yingbao.law.packs import Laid

MONTH = "2026-06"
ROUNDS = 5
DEAD_COUNT_TOO = """
id: everyone
name: {zh: 共用条件另一种写法, en: a shared condition read otherwise}
conditions:
  has_certificate: {rule: certificate_status = 'valid' OR certificate_grade = 1}
"""
HIGHER_RATE = """
id: higher-rate
name: {zh: 标准提高, en: a higher rate}
parameters:
  living_allowance_rate:
    values: [{from: 2026-06, value: 12000, sure: assumed, source: benchmark}]
"""


def main() -> None:
    """Fill an empty register and time the trials."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 12_000
    with empty_product("sqlite"):
        from yingbao.office.access.sight import seeing_all

        with seeing_all(reason="benchmark"):
            time_trials(count)


def time_trials(count: int) -> None:
    """Print the first answer and the median of the following ones, for each trial."""
    from django.core.management import call_command

    from benchmarks import register
    from yingbao.law.packs import Overlay

    call_command("migrate", verbosity=0, skip_checks=True)
    print(f"filling {count:,} persons", flush=True)
    register.fill(count)
    register.finish()
    trials: dict[str, Sequence[Laid]] = {
        "one reform": ["living-for-low-income"],
        "two reforms and a rate": [
            "living-for-low-income",
            "nursing-for-grades-3-4",
            Overlay("higher-rate", Path("higher-rate.yaml"), HIGHER_RATE),
        ],
        "every programme": [Overlay("everyone", Path("everyone.yaml"), DEAD_COUNT_TOO)],
    }
    for name, laid in trials.items():
        time_trial(name, laid)


def time_trial(name: str, laid: Sequence["Laid"]) -> None:
    """Ask the same several times; the first also reads the rules."""
    seconds, cpu = [], []
    for _ in range(ROUNDS + 1):
        begun, used = time.perf_counter(), time.process_time()
        said = ask(laid)
        seconds.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - used)
    print(
        f"{name}: first {seconds[0]:.2f} s, then {statistics.median(seconds[1:]):.2f} s"
        f" ({statistics.median(cpu[1:]):.2f} s CPU); {said}",
        flush=True,
    )


def ask(laid: Sequence["Laid"]) -> str:
    """Return in a few words what the trial found."""
    from benchmarks.register import COUNTY
    from yingbao.office.determination.queries.what_if import get_what_if
    from yingbao.values.month import Month

    found = get_what_if(county=COUNTY, month=Month.parse(MONTH), laid=laid)
    return f"{len(found.changes)} programmes, {len(found.moved):,} answers that differ"


if __name__ == "__main__":
    main()
