"""Ask: one fact is missing and decides; or the payee list names somebody in a row nobody can read."""

from collections import Counter
from datetime import date

from demo.anomalies.pool import Pool, is_severe, off_dibao, on_dibao
from demo.months import BEFORE, month
from demo.people import LIVING, NURSING, Person, Spell


def grade_missing(pool: Pool) -> None:
    for person in pool.several(is_severe, off_dibao):
        person.cards[0].grade = None
        person.note = "纸质档案转入，等级待补录"
        person.unpaid.add(NURSING)
        pool.expect("ask", person, NURSING, "certificate_grade", "外地纸质档案转入，名单上没有等级")


def hukou_unknown(pool: Pool) -> None:
    for turn, person in enumerate(pool.several(is_severe)):
        person.hukou = [(date.min, None)]
        person.note = "户籍待核"
        person.unpaid |= {LIVING, NURSING}
        programmes = [LIVING, NURSING] if person.on("dibao", BEFORE) else [NURSING]
        pool.expect_for(programmes, "ask", person, "hukou_division", f"户籍地没有登记（{turn + 1}）")


def expiry_missing(pool: Pool) -> None:
    for person in pool.several(is_severe, off_dibao):
        person.cards[0].expires = None
        person.unpaid.add(NURSING)
        pool.expect("ask", person, NURSING, "certificate_expires_on", "有效期没有录入")


def other_amount_missing(pool: Pool) -> None:
    for person in pool.several(is_severe, off_dibao, _is_old):
        person.spells.append(Spell("elder_care_subsidy", month(2025, 3), None, None, "老年护理补贴"))
        person.unpaid.add(NURSING)
        pool.expect(
            "ask",
            person,
            NURSING,
            "elder_care_subsidy_fen",
            "同时领取老年护理补贴，金额没有填写，不知道哪个高",
        )


def _is_old(person: Person) -> bool:
    return person.birth.year < 1957


def row_refused(pool: Pool) -> None:
    """People first listed in June, in rows spoiled beyond repair; and some whose May row still holds.

    The register keeps paying the second kind on the strength of the May list: nothing is found about them.
    """
    names = Counter(person.name for person in pool.people)

    def has_a_name_of_his_own(person: Person) -> bool:
        return names[person.name] == 1 and not person.number.endswith("X")

    for turn in range(pool.each):
        person = pool.take(is_severe, on_dibao if turn % 3 == 2 else off_dibao, has_a_name_of_his_own)
        person.unreadable = "new"
        programmes = [LIVING, NURSING] if turn % 3 == 2 else [NURSING]
        pool.expect_for(
            programmes, "ask", person, "row_refused", "本月发放名单中此人的一行号码残缺，读不出来"
        )
        pool.take(is_severe, off_dibao, has_a_name_of_his_own).unreadable = "known"


def plant(pool: Pool) -> None:
    grade_missing(pool)
    hukou_unknown(pool)
    expiry_missing(pool)
    other_amount_missing(pool)
    row_refused(pool)
