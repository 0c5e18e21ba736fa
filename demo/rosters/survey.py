"""持证残疾人基本状况调查 of 2025: the columns a district works with."""

from datetime import date

from demo import months
from demo.people import Card, Person
from demo.rosters import spelling
from demo.rosters.clerk import Clerk
from demo.rosters.sheet import Cell, Layout, Roster, Row, exported
from demo.world import District

COLUMNS = [
    "姓名",
    "残疾证号",
    "类型",
    "等级",
    "年龄",
    "性别",
    "地址",
    "户口性质",
    "R3婚姻",
    "R4联系人",
    "手机",
    "R6在机构居住",
    "R9是否就业",
    "R10未就业生活来源",
    "R13居民医保",
    "R16托养需求",
    "是否需要长期照护",
    "R20家庭医生签约",
    "R24无障碍改造需求",
    "户主姓名",
    "信息采集员",
    "填表日期",
    "区划地址",
    "街道",
]


class Surveyor(Clerk):
    """The federation's yearly survey, village by village."""

    def row(self, person: Person, card: Card) -> Row:
        rng = self.rng
        age = person.age(self.last)
        head = person.household.head if person.household else person
        care = None if person.needs_care is None else "是" if person.needs_care else "否"
        cells: dict[str, Cell] = {
            "姓名": self.name(person),
            "残疾证号": person.card_number(card),
            "类型": spelling.kind(rng, card.kind),
            "等级": spelling.grade(rng, card.grade),
            "年龄": age,
            "性别": self.sex(person),
            "地址": self.address(person),
            "户口性质": "农业" if person.rural else "非农业",
            "R3婚姻": "未婚" if age < 22 else rng.choice(("已婚有配偶", "丧偶", "未婚")),
            "R4联系人": person.holder.name if person.holder else head.name,
            "手机": person.phone,
            "R6在机构居住": "否",
            "R9是否就业": "是" if person.job else "否" if 16 <= age < 60 else None,
            "R10未就业生活来源": None
            if person.job
            else rng.choice(("家庭供养", "基本生活保障金", "离退休金")),
            "R13居民医保": "是" if "居民" in person.insured.get("medical", "") else "否",
            "R16托养需求": rng.choice(("居家服务", "日间照料", "无")),
            "是否需要长期照护": care,
            "R20家庭医生签约": rng.choice(("是", "否")),
            "R24无障碍改造需求": rng.choice(("有", "无", "无")),
            "户主姓名": head.name,
            "信息采集员": "专职委员",
            "填表日期": spelling.day(rng, date(2025, 8, 1 + rng.randrange(28))),
            "区划地址": person.village.township + person.village.name,
            "街道": person.village.township,
        }
        return Row(cells, person)

    def rows(self) -> list[Row]:
        asked = []
        for person in self.locals:
            card = person.card(date(2025, 7, 31))
            here = (person.registered(self.last) or "").startswith(self.place.code)
            if card and card.grade and here and not (person.died and person.died <= self.last):
                asked.append(self.row(person, card))
        return asked


def rosters(district: District) -> list[Roster]:
    clerk = Surveyor(district, months.SURVEY, "survey")
    layout = exported(clerk.is_large, Layout(unit_line=False, totals=False))
    return [clerk.roster("yearly-survey", "持证残疾人基本状况调查", COLUMNS, clerk.rows(), layout)]
