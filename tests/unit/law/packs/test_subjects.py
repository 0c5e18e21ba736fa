"""Programmes are owed to persons, households, employers, institutions and divisions: asked and laid out apart."""

from pathlib import Path

import pytest

from tests.unit.law.policy import CARE, write_policy
from tests.unit.law.small_plan import VISIT, write_district
from yingbao.law.engines.reference import determine
from yingbao.law.packs import Pack, check, load
from yingbao.values.month import Month

JUNE = Month(2026, 6)
STAFF = """
staff:
  name: {zh: 职工人数, en: staff}
  type: integer
  subject: employer
division_level:
  name: {zh: 级别, en: level}
  type: choice
  choices: {county: {zh: 区县, en: county}, village: {zh: 村, en: village}}
  subject: division
rooms:
  name: {zh: 房间数, en: rooms}
  type: integer
  subject: household
"""
QUOTA = """
id: quota
name: {zh: 按比例就业, en: quota}
clauses: [国发〔2015〕52号]
subject: employer
kind: duty
conditions:
  large: {rule: staff >= 30, says: {zh: 30人以上, en: 30 or more}, fails: {zh: '职工{staff}人', en: '{staff} staff'}}
eligible: large
"""
PLACE = """
id: place
name: {zh: 康复站, en: station}
clauses: [国发〔2015〕52号]
subject: division
kind: facility
conditions:
  each_village: {rule: division_level = 'village', says: {zh: 每村, en: each village}}
eligible: each_village
"""
HOME = """
id: home
name: {zh: 家庭改造, en: home}
clauses: [国发〔2015〕52号]
subject: household
kind: goods
conditions:
  large: {rule: rooms >= 2, says: {zh: 两间以上, en: two or more}}
  severe: {rule: grade = 1, says: {zh: 一级, en: grade 1}}
eligible: large AND severe
"""
MORE = {
    "facts__staff": STAFF,
    "packs__cn__programmes__work__quota": QUOTA,
    "packs__cn__programmes__access__place": PLACE,
    "packs__cn__programmes__access__home": HOME,
}


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return load(write_policy(tmp_path, **MORE), "cn-50")


def test_a_month_asks_persons_and_households(pack: Pack) -> None:
    rules = pack.for_month(JUNE)

    assert set(rules.by_id) == {"care", "home"}
    assert {fact.subject for fact in rules.facts} == {"person", "household"}


def test_others_are_asked_by_naming_them(pack: Pack) -> None:
    employers = pack.for_month(JUNE, ("employer",))

    assert set(employers.by_id) == {"quota"}
    assert determine(employers, {"staff": 30})["quota"].outcome is True
    assert (
        determine(pack.for_month(JUNE, ("division",)), {"division_level": "county"})["place"].outcome is False
    )
    assert pack.for_month(JUNE, ("institution",)).programmes == ()


def test_a_programme_for_employers_moves_no_bit_and_no_digest_of_persons(tmp_path: Path, pack: Pack) -> None:
    fewer = {name: text for name, text in MORE.items() if "quota" not in name}
    without = load(write_policy(tmp_path / "without", **fewer), "cn-50")

    assert pack.for_month(JUNE).pages == without.for_month(JUNE).pages
    assert pack.digest == without.digest
    assert pack.digest_of(("employer",)) != without.digest_of(("employer",))


def test_a_value_no_rule_asks_leaves_the_digest_alone(tmp_path: Path) -> None:
    district, other = write_district(tmp_path / "a"), write_district(tmp_path / "b")
    limits = other / "packs/cn-50/parameters/limits.yaml"
    limits.write_text(limits.read_text().replace("value: 5", "value: 7"))

    assert load(district, "cn-50").digest == load(other, "cn-50").digest


WRONG = {
    "a person asked about his employer": (
        {"packs__cn__programmes__care__care": CARE.replace("grade IN (1, 2)", "staff = 1")},
        "care.yaml:14:11: “staff”是用人单位的事实；“care”的对象是个人",
    ),
    "an employer asked about a person": (
        {"packs__cn__programmes__work__quota": QUOTA.replace("staff >= 30", "on_dibao")},
        "quota.yaml:8:17: “on_dibao”是个人的事实；“quota”的对象是用人单位",
    ),
    "a person asked about the household": (
        {"packs__cn__programmes__care__care": CARE.replace("grade IN (1, 2)", "rooms = 1")},
        "“rooms”是家庭的事实",
    ),
    "a sentence about someone else": (
        {"packs__cn__programmes__work__quota": QUOTA.replace("{staff}", "{grade}")},
        "“grade”是个人的事实",
    ),
    "an amount by someone else's fact": (
        {
            "packs__cn__programmes__work__quota": QUOTA
            + "pays: {amount: care_rate(grade), unit: fen, per: year}\n"
        },
        "quota.yaml:10:16: “grade”是个人的事实",
    ),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_programme_asks_its_own_subject_only(tmp_path: Path, wrong: tuple[dict[str, str], str]) -> None:
    changed, sentence = wrong

    found = [problem.speak("zh") for problem in check(write_policy(tmp_path, **{**MORE, **changed})).problems]

    assert [line for line in found if sentence in line], found


PARTICULARS = {
    "a value gone by": ("[homes_to_modify]", "[homes]", "visit.yaml:12:11: 没有参数“homes”"),
    "a form twice": (
        "en: at home}]",
        "en: at home}, {id: at_home, zh: 上门, en: home}]",
        "visit.yaml:13:45: 形式“at_home”写了两次",
    ),
    "a payer": ("central:", "nobody:", "visit.yaml:14:"),
    "a share": ("county: homes_to_modify", "county: many", "写 rest、unknown 或参数的编号"),
    "two rests": ("county: homes_to_modify", "county: rest", "visit.yaml:14:1: rest 只能写一次"),
    "a period": ("per: quarter", "per: week", "visit.yaml:15:"),
}


@pytest.mark.parametrize("wrong", PARTICULARS.values(), ids=PARTICULARS)
def test_what_is_wrong_with_a_particular_is_said(tmp_path: Path, wrong: tuple[str, str, str]) -> None:
    written, instead, sentence = wrong
    assert written in VISIT
    changed = {"packs__cn-50__programmes__care__visit": VISIT.replace(written, instead)}

    found = [problem.speak("zh") for problem in check(write_district(tmp_path, **changed)).problems]

    assert [line for line in found if sentence in line], found


def test_particulars_are_kept(tmp_path: Path) -> None:
    visit = next(p for p in load(write_district(tmp_path), "cn-50").programmes if p.id == "visit")

    more = visit.particulars
    assert (visit.area, more.goes_by, more.process) == ("care", ("homes_to_modify",), "care_application")
    assert [(form.id, form.name.zh) for form in more.forms] == [("at_home", "上门")]
    assert [(share.payer, share.part) for share in more.funds] == [
        ("central", "rest"),
        ("county", "homes_to_modify"),
    ]
    assert visit.pays is not None
    assert (visit.pays.per, str(visit.pays.by)) == ("quarter", "2025-12")


def test_the_problems_of_one_programme_do_not_hide_the_cases_of_others(tmp_path: Path) -> None:
    case = "- {case: 甲, programme: quota, month: 2026-06, facts: {staff: 29}, expect: yes}\n"
    changed = {
        "packs__cn__cases__work__quota": case,
        "packs__cn__programmes__care__care": CARE.replace("grade IN", "grad IN"),
    }

    found = [problem.speak("zh") for problem in check(write_policy(tmp_path, **{**MORE, **changed})).problems]

    assert [line for line in found if "quota.yaml:1:10: 案例“甲”：应为“是”，得“否”（large）" in line], found
