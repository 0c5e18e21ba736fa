"""Everything that can be wrong with a pack is said, with its place, and nothing is half-loaded."""

import pytest

from tests.unit.law.policy import (
    CARE,
    CASES,
    CITY,
    CITY_CARE,
    CITY_RATES,
    FACTS,
    LAW,
    NATION,
    RATES,
    REFORM,
    write_policy,
)
from yingbao.law.packs import check

WRONG = {
    "an unknown key": ("packs__cn__pack", NATION + "colour: red\n", "pack.yaml:7:1", "这里不认识“colour”"),
    "a key written twice": ("packs__cn__pack", NATION + "id: cn\n", "pack.yaml:7:1", "写了两次"),
    "no name": ("packs__cn__pack", NATION.replace("name", "nam"), "pack.yaml:3:1", "nam"),
    "no YAML": ("packs__cn__pack", "id: [cn\n", "pack.yaml:2:1", "不是有效的 YAML"),
    "the folder's name": (
        "packs__cn-50__pack",
        CITY.replace("cn-50", "cn-51"),
        "pack.yaml:2:5",
        "文件夹名不同",
    ),
    "no parent": (
        "packs__cn-50__pack",
        CITY.replace("extends: cn", "extends: xx"),
        "pack.yaml:5:10",
        "没有政策包“xx”",
    ),
    "a circle": ("packs__cn__pack", NATION + "extends: cn-50\n", "pack.yaml:", "绕回自身"),
    "a month": ("packs__cn-50__pack", CITY.replace("2016-01", "2016"), "pack.yaml:6:18", "in_force.from"),
    "the file's name": (
        "packs__cn__programmes__care__care",
        CARE.replace("id: care", "id: nursing"),
        "care.yaml:2:5",
        "文件名",
    ),
    "no such fact": (
        "packs__cn__programmes__care__care",
        CARE.replace("grade IN", "grad IN"),
        "care.yaml:14:11",
        "是不是“grade”",
    ),
    "not in the range": (
        "packs__cn__programmes__care__care",
        CARE.replace("(1, 2)", "(1, 7)"),
        "care.yaml:14:24",
        "1–4",
    ),
    "always true": (
        "packs__cn__programmes__care__care",
        CARE.replace("grade IN (1, 2)", "on_dibao OR NOT on_dibao"),
        "care.yaml:14:11",
        "无论事实如何都成立",
    ),
    "a condition nobody uses": (
        "packs__cn__programmes__care__care",
        CARE.replace("AND severe AND", "AND"),
        "care.yaml:13:3",
        "没有写进 eligible",
    ),
    "a fact in eligible": (
        "packs__cn__programmes__care__care",
        CARE.replace("alive AND severe AND", "alive AND severe AND on_dibao AND"),
        "care.yaml:22:32",
        "eligible 里只写条件名",
    ),
    "a blank that is no fact": (
        "packs__cn__programmes__care__care",
        CARE.replace("{grade}级", "{grad}级"),
        "care.yaml:16:18",
        "没有事实“{grad}”",
    ),
    "an article that is not there": (
        "packs__cn__programmes__care__care",
        CARE.replace("'残疾人保障法:第四十八条'", "'残疾人保障法:第九百条'"),
        "care.yaml:4:25",
        "里没有“第九百条”",
    ),
    "a document that is not there": (
        "packs__cn__programmes__care__care",
        CARE.replace("clauses: [国发〔2015〕52号", "clauses: [国发〔2015〕53号"),
        "care.yaml:4:11",
        "没有文件",
    ),
    "a plan that is not there": (
        "packs__cn__programmes__care__care",
        CARE.replace("clauses: [国发〔2015〕52号", "clauses: ['plan:1.1'"),
        "plan.yaml:1:1",
        "没有 plan.yaml",
    ),
    "a relation with no benefit": (
        "packs__cn__programmes__care__care",
        CARE.replace("with: on_tekun", "with: grade"),
        "care.yaml:24:12",
        "不是是否类事实",
    ),
    "a relation without its source": (
        "packs__cn__programmes__care__care",
        CARE.replace("exclude, source: 国发〔2015〕52号", "exclude"),
        "care.yaml:24:5",
        "source 或 clause",
    ),
    "a higher amount without an amount": (
        "packs__cn__programmes__care__care",
        CARE.replace("amount: elder_care_fen, ", ""),
        "care.yaml:25:5",
        "须写 amount",
    ),
    "a tiered rate named without its fact": (
        "packs__cn__programmes__care__care",
        CARE.replace("care_rate(grade)", "care_rate"),
        "care.yaml:27:16",
        "care_rate(grade)",
    ),
    "no amount of money": (
        "packs__cn__programmes__care__care",
        CARE.replace("care_rate(grade)", "birth_on"),
        "care.yaml:27:16",
        "金额",
    ),
    "a tier that is none": (
        "packs__cn-50__parameters__rates",
        CITY_RATES.replace("2: 8000", "5: 8000"),
        "rates.yaml:4:40",
        "5",
    ),
    "one value for all tiers": (
        "packs__cn-50__parameters__rates",
        CITY_RATES.replace("{1: 9000, 2: 8000}", "9000"),
        "rates.yaml:4:30",
        "分档",
    ),
    "yuan instead of fen": (
        "packs__cn-50__parameters__rates",
        CITY_RATES.replace("8000", "80.00"),
        "rates.yaml:4:43",
        "80.00",
    ),
    "a negative rate": (
        "packs__cn-50__parameters__rates",
        CITY_RATES.replace("8000", "-8000"),
        "rates.yaml:4:43",
        "不能为负",
    ),
    "how sure": (
        "packs__cn__parameters__rates",
        RATES.replace("stated", "certain"),
        "rates.yaml:7:45",
        "sure",
    ),
    "a fact of no type": (
        "facts__person",
        FACTS.replace("type: fen", "type: money"),
        "person.yaml:29:9",
        "type",
    ),
    "two facts of one name": (
        "facts__person",
        FACTS.replace("zh: 特困,", "zh: 低保,"),
        "person.yaml:21:1",
        "已是事实",
    ),
    "a law without articles": ("laws__law", LAW.replace("articles", "artikel"), "law.yaml:2:1", "articles"),
    "a reform of nothing known": (
        "packs__cn-50__reforms__wider",
        "id: wider\nprogrammes: {}\ncolour: red\n",
        "wider.yaml:3:1",
        "改革方案里不认识",
    ),
    "a reform under another name": (
        "packs__cn-50__reforms__wider",
        REFORM.replace("id: wider", "id: narrower"),
        "wider.yaml:2:5",
        "与文件名不同",
    ),
    "two parameters of one name": (
        "packs__cn__parameters__rates",
        RATES + RATES.replace("care_rate", "other_rate"),
        "rates.yaml:9:1",
        "已是参数 care_rate 的名称",
    ),
    "a parameter with the name of a fact": (
        "packs__cn__parameters__rates",
        RATES.replace("护理补贴标准", "低保"),
        "rates.yaml:2:1",
        "已是事实的名称",
    ),
    "a case that comes out otherwise": (
        "packs__cn-50__cases__care__care",
        CASES.replace("expect: yes\n  amount: 100.00", "expect: no"),
        "care.yaml:2:9",
        "应为“否”，得“是”",
    ),
    "a case with another amount": (
        "packs__cn-50__cases__care__care",
        CASES.replace("100.00", "110.00"),
        "care.yaml:2:9",
        "金额应为 110.00 元，得 100.00 元",
    ),
    "a case that asks something else": (
        "packs__cn-50__cases__care__care",
        CASES.replace("asks: [grade]", "asks: [on_tekun]"),
        "care.yaml:15:9",
        "应追问 on_tekun，得 grade",
    ),
    "a case on no fact": (
        "packs__cn-50__cases__care__care",
        CASES.replace("{grade: 2", "{grad: 2"),
        "care.yaml:5:16",
        "grad",
    ),
    "a case of no programme": (
        "packs__cn-50__cases__care__care",
        CASES.replace("programme: care", "programme: visit"),
        "care.yaml:2:9",
        "没有项目“visit”",
    ),
    "nothing to override": (
        "packs__cn-50__programmes__care__care",
        CITY_CARE + "  extra: {rule: on_dibao}\n",
        "care.yaml:6:3",
        "缺少",
    ),
}


