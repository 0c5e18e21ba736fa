"""低保, 低保边缘, 特困, children, work injury, other welfare, prison: the lists of January, May and June."""

from demo import months
from demo.people import Household, Person, Spell
from demo.rosters import damage, spelling
from demo.rosters.clerk import Clerk, shuffled
from demo.rosters.sheet import Cell, Layout, Roster, Row
from demo.world import District

DIBAO = [
    "序号",
    "乡镇（街道）",
    "村（社区）",
    "户主姓名",
    "户主身份证号",
    "成员姓名",
    "成员身份证号",
    "与户主关系",
    "性别",
    "低保类别",
    "保障方式",
    "保障人口数",
    "月保障金额（元）",
    "最初享受月份",
    "银行账户名称",
    "银行账号",
    "备注",
]
MARGIN = [
    "序号",
    "乡镇",
    "村（居）",
    "户主姓名",
    "姓名",
    "身份证号码",
    "与户主关系",
    "认定月份",
    "家庭月人均收入（元）",
    "备注",
]
TEKUN = [
    "序号",
    "姓名",
    "身份证号",
    "性别",
    "所在乡镇",
    "所在村",
    "供养方式",
    "自理能力",
    "月供养标准（元）",
    "开始供养月份",
]
CHILDREN = [
    "序号",
    "儿童姓名",
    "身份证号码",
    "儿童类别",
    "乡镇",
    "村（社区）",
    "监护人姓名",
    "监护人身份证号",
    "监护人电话",
    "月发放标准（元）",
    "开始享受月份",
]
INJURY = ["姓名", "公民身份号码", "用人单位", "护理依赖等级", "月生活护理费", "待遇起始月"]
OTHER = ["序号", "姓名", "身份证号", "补贴类别", "月补贴金额（元）", "开始月份", "乡镇", "村（社区）"]
PRISON = ["序号", "姓名", "公民身份号码", "服刑场所", "收监月份", "备注"]
DEPENDENCE = ("全护理", "半护理", "全自理")


