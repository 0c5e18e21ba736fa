"""死亡名单 and 户籍迁移名单: what the funeral service and the police know."""

from datetime import date

from demo import months
from demo.circumstances import FAR, day_between
from demo.people import Person
from demo.rosters import damage, spelling
from demo.rosters.clerk import COUNTIES, Clerk
from demo.rosters.sheet import Cell, Layout, Roster, Row
from demo.world import DISTRICTS, District

FUNERALS = ["序号", "逝者姓名", "身份证号", "性别", "死亡日期", "火化日期", "户籍地", "经办人"]
POLICE = ["姓名", "公民身份号码", "性别", "注销原因", "死亡日期", "注销日期", "乡镇", "村（社区）"]
MOVES = [
    "序号",
    "姓名",
    "公民身份号码",
    "性别",
    "迁移类型",
    "迁移日期",
    "迁出地",
    "迁出地代码",
    "迁入地",
    "迁入地代码",
    "备注",
]


class Recorder(Clerk):
    """殡葬 and 公安."""

    def dead(self, until: date) -> list[tuple[Person, date]]:
        known = [(person, person.died) for person in self.locals if person.died and person.died <= until]
        count = max(4, self.place.holders // 100)
        others = [
            (person, day_between(self.rng, date(2025, 9, 1), until))
            for person in self.strangers(count, old=True)
        ]
        return sorted(known + others, key=lambda entry: (entry[1], entry[0].number))

    def funeral(self, person: Person, died: date) -> Row:
        cells: dict[str, Cell] = {
            "逝者姓名": self.name(person),
            "身份证号": person.number,
            "性别": self.sex(person),
            "死亡日期": spelling.day(self.rng, died),
            "火化日期": spelling.day(self.rng, min(died + months.DAY * 3, self.last)),
            "户籍地": self.address(person),
            "经办人": "张某",
        }
        return Row(cells, person)

    def cancelled(self, person: Person, died: date) -> Row:
        cells: dict[str, Cell] = {
            "姓名": self.name(person),
            "公民身份号码": person.number,
            "性别": self.sex(person),
            "注销原因": "死亡",
            "死亡日期": spelling.day(self.rng, died),
            "注销日期": spelling.day(self.rng, min(died + months.DAY * 9, self.last)),
            "乡镇": self.township(person),
            "村（社区）": self.village(person),
        }
        return Row(cells, person)

    def moves(self) -> list[Row]:
        rows = []
        for person in sorted(self.district.people, key=lambda person: person.village.code):
            if len(person.hukou) == 2:
                rows.append(self.move(person))
        return rows

    def move(self, person: Person) -> Row:
        (_, former), (day, present) = person.hukou
        inward = (present or "").startswith(self.place.code)
        cells: dict[str, Cell] = {
            "姓名": self.name(person),
            "公民身份号码": person.number,
            "性别": self.sex(person),
            "迁移类型": "迁入" if inward else "迁出",
            "迁移日期": spelling.day(self.rng, day),
            "迁出地": self.where(former or ""),
            "迁出地代码": former,
            "迁入地": self.where(present or ""),
            "迁入地代码": present,
        }
        return Row(cells, person)

    def where(self, code: str) -> str:
        """Return the place in words: the county, and below it where we know our own villages."""
        for district in DISTRICTS:
            if code in FAR[district]:
                return FAR[district][code]
        village = next((village for village in self.place.villages if village.code == code), None)
        return COUNTIES[code[:6]] + (village.township + village.name if village else "")


def rosters(district: District) -> list[Roster]:
    """Return the funeral service's list of May, the police's of June, and the moves of eighteen months."""
    may = Recorder(district, months.BEFORE, "funerals")
    june = Recorder(district, months.NOW, "police")
    funerals = [may.funeral(person, died) for person, died in may.dead(date(2026, 5, 20))]
    cancelled = [june.cancelled(person, died) for person, died in june.dead(date(2026, 6, 15))]
    damage.mendable(june.rng, cancelled, "公民身份号码", share=0.06, hows=("x", "wide", "spaces"))
    plain = Layout("csv", title=True, unit_line=False, totals=False)
    return [
        may.roster("deaths", "殡葬火化名单", FUNERALS, funerals, plain),
        june.roster("deaths", "死亡注销户口名单", POLICE, cancelled, Layout(unit_line=False)),
        june.roster("hukou-moves", "户籍迁移名单", MOVES, june.moves(), Layout(totals=False)),
    ]
