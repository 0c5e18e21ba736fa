"""`python -m demo.generate`: write the rosters of both districts, and what was planted in them."""

import argparse
from multiprocessing import get_context
from pathlib import Path

from demo import months, rosters, truth, world
from demo.rosters.sheet import Roster
from demo.rosters.writing import month_folder
from demo.rosters.writing import write as write_roster

HOME = Path("var/demo")


JOBS: list[tuple[Roster, Path]] = []


def _write(place: int) -> None:
    """Write one file in a child forked with everything in memory: people need not be copied to it."""
    write_roster(*JOBS[place])


def generate(
    home: Path = HOME, *, scale: float = 1.0, only: str | None = None, processes: int = 2
) -> list[Path]:
    """Write everything under `home` and return the roster files in the order to bring them in."""
    jobs: list[tuple[Roster, Path]] = []
    for code, district in world.build(scale).items():
        made = rosters.of(district)
        if only in (None, code):
            jobs += [(roster, month_folder(home, code, roster.month)) for roster in made]
            truth.write(truth.of_findings(district), home / "truth" / f"findings-{code}.json")
            truth.write(truth.of_money(district), home / "truth" / f"money-{code}.json")
            truth.write(
                [truth.of_roster(roster, code) for roster in made], home / "truth" / f"rosters-{code}.json"
            )
            truth.write(_contents(made), home / code / "files.json")
    for _, folder in jobs:
        folder.mkdir(parents=True, exist_ok=True)
    JOBS[:] = sorted(jobs, key=lambda job: -len(job[0].rows))
    with get_context("fork").Pool(processes) as pool:
        pool.map(_write, range(len(JOBS)), chunksize=1)
    JOBS.clear()
    return [folder / roster.file for roster, folder in jobs]


def _contents(made: list[Roster]) -> list[dict[str, str]]:
    return [
        {
            "file": f"{months.text(roster.month)}/{roster.file}",
            "kind": roster.kind,
            "month": months.text(roster.month),
        }
        for roster in made
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=HOME)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--district", choices=world.DISTRICTS)
    wanted = parser.parse_args()
    files = generate(wanted.home, scale=wanted.scale, only=wanted.district)
    print(f"{len(files)} files under {wanted.home}")


if __name__ == "__main__":
    main()