class CivilAffairs(Clerk):
    """区民政局, and those who send it their lists."""

    def dibao_row(self, person: Person, spell: Spell) -> Row:
        household = person.household or Household(person.village, [person])
        single = spell.category == "单人户低保"
        head = person if single else household.head
        size = 1 if single else len(household.members)
        cells: dict[str, Cell] = {
            "乡镇（街道）": self.township(person),
            "村（社区）": self.village(person),
            "户主姓名": head.name,
            "户主身份证号": head.number,
            "成员姓名": self.name(person),
            "成员身份证号": person.number,
            "与户主关系": "户主" if head is person else person.relation.replace("本人", "家庭成员"),
            "性别": self.sex(person),
            "低保类别": "农村低保" if person.village.is_rural else "城市低保",
            "保障方式": "单人户" if single else "家庭",
            "保障人口数": size,
            "月保障金额（元）": spelling.yuan(self.rng, spell.fen),
            "最初享受月份": spelling.month(self.rng, spell.start),
            "银行账户名称": head.name,
            "银行账号": head.account,
            "备注": "低保边缘家庭重度残疾人" if single else None,
        }
        return Row(cells, person)

    def dibao(self) -> list[Row]:
        rows = [self.dibao_row(person, spell) for person, spell in self.families()]
        damage.mendable(
            self.rng, rows, "成员身份证号", share=0.02, hows=("fifteen", "x", "wide", "spaces", "apostrophe")
        )

        def make(person: Person) -> Row:
            return self.dibao_row(
                person, Spell("dibao", months.month(2023, 5), fen=30000, category="农村低保")
            )

        damage.strangers_refused(self.rng, rows, "成员身份证号", self.strangers(4), make)
        return rows

    def families(self) -> list[tuple[Person, Spell]]:
        """Return the members household by household, and some families nobody else knows."""
        listed = self.on_list("dibao")
        order = {id(person): place for place, (person, _) in enumerate(listed)}
        firsts = {id(p.household): order[id(p)] for p, _ in reversed(listed)}
        listed.sort(key=lambda entry: (firsts[id(entry[0].household)], order[id(entry[0])]))
        return listed

    def second_holders(self) -> list[Row]:
        """Rows that give a known person's number to somebody else."""
        rows = []
        for victim, person in zip(self.neutrals(2), self.strangers(2), strict=True):
            row = self.dibao_row(
                person, Spell("dibao", months.month(2024, 8), fen=36000, category="城市低保")
            )
            row.cells |= {"成员身份证号": victim.number, "户主身份证号": victim.number}
            row.conflict, row.person = "second_holder", victim
            rows.append(row)
        return rows

    def margin(self) -> list[Row]:
        rows = []
        for person, spell in self.on_list("dibao_margin"):
            head = person.household.head if person.household else person
            cells: dict[str, Cell] = {
                "乡镇": self.township(person),
                "村（居）": self.village(person),
                "户主姓名": head.name,
                "姓名": self.name(person),
                "身份证号码": person.number,
                "与户主关系": "户主" if head is person else person.relation,
                "认定月份": spelling.month(self.rng, spell.start),
                "家庭月人均收入（元）": spelling.yuan(self.rng, spell.fen),
            }
            rows.append(Row(cells, person))
        return rows

    def tekun(self) -> list[Row]:
        rows = []
        for person, spell in self.on_list("tekun"):
            cells: dict[str, Cell] = {
                "姓名": self.name(person),
                "身份证号": person.number,
                "性别": self.sex(person),
                "所在乡镇": self.township(person),
                "所在村": self.village(person),
                "供养方式": spell.category,
                "自理能力": self.rng.choice(DEPENDENCE),
                "月供养标准（元）": spelling.yuan(self.rng, spell.fen),
                "开始供养月份": self.plain_month(spell.start),
            }
            rows.append(Row(cells, person))
        return rows

    def plain_month(self, month: int) -> str:
        """Return a month as these offices write it; 2024.1 in text might be October, so never that."""
        return self.rng.choice(("{}年{}月", "{}.{:02d}", "{}/{}")).format(month // 12, month % 12 + 1)

    def children(self) -> list[Row]:
        rows = []
        for person, spell in self.on_list("orphan_support", "unsupported_child_support"):
            guardian = person.holder
            cells: dict[str, Cell] = {
                "儿童姓名": self.name(person),
                "身份证号码": person.number,
                "儿童类别": "孤儿" if spell.scheme == "orphan_support" else "事实无人抚养儿童",
                "乡镇": self.township(person),
                "村（社区）": self.village(person),
                "监护人姓名": guardian.name if guardian else None,
                "监护人身份证号": guardian.number if guardian else None,
                "监护人电话": guardian.phone if guardian else None,
                "月发放标准（元）": spelling.yuan(self.rng, spell.fen),
                "开始享受月份": spelling.month(self.rng, spell.start),
            }
            rows.append(Row(cells, person))
        return rows

    def injury(self) -> list[Row]:
        rows = []
        for person, spell in self.on_list("work_injury_care"):
            employer = self.rng.choice(("某建筑公司", "某矿业公司", "某运输公司", "某旅游公司"))
            cells: dict[str, Cell] = {
                "姓名": self.name(person),
                "公民身份号码": person.number,
                "用人单位": employer,
                "护理依赖等级": spell.category,
                "月生活护理费": spelling.yuan(self.rng, spell.fen),
                "待遇起始月": self.plain_month(spell.start),
            }
            rows.append(Row(cells, person))
        return rows

    def other(self) -> list[Row]:
        rows = []
        for person, spell in self.on_list("elder_care_subsidy", "other_welfare_living_subsidy"):
            cells: dict[str, Cell] = {
                "姓名": self.name(person),
                "身份证号": person.number,
                "补贴类别": spell.category,
                "月补贴金额（元）": spelling.yuan(self.rng, spell.fen),
                "开始月份": spelling.month(self.rng, spell.start),
                "乡镇": self.township(person),
                "村（社区）": self.village(person),
            }
            rows.append(Row(cells, person))
        return rows

    def prison(self) -> list[Row]:
        rows = []
        for person, spell in self.on_list("prison"):
            cells: dict[str, Cell] = {
                "姓名": self.name(person),
                "公民身份号码": person.number,
                "服刑场所": self.rng.choice(("甲监狱", "乙监狱")),
                "收监月份": spelling.month(self.rng, spell.start),
            }
            rows.append(Row(cells, person))
        return rows


def merge_families(rows: list[Row]) -> None:
    """Leave the shared cells of a household empty below the first, as merged cells read."""
    former = None
    for row in rows:
        household = row.person.household if row.person and not row.conflict else None
        if household is not None and household is former and row.cells["保障方式"] == "家庭":
            for column in ("乡镇（街道）", "村（社区）", "户主姓名", "户主身份证号", "保障人口数"):
                row.cells[column] = None
        former = household if row.cells["保障方式"] == "家庭" else None


def rosters(district: District) -> list[Roster]:
    """Return seven lists for each of the three months."""
    return [
        roster
        for month in months.LISTED
        for roster in of_month(CivilAffairs(district, month, "civil-affairs"))
    ]


def of_month(clerk: CivilAffairs) -> list[Roster]:
    june = clerk.month == months.NOW
    dibao = clerk.dibao()
    if june:
        dibao += clerk.second_holders()
        merge_families(dibao)
    shared = ("乡镇（街道）", "村（社区）", "户主姓名", "户主身份证号", "保障人口数") if june else ()
    dibao_columns = DIBAO if june else shuffled(clerk.rng, DIBAO)
    return [
        clerk.roster(
            "dibao",
            "低保名单",
            dibao_columns,
            dibao,
            Layout(closing="注：单人户为低保边缘家庭重度残疾人单独施保", merge_on=shared),
        ),
        clerk.roster("dibao-margin", "低保边缘家庭名单", MARGIN, clerk.margin(), Layout(totals=False)),
        clerk.roster("tekun", "特困人员名单", TEKUN, clerk.tekun(), Layout("xls")),
        clerk.roster(
            "orphan-support",
            "孤儿和事实无人抚养儿童名单",
            CHILDREN,
            clerk.children(),
            Layout(unit_line=False),
        ),
        clerk.roster(
            "work-injury-care",
            "工伤保险生活护理费名单",
            INJURY,
            clerk.injury(),
            Layout("csv", title=False, unit_line=False, totals=False, encoding="gb18030"),
        ),
        clerk.roster("other-welfare", "其他福利补贴名单", OTHER, clerk.other(), Layout()),
        clerk.roster("prison", "服刑人员名单", PRISON, clerk.prison(), Layout(unit_line=False, totals=False)),
    ]
