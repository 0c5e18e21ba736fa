"""Somebody in an office who keeps a list: knows the district, has a hand of his own."""

from __future__ import annotations

from datetime import date
from random import Random

from demo import months, names
from demo.months import DAY
from demo.people import Person, Spell
from demo.population import Settlers
from demo.rosters.sheet import Cell, Layout, Roster, Row
from demo.world import District

COUNTIES = {"430811": "湖南省张家界市武陵源区", "500156": "重庆市武隆区"}
BANKS = ("农村商业银行", "邮政储蓄银行", "农业银行")


class Clerk:
    """Writes the rosters of one counterpart in one district for one month."""

    def __init__(self, district: District, month: int, counterpart: str, seed: str = "yingbao") -> None:
        self.district = district
        self.place = district.place
        self.month = month
        self.last = months.last_day(month)
        self.rng = Random(f"{seed}-{counterpart}-{month}-{self.place.code}")
        self.settlers = Settlers(self.place, self.rng, district.pool.settlers.registry)

    @property
    def is_large(self) -> bool:
        """Whether the district is so large that its systems send text instead of workbooks."""
        return self.place.holders > 6000

    @property
    def wording(self) -> str:
        return f"{self.month // 12}年{self.month % 12 + 1}月"

    @property
    def locals(self) -> list[Person]:
        """Everybody the district's own departments know, by township and village."""
        own = [person for person in self.district.people if person.elsewhere != self.place.code]
        return sorted(own, key=lambda person: person.village.code)

    def on_list(self, *schemes: str) -> list[tuple[Person, Spell]]:
        """Return who is on these schemes in the month, movers and the dead while the list says so."""
        found = []
        for person in self.locals:
            found += [
                (person, spell)
                for spell in person.spells
                if spell.scheme in schemes and spell.covers(self.month)
            ]
        return found

    def strangers(self, count: int, *, old: bool = False) -> list[Person]:
        """Return people no other list names, whose names nobody else bears."""
        taken = {person.name for person in self.district.people}
        found: list[Person] = []
        while len(found) < count:
            years = self.rng.randint(62, 93) if old else self.rng.randint(25, 70)
            birth = months.years_later(date(2026, 6, 1), -years) - DAY * self.rng.randrange(1, 300)
            village = self.rng.choice(self.place.villages)
            person = self.settlers.person(village, birth, male=self.rng.random() < 0.5)
            if person.name not in taken:
                taken.add(person.name)
                found.append(person)
        return found

    def neutrals(self, count: int) -> list[Person]:
        """Return holders nothing is due to, now or on any other list: safe to be mistaken for somebody."""
        pool = self.district.pool
        light = [p for p in pool.waiting if not p.planted and not p.spells and p.cards[0].grade in (3, 4)]
        chosen = light[-count:]
        for person in chosen:
            person.planted = True
        return chosen

    def township(self, person: Person) -> str:
        name = person.village.township
        return name + "办事处" if name.endswith("街道") and self.rng.random() < 0.05 else name

    def village(self, person: Person) -> str:
        return person.village.name if self.rng.random() < 0.7 else person.village.spelled(self.rng)

    def address(self, person: Person) -> str:
        village, group = person.village, int(person.number[14:17]) % 9 + 1
        return f"{COUNTIES[self.place.code]}{village.township}{village.name}{group}组"

    def name(self, person: Person) -> str:
        """Return the name as typed: sometimes with another dot or a blank."""
        odd = "·" in person.name or self.rng.random() < 0.01
        return names.spelled_otherwise(self.rng, person.name) if odd else person.name

    def sex(self, person: Person) -> str:
        return "男" if person.male else "女"

    def bank(self) -> str:
        return f"{self.place.name.removesuffix('区')}{self.rng.choice(BANKS)}"

    def roster(self, kind: str, stem: str, columns: list[str], rows: list[Row], layout: Layout) -> Roster:
        """Return the roster with its lines numbered."""
        if "序号" in columns:
            for number, row in enumerate(rows, start=1):
                row.cells["序号"] = number
        title = f"{self.place.name}{stem}（{self.wording}）"
        return Roster(
            kind,
            self.month,
            f"{self.place.name}{stem}{months.text(self.month)}",
            title,
            columns,
            rows,
            layout,
        )


def shuffled(rng: Random, columns: list[str], keep: int = 2) -> list[str]:
    """Return the columns in an order of this clerk's own; the first few stay."""
    rest = columns[keep:]
    rng.shuffle(rest)
    return columns[:keep] + rest


def blank(cells: dict[str, Cell], *columns: str) -> None:
    for column in columns:
        cells[column] = None
