"""残疾人证名单: the federation's list of certificate holders."""

from demo import months
from demo.people import VALID, Card, Person
from demo.rosters import damage, spelling
from demo.rosters.clerk import COUNTIES, Clerk, shuffled
from demo.rosters.sheet import Cell, Layout, Roster, Row, exported
from demo.world import District

COLUMNS = [
    "序号",
    "姓名",
    "证件号码",
    "残疾人证号",
    "性别",
    "年龄",
    "区县",
    "街道",
    "居委",
    "户籍类别",
    "残疾类别",
    "残疾等级",
    "双侧或单侧",
    "状态",
    "状态日期",
    "发证日期",
    "有效期起",
    "有效期止",
    "户口地址",
    "联系地址",
    "联系电话",
    "工作/就业",
    "初次申领日期",
    "业务申请类型",
    "申请日期",
    "备注",
]
GROUPS = {
    "区县": "户籍",
    "街道": "户籍",
    "居委": "户籍",
    "残疾类别": "残疾情况",
    "残疾等级": "残疾情况",
    "双侧或单侧": "残疾情况",
    "状态": "证件情况",
    "状态日期": "证件情况",
    "发证日期": "证件情况",
    "有效期起": "证件情况",
    "有效期止": "证件情况",
}


class Federation(Clerk):
    """区残联."""

    def listed(self) -> list[tuple[Person, Card]]:
        return [
            (person, card)
            for person in self.locals
            if (card := person.card(self.last)) and self.keeps(person)
        ]

    def keeps(self, person: Person) -> bool:
        """Whether the certificate is still kept here: some stay on the list after the hukou has left."""
        here = person.registered(self.last)
        if here is None or here.startswith(self.place.code):
            return True
        was_here = (person.registered(person.cards[0].issued) or "").startswith(self.place.code)
        return was_here and person.stale

    def row(self, person: Person, card: Card) -> Row:
        rng = self.rng
        known = bool(person.hukou and person.hukou[-1][1] is None) is False
        stopped = card.status != VALID and card.status_on is not None and card.status_on <= self.last
        cells: dict[str, Cell] = {
            "姓名": self.name(person),
            "证件号码": person.number,
            "残疾人证号": person.card_number(card),
            "性别": self.sex(person),
            "年龄": person.age(self.last),
            "区县": self.place.name if known else None,
            "街道": self.township(person) if known else None,
            "居委": self.village(person) if known else None,
            "户籍类别": "农业" if person.rural else "非农业",
            "残疾类别": spelling.kind(rng, card.kind),
            "残疾等级": spelling.grade(rng, card.grade),
            "双侧或单侧": rng.choice(("双侧", "单侧")) if card.kind in (1, 2) else None,
            "状态": card.status if stopped else self.standing(card),
            "状态日期": spelling.day(rng, card.status_on) if stopped else None,
            "发证日期": spelling.day(rng, card.issued),
            "有效期起": spelling.day(rng, card.issued),
            "有效期止": spelling.day(rng, card.expires),
            "户口地址": self.address(person) if known else None,
            "联系地址": self.address(person) if rng.random() < 0.8 else None,
            "联系电话": person.phone,
            "工作/就业": person.job,
            "初次申领日期": spelling.day(rng, person.cards[0].issued),
            "业务申请类型": card.why,
            "申请日期": spelling.day(rng, card.issued),
            "备注": person.note or None,
        }
        return Row(cells, person)

    def standing(self, card: Card) -> str:
        late = card.expires is not None and card.expires <= self.last
        return "过期" if late and self.rng.random() < 0.6 else VALID

    def rows(self) -> list[Row]:
        rows = [self.row(person, card) for person, card in self.listed()]
        damage.mendable(self.rng, rows, "证件号码", share=0.012)
        unreadable = self.strangers(4)
        for person in unreadable:
            person.cards.append(self.settlers.card(person, 4))
            person.cards[0].grade = 3
        damage.strangers_refused(
            self.rng, rows, "证件号码", unreadable, lambda person: self.row(person, person.cards[0])
        )
        return rows

    def claimed_by_two(self) -> list[Row]:
        """Rows about people the other district certifies as well."""
        rows = []
        for person in self.district.both_certified:
            row = self.row(person, person.cards[0])
            village = self.rng.choice(self.place.villages)
            row.cells |= {"街道": village.township, "居委": village.name}
            row.cells["户口地址"] = f"{COUNTIES[self.place.code]}{village.township}{village.name}1组"
            row.conflict = "two_counties"
            rows.append(row)
        return rows

    def two_numbers(self) -> list[Row]:
        """Rows whose certificate number belongs to another citizen number."""
        rows = []
        for person, other in zip(self.strangers(2), self.strangers(2), strict=True):
            person.cards.append(self.settlers.card(person, 4))
            person.cards[0].grade = 4
            row = self.row(person, person.cards[0])
            row.cells["残疾人证号"] = other.number + "44"
            row.conflict = "two_numbers"
            rows.append(row)
        return rows


def rosters(district: District) -> list[Roster]:
    """Return the lists of January (old system, comma-separated), May and June."""
    january = Federation(district, months.BASELINE, "federation")
    may = Federation(district, months.BEFORE, "federation")
    june = Federation(district, months.NOW, "federation")
    old = Layout("csv", title=False, unit_line=False, totals=False, encoding="gb18030")
    middle = Layout(closing="填表人：    审核人：", hidden_rows=(17, 18, 40))
    new = Layout(groups=GROUPS, hidden_sheet=True)
    june_rows = [*june.rows(), *june.claimed_by_two(), *june.two_numbers()]
    return [
        january.roster("certificates", "残疾人证名单", COLUMNS[1:], january.rows(), old),
        may.roster(
            "certificates",
            "残疾人证名单",
            shuffled(may.rng, COLUMNS),
            may.rows(),
            exported(may.is_large, middle),
        ),
        june.roster("certificates", "残疾人证名单", COLUMNS, june_rows, new),
    ]