def said(policy) -> list[str]:
    return [problem.speak("zh") for problem in check(policy).problems]


def test_a_sound_policy_has_no_problem_and_its_cases_are_run(tmp_path):
    checked = check(write_policy(tmp_path))

    assert list(checked.problems) == []
    assert (checked.packs, checked.programmes, checked.reforms, checked.cases) == (2, 2, 1, 3)


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_where_it_stands(tmp_path, wrong):
    name, text, place, sentence = wrong

    found = said(write_policy(tmp_path, **{name: text}))

    assert [line for line in found if place in line and sentence in line], found


def test_the_cases_of_a_pack_that_is_not_sound_are_not_run(tmp_path):
    wrong = CARE.replace("grade IN", "grad IN")

    assert len(said(write_policy(tmp_path, packs__cn__programmes__care__care=wrong))) == 1


def test_problems_of_several_files_come_together(tmp_path):
    found = said(
        write_policy(
            tmp_path,
            facts__person=FACTS.replace("type: fen", "type: money"),
            packs__cn__programmes__care__care=CARE.replace("subject: person", "subject: dog"),
            **{"packs__cn-50__pack": CITY + "colour: red\n"},
        )
    )

    assert {line.split(":")[0].rpartition("/")[2] for line in found} >= {
        "person.yaml",
        "care.yaml",
        "pack.yaml",
    }


def test_a_file_that_is_no_text_is_said_and_does_not_stop_the_rest(tmp_path):
    policy = write_policy(tmp_path)
    (policy / "facts/other.yaml").write_bytes("名".encode("gb18030"))

    assert any("不是 UTF-8" in line for line in said(policy))
