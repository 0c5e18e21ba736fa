"""居民养老 and 居民医保: what the insurance offices send back about the holders."""

from demo import months
from demo.numbers import id_number
from demo.people import Person
from demo.rosters import damage
from demo.rosters.clerk import Clerk
from demo.rosters.sheet import Cell, Layout, Roster, Row, exported
from demo.world import District

PENSION = ["序号", "姓名", "社会保障号码", "参保险种", "参保状态", "乡镇", "村（社区）", "参保开始月份"]
MEDICAL = ["姓名", "证件号码", "参保类型", "参保年度", "个人缴费（元）", "资助类型", "乡镇"]


class Insurer(Clerk):
    """社保 and 医保."""

    def insured(self, branch: str) -> list[tuple[Person, str]]:
        living = [p for p in self.locals if p.is_holder and not (p.died and p.died <= self.last)]
        return [(person, person.insured[branch]) for person in living if branch in person.insured]

    def pension(self, person: Person, scheme: str) -> Row:
        sixty = person.age(self.last) >= 60
        cells: dict[str, Cell] = {
            "姓名": self.name(person),
            "社会保障号码": person.number,
            "参保险种": scheme,
            "参保状态": "待遇领取" if sixty else "正常缴费",
            "乡镇": self.township(person),
            "村（社区）": self.village(person),
            "参保开始月份": "2012年1月",
        }
        return Row(cells, person)

    def medical(self, person: Person, scheme: str) -> Row:
        cells: dict[str, Cell] = {
            "姓名": self.name(person),
            "证件号码": person.number,
            "参保类型": scheme,
            "参保年度": "2026",
            "个人缴费（元）": None if "职工" in scheme else "400",
            "乡镇": self.township(person),
        }
        return Row(cells, person)

    def duplicates(self) -> list[Row]:
        """Rows of people insured under a second citizen number."""
        rows = []
        for person in self.neutrals(2):
            other = id_number(person.number[:6], person.birth, 990 + (int(person.number[16]) % 2))
            row = self.pension(person, "城乡居民基本养老保险")
            row.cells["社会保障号码"], row.cells["姓名"], row.conflict = (
                other,
                person.name,
                "possible_duplicate",
            )
            row.cells["村（社区）"] = person.village.name
            rows.append(row)
        return rows


def rosters(district: District) -> list[Roster]:
    clerk = Insurer(district, months.BASELINE, "insurance")
    pension = [clerk.pension(person, scheme) for person, scheme in clerk.insured("pension")]
    medical = [clerk.medical(person, scheme) for person, scheme in clerk.insured("medical")]
    damage.mendable(clerk.rng, medical, "证件号码", share=0.01, hows=("x", "wide", "spaces", "apostrophe"))
    pension += clerk.duplicates()
    return [
        clerk.roster(
            "resident-pension", "居民养老保险参保名单", PENSION, pension, exported(clerk.is_large, Layout())
        ),
        clerk.roster(
            "resident-medical",
            "居民医保参保名单",
            MEDICAL,
            medical,
            Layout("csv", title=False, unit_line=False, totals=False),
        ),
    ]
