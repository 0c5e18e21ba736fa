"""Townships and villages, read from the pack of the district, and the ways people write them."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from demo.months import month

PACKS = Path(__file__).parent.parent / "policy" / "packs"
SETTLEMENTS = ("社区居民委员会", "村民委员会", "居民委员会", "居委会", "村委会", "社区", "村")


@dataclass(frozen=True, slots=True)
class Village:
    code: str
    name: str
    township_code: str
    township: str

    @property
    def is_rural(self) -> bool:
        return "村" in self.name

    @property
    def stem(self) -> str:
        for ending in SETTLEMENTS:
            if self.name.endswith(ending):
                return self.name.removesuffix(ending)
        return self.name

    def spelled(self, rng: Random) -> str:
        """Return one of the spellings in use; all of them mean this village."""
        if self.stem == self.name:
            return self.name
        endings = (
            ("村", "村委会", "村民委员会")
            if self.is_rural
            else ("社区", "居委会", "社区居民委员会", "社区居委会")
        )
        return self.stem + rng.choice(endings)


@dataclass(frozen=True, slots=True)
class Place:
    """A county a demo is made of."""

    code: str
    name: str
    province: str
    holders: int
    rates: dict[str, dict[int, int]]
    villages: tuple[Village, ...]
    former_rates: dict[tuple[str, int], int]

    def area_code(self, birth: date, rng: Random) -> str:
        """Return the first six digits a person born here then would carry (the area has changed codes)."""
        chance = rng.random()
        if chance < 0.08:
            return rng.choice(ELSEWHERE)
        return rng.choice(FORMER[self.code](birth))


ELSEWHERE = ("422826", "511023", "520121", "330382", "432503", "452123", "362228", "342201", "532129")


def _wulong(birth: date) -> tuple[str, ...]:
    for until, code in ((1981, "512729"), (1994, "512326"), (1996, "517023"), (2015, "500232")):
        if birth.year <= until:
            return (code, "512326", "512326") if until == 1981 else (code,)
    return ("500156",)


def _wulingyuan(birth: date) -> tuple[str, ...]:
    return ("430811",) if birth.year >= 1988 else ("433128", "433102", "432428", "433129", "430811")


# The one rate before 2026 that is known of a month after the lists begin to speak: ten yuan less.
FORMER_RATES = {"500156": {("living_allowance", month(2025, 12)): 9000}}
FORMER = {"500156": _wulong, "430811": _wulingyuan}
SIZES = {
    "430811": (
        "武陵源区",
        "湖南省",
        2085,
        {"living_allowance": {0: 11000}, "nursing_subsidy": {1: 11000, 2: 11000}},
    ),
    "500156": (
        "武隆区",
        "重庆市",
        12000,
        {"living_allowance": {0: 10000}, "nursing_subsidy": {1: 11000, 2: 10000}},
    ),
}


def read(code: str, scale: float = 1.0) -> Place:
    """Return a district with its villages; `scale` makes it smaller or larger."""
    with (PACKS / f"cn-{code}" / "divisions.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    townships = {row["code"]: row["name"] for row in rows if row["level"] == "township"}
    villages = tuple(
        Village(row["code"], row["name"], row["parent"], townships[row["parent"]])
        for row in rows
        if row["level"] == "village"
    )
    name, province, holders, rates = SIZES[code]
    return Place(code, name, province, round(holders * scale), rates, villages, FORMER_RATES.get(code, {}))
