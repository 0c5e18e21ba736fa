"""两项补贴发放名单, the column order of the county's system; and 一卡通 changes."""

from demo import months
from demo.people import LIVING, Payee, Person
from demo.rosters import damage, spelling
from demo.rosters.clerk import Clerk
from demo.rosters.sheet import Cell, Layout, Roster, Row
from demo.world import District

COLUMNS = [
    "乡镇",
    "姓名",
    "身份证号码",
    "残疾人证号",
    "补贴类型",
    "补贴对象类型",
    "补贴金额",
    "享受补贴起始月份",
    "续发月份",
    "性别",
    "出生年月",
    "残疾等级",
    "残疾类别",
    "民族",
    "户口性质",
    "户籍地址",
    "家庭住址",
    "手机号码",
    "联系人",
    "联系电话",
    "开户银行",
    "银行卡号",
    "低保类别",
    "是否死亡",
    "地区",
]
CARDS = [
    "姓名",
    "身份证号/出生年月",
    "多重类型",
    "性别",
    "一卡通户名",
    "一卡通户名身份证",
    "一卡通账号",
    "财政代码",
    "异动金额",
    "享受人员姓名",
    "开始时间",
    "取消时间",
    "地址",
    "备注",
]
PEOPLES = {
    "430811": ("土家族", "土家族", "汉族", "白族", "苗族"),
    "500156": ("汉族", "汉族", "汉族", "土家族", "苗族", "仡佬族"),
}


class Paymaster(Clerk):
    """Who keeps the payee list."""

    def lines(self) -> list[tuple[Person, Payee]]:
        everybody = sorted(self.district.people, key=lambda person: person.village.code)
        found = [(person, line) for person in everybody for line in person.payees.get(self.month, [])]
        return [(person, line) for person, line in found if line.county == self.place.code]

    def row(self, person: Person, line: Payee) -> Row:
        rng = self.rng
        card = person.card(months.last_day(line.start)) or (person.cards[0] if person.cards else None)
        dibao = person.on("dibao", line.start)
        cells: dict[str, Cell] = {
            "乡镇": self.township(person),
            "姓名": self.name(person),
            "身份证号码": person.number,
            "残疾人证号": person.card_number(card) if card else self.false_card(person),
            "补贴类型": spelling.programme(rng, line.programme),
            "补贴对象类型": "低保对象" if dibao else "重度残疾人",
            "补贴金额": spelling.yuan(rng, line.fen),
            "享受补贴起始月份": spelling.month(rng, line.start),
            "续发月份": f"{self.month // 12}{self.month % 12 + 1:02d}",
            "性别": self.sex(person),
            "出生年月": f"{person.birth:%Y%m}",
            "残疾等级": spelling.grade(rng, card.grade if card else 2),
            "残疾类别": spelling.kind(rng, card.kind if card else 4),
            "民族": rng.choice(PEOPLES[self.place.code]),
            "户口性质": "农业户口" if person.rural else "非农业户口",
            "户籍地址": self.address(person),
            "家庭住址": self.address(person),
            "手机号码": person.phone,
            "联系人": person.holder.name if person.holder else person.name,
            "联系电话": person.phone,
            "开户银行": self.bank(),
            "银行卡号": line.account,
            "低保类别": dibao.category if dibao and line.programme == LIVING else None,
            "是否死亡": "否",
            "地区": self.place.name,
        }
        return Row(cells, person)

    def false_card(self, person: Person) -> str | None:
        """Half of those who never had a certificate are on the list with a number somebody made up."""
        return f"{person.number}42" if person.male else None

    def rows(self) -> list[Row]:
        rows = []
        for person, line in self.lines():
            row = self.row(person, line)
            if line.refused:
                row.cells["姓名"] = person.name
                damage.beyond_repair(self.rng, row, "身份证号码", "digits_lost")
            rows.append(row)
        damage.mendable(self.rng, rows, "身份证号码", share=0.03)
        return rows

    def spoiled_strangers(self, rows: list[Row]) -> None:
        def make(person: Person) -> Row:
            row = self.row(
                person,
                Payee(
                    LIVING,
                    self.place.rates[LIVING][0],
                    months.month(2022, 3),
                    person.account,
                    self.place.code,
                ),
            )
            row.cells["姓名"] = person.name
            return row

        damage.strangers_refused(self.rng, rows, "身份证号码", self.strangers(4), make)

    def cards(self) -> list[Row]:
        """Accounts that belong to somebody else: a parent, a guardian, a son."""
        rows: list[Row] = []
        for person, line in self.lines():
            if person.holder is None or line.account != person.holder.account or line.refused:
                continue
            cells: dict[str, Cell] = {
                "姓名": self.name(person),
                "身份证号/出生年月": person.number,
                "性别": self.sex(person),
                "一卡通户名": person.holder.name,
                "一卡通户名身份证": person.holder.number,
                "一卡通账号": line.account,
                "财政代码": "2081107",
                "异动金额": spelling.yuan(self.rng, line.fen),
                "享受人员姓名": person.name,
                "开始时间": spelling.month(self.rng, line.start),
                "地址": self.address(person),
                "备注": "代管",
            }
            if not any(row.person is person for row in rows[-1:]):
                rows.append(Row(cells, person))
        return rows


def rosters(district: District) -> list[Roster]:
    may = Paymaster(district, months.BEFORE, "paymaster")
    june = Paymaster(district, months.NOW, "paymaster")
    june_rows = june.rows()
    june.spoiled_strangers(june_rows)
    june_layout = Layout(title=False, unit_line=False, totals=False, cover_sheet=True)
    return [
        may.roster("two-allowances-payees", "两项补贴发放名单", COLUMNS, may.rows(), Layout()),
        june.roster("two-allowances-payees", "两项补贴发放名单", COLUMNS, june_rows, june_layout),
        june.roster("card-changes", "一卡通变动名单", CARDS, june.cards(), Layout(totals=False)),
    ]
