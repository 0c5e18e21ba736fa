"""The two published plans, read exactly."""

from pathlib import Path

import pytest

from tests.unit.law.plans.papers import wrapped
from yingbao.law.plans.document import PlanDocument
from yingbao.law.plans.lines import bare, decode, width
from yingbao.law.plans.reading import clause_text, read_plan, read_text
from yingbao.law.plans.writing import from_yaml, to_yaml

TEXTS = Path(__file__).parent / "texts"
PACKS = Path(__file__).parents[4] / "policy" / "packs"
PLANS = {"wulong": "cn-500156", "wulingyuan": "cn-430811"}


def source(name: str) -> str:
    return decode((TEXTS / f"{name}.txt").read_bytes())


@pytest.fixture(scope="module", params=PLANS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def wulong() -> PlanDocument:
    return read_plan(TEXTS / "wulong.txt")


@pytest.fixture(scope="module")
def wulingyuan() -> PlanDocument:
    return read_plan(TEXTS / "wulingyuan.txt")


def shape(plan: PlanDocument) -> list[tuple[str, str, str]]:
    return [(clause.id, clause.kind.value, bare(clause.text)) for clause in plan.clauses]


def test_nothing_is_lost_but_page_numbers(name: str) -> None:
    plan = read_plan(TEXTS / f"{name}.txt")
    text = source(name)
    for line in plan.furniture:
        assert line.text.strip(" －0123456789") == ""
        text = text.replace(line.text, "", 1)
    assert bare(clause_text(plan.clauses)) == bare(text)
    assert plan.problems == ()


def test_every_clause_has_its_own_id_and_its_parent_stands_before_it(name: str) -> None:
    seen: set[str] = set()
    for clause in read_plan(TEXTS / f"{name}.txt").clauses:
        assert clause.id not in seen
        assert clause.parent is None or clause.parent in seen
        seen.add(clause.id)


def test_lines_of_a_clause_hold_its_words(name: str) -> None:
    lines = source(name).split("\n")
    for clause in read_plan(TEXTS / f"{name}.txt").clauses:
        stands = bare("".join(lines[clause.first_line - 1 : clause.last_line]))
        assert bare(clause.text)[:8] in stands.replace("－19－", "")


def test_wulong_has_eight_boxes_and_nineteen_tasks(wulong: PlanDocument) -> None:
    assert [len(box.items) for box in wulong.boxes] == [9, 6, 7, 4, 5, 4, 4, 2]
    assert [task.number for task in wulong.tasks] == list(range(1, 20))
    assert wulong.indicators == ()
    assert wulong.title == "重庆市武隆区“十四五”残疾人保障和发展规划（2021—2025年）"
    assert (wulong.number, wulong.issuer) == ("武隆府办发〔2022〕77号", "重庆市武隆区人民政府办公室")
    assert str(wulong.issued_on) == "2022-12-05"


def test_wulingyuan_has_nine_boxes_eleven_indicators_and_twenty_seven_tasks(wulingyuan: PlanDocument) -> None:
    assert [len(box.items) for box in wulingyuan.boxes] == [11, 10, 8, 7, 5, 5, 7, 3, 8]
    assert [task.number for task in wulingyuan.tasks] == list(range(1, 28))
    assert (wulingyuan.number, wulingyuan.issuer) == ("张武政发〔2022〕7号", "张家界市武陵源区人民政府")
    assert str(wulingyuan.issued_on) == "2022-10-11"
    assert wulingyuan.title == "张家界市武陵源区“十四五”残疾人保障和发展规划（2021—2025年）"


def test_wulingyuan_indicators(wulingyuan: PlanDocument) -> None:
    rows = [(each.id, each.name, each.unit, each.target, each.binding) for each in wulingyuan.indicators]
    assert rows[0] == ("专栏1.1", "残疾人家庭人均收入年均增长", "%", "与全区地区生产总值增长基本同步", False)
    assert rows[1] == ("专栏1.2", "城乡残疾人职业技能培训人数", "人", "150", False)
    assert rows[5] == ("专栏1.6", "残疾人城乡居民基本养老保险参保率", "%", "＞90", False)
    assert [row[4] for row in rows] == [False, False, True, True, True, False, False, False, True, True, True]
    assert [row[3] for row in rows][2:] == ["100", "100", "100", "＞90", "＞95", "＞99", "95", "98", "100"]


def test_wulong_units_are_single_units(wulong: PlanDocument) -> None:
    townships = "各乡镇（街道）"
    units = [(task.lead, task.responsible) for task in wulong.tasks]
    assert units[0] == (("区乡村振兴局",), ("区残联", townships))
    assert units[2] == (("区人力社保局", "区医保局"), ("区财政局", "区残联", townships))
    assert units[6] == (("区公安局", "区卫生健康委", "区民政局", "区应急局"), ("区残联", townships))
    assert units[7] == (
        ("区委组织部", "区人力社保局", "区国资委", "区残联"),
        ("区财政局", "区政府有关部门", "有关单位", townships),
    )
    assert units[16] == (("区委宣传部", "区残联"), ("区总工会", "团区委", "区妇联"))
    assert units[17][1][-1] == "区级有关部门和单位"
    assert units[18] == (("区城市管理局", "区残联"), ("区规划自然资源局", "区级有关部门和单位", townships))
    assert all(lead and responsible for lead, responsible in units)


def test_wulingyuan_units_are_single_units(wulingyuan: PlanDocument) -> None:
    units = {task.number: (task.lead, task.responsible) for task in wulingyuan.tasks}
    assert [number for number, (_, responsible) in units.items() if not responsible] == [3, 17, 18, 20]
    assert units[9][1] == ("区财政局", "区税务局", "区政府有关部门", "有关单位", "各乡街道")
    assert units[12] == (
        ("区残联", "区卫生健局"),
        ("区教育局", "区民政局", "区财政局", "区人社局", "区乡村振兴局", "区医保局"),
    )
    assert units[13][1] == ("残工委其他成员单位",)
    assert units[25][1][-3:] == ("人行武陵源中心支行", "农行武陵源分行", "有关服务机构")


@pytest.mark.parametrize(
    ("clause", "beginning"),
    [
        ("1.p6.e", "残疾人自立自强典型人物张永红"),
        ("2.1.b", "以推动残疾人事业高质量发展为主题"),
        ("3.1.p1.a", "做好巩固残疾人脱贫攻坚成果同乡村振兴有效衔接工作。"),
        ("3.1.p1.b", "切实做好"),
        ("3.1.p2.b", "做好对符合条件残疾人的医疗救助"),
        ("专栏1.2.a", "2.困难残疾人生活补贴和重度残疾人护理补贴。适当提高"),
        ("专栏1.2.b", "推动困难残疾人生活补贴延伸到低收入家庭中的残疾人；可将护理补贴延伸"),
        ("专栏1.5", "5.残疾人入户访视服务。"),
        ("专栏4.2.b", "根据财力适时扩大"),
        ("3.3.p6.c", "着力发展以职业教育为重点"),
        ("专栏8.1.b", "在“十四五”期间，每年至少建成3家"),
        ("4.7.b", "各乡镇（街道）、区政府有关部门"),
        ("附件.19", "19 按相关规定"),
        ("foot", "抄送：区委办公室"),
    ],
)
def test_wulong_clauses_stand_under_their_ids(wulong: PlanDocument, clause: str, beginning: str) -> None:
    assert wulong.by_id[clause].text.startswith(beginning)


@pytest.mark.parametrize(
    ("clause", "beginning"),
    [
        ("1.p5.g", "六是扶残助残社会氛围不够浓厚"),
        ("2.3.p6", "——残疾人事业基础保障条件"),
        ("3.2.p1.c", "落实残疾人就业促进政策"),
        ("3.2.p2.o", "扶持残疾人亲属就业创业"),
        ("3.1.p6.b", "持续支持符合条件的农村低收入"),
        ("专栏2.10", "10．突发公共事件中困难残疾人急难救助。"),
        ("3.2.p3.h", "选拔人才参加市级及以上"),
        ("专栏7.1.b", "依托新时代文明实践中心"),
        ("3.3.p11.d", "完善残疾人人口基础信息数据库"),
        ("4.6.b", "区政府残疾人工作委员会及相关部门"),
        ("附件.27", "27 将残疾人事业纳入"),
    ],
)
def test_wulingyuan_clauses_stand_under_their_ids(
    wulingyuan: PlanDocument, clause: str, beginning: str
) -> None:
    text = wulingyuan.text_of(clause)
    assert text.startswith(beginning)


def test_plan_yaml_in_the_packs_is_what_the_reader_writes(name: str) -> None:
    plan = read_plan(TEXTS / f"{name}.txt")
    written = (PACKS / PLANS[name] / "plan.yaml").read_text(encoding="utf-8")
    assert to_yaml(plan) == written
    assert from_yaml(written) == plan
    assert "\\u" not in written


@pytest.mark.parametrize(
    ("how", "octets"),
    [
        ("Windows line ends", lambda text: text.replace("\n", "\r\n").encode()),
        ("GB18030", lambda text: text.encode("gb18030")),
        ("a byte order mark", lambda text: text.encode("utf-8-sig")),
        ("UTF-16", lambda text: text.encode("utf-16")),
        ("wide spaces", lambda text: text.replace(" ", "\u3000").replace("，", "，\u3000").encode()),
        ("spaces at the line ends", lambda text: text.replace("\n", "  \n").encode()),
    ],
)
def test_how_a_file_was_saved_makes_no_difference(
    name: str, how: str, octets: object, tmp_path: Path
) -> None:
    file = tmp_path / f"{how}.txt"
    file.write_bytes(octets(source(name)))
    assert shape(read_plan(file)) == shape(read_plan(TEXTS / f"{name}.txt"))


@pytest.mark.parametrize("columns", [54, 60, 66, 72])
@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("indentation", ["　　", ""], ids=["seen", "lost"])
def test_lines_broken_at_another_width_give_the_same_clauses(
    columns: int, gap: str, indentation: str
) -> None:
    text = source("wulingyuan")
    out = []
    for line in text.split("\n"):
        pieces = wrapped(line.strip(), columns, columns - 4) if width(line) > columns else [line]
        out += [
            (indentation + pieces[0]) if len(pieces) > 1 else pieces[0],
            *(gap + piece for piece in pieces[1:]),
        ]
    assert shape(read_text("\n".join(out))) == shape(read_text(text))
