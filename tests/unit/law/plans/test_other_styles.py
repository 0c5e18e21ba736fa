"""Plans of other counties: other numbering, other tables, no boxes or no annex; as text, in Word, as PDF."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.unit.law.plans.papers import Paper, as_pdf, as_text, as_word
from yingbao.law.plans.document import PlanDocument, Why
from yingbao.law.plans.lines import bare
from yingbao.law.plans.reading import clause_text, read_plan, read_text

LONG = (
    "把符合条件的残疾人家庭全部纳入最低生活保障范围，做到应保尽保，不落一户一人，并且建立动态监测的长效机制。"
)
WAYS = ("text", "broken text", "text without gaps", "Word", "PDF")


def read(paper: Paper, way: str, directory: Path) -> PlanDocument:
    if way == "Word":
        return read_plan(as_word(paper, directory / "plan.docx"))
    if way == "PDF":
        return read_plan(as_pdf(paper, directory / "plan.pdf"))
    return read_text(as_text(paper, 52 if "broken" in way else 0, gap="without" not in way))


def qingchuan() -> tuple[Paper, str]:
    """一、（一） with tables in the text and other names for the columns; no boxes."""
    paper = Paper().line("青川县“十四五”残疾人保障和发展规划")
    paper.para("为保障和改善残疾人民生，根据国家和省有关规定，结合我县实际，制定本规划，请各单位遵照执行。")
    paper.heading("一、总体要求").para(
        "坚持以人民为中心，把残疾人的需要放在心上。全县上下要同心协力，把这件事办好，办实，办出成效来。"
    )
    paper.heading("二、主要任务").heading("（一）社会保障")
    paper.para(f"加强社会救助。{LONG}每季度核查一次。")
    paper.para(
        "发放两项补贴。困难残疾人生活补贴每人每月100元，重度残疾人护理补贴每人每月110元，并随经济社会发展逐步提高。"
    )
    paper.line("表1 主要指标")
    paper.table(
        ["序号", "指标", "单位", "2020年", "2025年", "属性"],
        ["1", "残疾人基本康复服务覆盖率", "%", "80", "95", "约束性"],
        ["2", "职业技能培训人数", "人", "300", "500", "预期性"],
    )
    paper.heading("（二）就业创业").para(
        "拓宽渠道。鼓励残疾人自主创业，每年培训不少于300人次，让有就业意愿的残疾人都有事可做。"
    )
    paper.heading("三、保障措施").para(
        "加强领导，压实责任，定期开展评估，把各项任务落到实处，让残疾人有更多的获得感。"
    )
    paper.heading("附件").line("任务分工表")
    paper.table(
        ["序号", "重点任务", "责任部门", "配合单位"],
        ["1", "发放两项补贴。", "县民政局", "县财政局、县残联"],
        ["2", "开展职业技能培训。", "县人社局、县残联", "各乡镇人民政府等"],
    )
    expected = """head.1 head.2 1 1.a 1.b 2 2.1 2.1.p1 2.1.p1.a 2.1.p1.b 2.1.p2 表1 表1.head 表1.1 表1.2
        2.2 2.2.a 3 3.a 附件 附件.head 附件.1 附件.2"""
    return paper, expected


def heping() -> tuple[Paper, str]:
    """第一部分 with 一、, half-width digits and brackets, boxes with Chinese numbers and sub-items; no annex."""
    paper = Paper().line("和平县残疾人事业发展规划", "(2021-2025年)")
    paper.para("根据国家规划和省、市有关文件精神，结合我县残疾人事业发展的实际情况，制定本规划。")
    paper.heading("第一部分 发展基础").para(f"“十三五”时期，我县残疾人事业取得明显进步。{LONG}")
    paper.heading("第二部分 主要任务").heading("一、强化社会保障")
    paper.para(f"完善救助制度。{LONG}", f"落实补贴政策。{LONG}对(一、二级)重度残疾人应补尽补。")
    paper.box(
        "专栏一 社会保障重点项目",
        f"1.最低生活保障。{LONG}",
        "2.残疾评定补贴。为符合条件的低收入和重度残疾人残疾评定提供补贴和便利服务，做到当年申请、当年评定、当年兑现。",
        "(1)首次评定的费用由县财政全额负担，不得向残疾人收取任何费用，也不得以任何名义变相收费。",
        "(2)上门评定的费用由县残联统筹安排，每年组织上门评定不少于2次。",
        f"3.托养服务。{LONG}",
    )
    paper.heading("二、促进就业创业").para(f"落实就业政策。{LONG}")
    expected = """head.1 head.2 1 1.a 1.b 2 2.1 2.1.p1 2.1.p2 2.1.p2.a 2.1.p2.b 专栏1 专栏1.1 专栏1.2
        专栏1.2.1 专栏1.2.2 专栏1.3 2.2 2.2.a"""
    return paper, expected


def anyuan() -> tuple[Paper, str]:
    """一、 with run-in （一） and 1.; an official notice before it; a table of indicators in another order."""
    paper = Paper().line("安府发〔2021〕15号", "安源县人民政府关于印发安源县残疾人保障和发展规划的通知")
    paper.line("各乡镇人民政府，县政府各部门：").para(
        "现将《安源县残疾人保障和发展规划》印发给你们，请认真贯彻执行。"
    )
    paper.line("安源县人民政府", "2021年12月31日", "安源县残疾人保障和发展规划")
    paper.para("为加快我县残疾人事业高质量发展，根据有关法律法规和上级规划，结合我县实际，制定本规划。")
    paper.heading("一、发展目标")
    paper.para(f"到2025年，残疾人生活品质得到新改善，民生福祉达到新水平。{LONG}")
    paper.table(
        ["序号", "属性", "指标名称", "目标值"],
        ["1", "约束性", "困难残疾人生活补贴覆盖率（%）", "100"],
        ["2", "预期性", "残疾人家庭人均收入年均增长", "与居民人均可支配收入增长同步"],
    )
    paper.heading("二、重点工作")
    paper.para(f"（一）加强社会救助。{LONG}每年复核一次。", f"（二）提高保险水平。{LONG}")
    paper.para(
        "1．养老保险。对重度残疾人参加城乡居民养老保险，由财政按最低档次标准全额代缴，不得漏缴、少缴。"
    )
    paper.para("2．医疗保险。对符合条件的残疾人参加城乡居民医疗保险的个人缴费部分，由财政给予补贴。")
    paper.heading("三、组织实施").para(
        "县政府残疾人工作委员会统筹协调，各有关部门分工协作、履职尽责，形成工作合力。"
    )
    expected = """head.1 head.2 head.3 head.4 head.5 head.6 1 1.a 1.b 表1 表1.head 表1.1 表1.2
        2 2.1 2.1.a 2.1.b 2.2 2.2.1 2.2.2 3 3.a"""
    return paper, expected


def linshui() -> tuple[Paper, str]:
    """第一章 without sections, the task table in the middle of the text, columns in another order."""
    paper = Paper().line("临水市“十四五”残疾人保障和发展规划", "（2021—2025年）")
    paper.para("为贯彻落实党中央、国务院决策部署，保障残疾人平等权益，促进残疾人全面发展，制定本规划。")
    paper.heading("第一章 总体要求").para(f"坚持弱有所扶。{LONG}", f"坚持固本强基。{LONG}")
    paper.heading("第二章 任务分工").para(
        "下列任务由牵头单位负总责，责任单位按照职责分工抓好落实，每半年报告一次进展。"
    )
    paper.table(
        ["序号", "牵头部门", "协办单位", "工作内容", "完成时限"],
        ["1", "市民政局、市残联", "市财政局", "将符合条件的残疾人家庭全部纳入最低生活保障范围。", "2025年底"],
        ["2", "市住房和城乡建设局", "各区（县）", "为困难重度残疾人家庭实施无障碍改造。", "2023年底"],
    )
    paper.heading("第三章 监督评估").para(
        "市政府残疾人工作委员会对规划实施情况进行年度监测、中期评估和期末评估，并公开结果。"
    )
    expected = """head.1 head.2 1 1.p1 1.p2 2 2.a 表1 表1.head 表1.1 表1.2 3 3.a"""
    return paper, expected


PAPERS = (qingchuan, heping, anyuan, linshui)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("county", PAPERS)
def test_every_style_is_read_exactly_in_every_format(
    county: Callable[[], tuple[Paper, str]], way: str, tmp_path: Path
) -> None:
    paper, expected = county()
    plan = read(paper, way, tmp_path)
    assert [clause.id for clause in plan.clauses] == expected.split()
    assert bare(clause_text(plan.clauses)) == bare(paper.words)
    assert plan.problems == ()


@pytest.mark.parametrize("way", WAYS)
def test_tables_say_the_same_in_every_format(way: str, tmp_path: Path) -> None:
    plan = read(qingchuan()[0], way, tmp_path)
    first, second = plan.indicators
    assert (first.name, first.unit, first.baseline, first.target, first.binding) == (
        "残疾人基本康复服务覆盖率", "%", "80", "95", True,
    )  # fmt: skip
    assert (second.number, second.name, second.unit, second.binding) == (2, "职业技能培训人数", "人", False)
    assert [(task.text, task.lead, task.responsible, task.and_others) for task in plan.tasks] == [
        ("发放两项补贴。", ("县民政局",), ("县财政局", "县残联"), False),
        ("开展职业技能培训。", ("县人社局", "县残联"), ("各乡镇人民政府",), True),
    ]


@pytest.mark.parametrize("way", WAYS)
def test_columns_may_stand_in_any_order(way: str, tmp_path: Path) -> None:
    tasks = read(linshui()[0], way, tmp_path).tasks
    assert [(task.lead, task.responsible, task.deadline) for task in tasks] == [
        (("市民政局", "市残联"), ("市财政局",), "2025年底"),
        (("市住房和城乡建设局",), ("各区（县）",), "2023年底"),
    ]
    plan = read(anyuan()[0], way, tmp_path)
    assert [(each.name, each.target, each.binding) for each in plan.indicators] == [
        ("困难残疾人生活补贴覆盖率", "100", True),
        ("残疾人家庭人均收入年均增长", "与居民人均可支配收入增长同步", False),
    ]


@pytest.mark.parametrize("way", WAYS)
def test_the_official_frame_is_understood(way: str, tmp_path: Path) -> None:
    plan = read(anyuan()[0], way, tmp_path)
    assert (plan.number, plan.issuer, str(plan.issued_on)) == (
        "安府发〔2021〕15号",
        "安源县人民政府",
        "2021-12-31",
    )
    assert plan.title == "安源县残疾人保障和发展规划"


def test_a_table_of_contents_is_not_the_plan() -> None:
    text = as_text(linshui()[0])
    contents = "目  录\n第一章 总体要求……………1\n第二章 任务分工………3\n第三章 监督评估………5\n"
    at = text.index("为贯彻落实")
    plan = read_text(text[:at] + contents + text[at:])
    assert [clause.id for clause in plan.clauses if clause.kind == "chapter"] == ["1", "2", "3"]
    assert plan.by_id["1"].first_line > 8


def test_a_number_left_out_is_reported_with_its_line() -> None:
    plan = read_text("第一章 总则\n坚持以人民为中心，努力工作。\n第三章 附则\n本规划自发布之日起施行。\n")
    assert [(problem.line, problem.why) for problem in plan.problems] == [(3, Why.NUMBER_SKIPPED)]
    assert [clause.id for clause in plan.clauses] == ["1", "1.a", "3", "3.a"]


def test_a_number_used_twice_still_gives_two_ids() -> None:
    plan = read_text(
        "第一章 总则\n坚持以人民为中心，努力工作。\n第一章 附则\n本规划自发布之日起施行。\n第二章 后记\n完。\n"
    )
    assert [clause.id for clause in plan.clauses] == ["1", "1.a", "1~2", "1~2.a", "2", "2.a"]
    assert plan.problems[0].why is Why.NUMBER_REPEATED


def test_a_table_of_unknown_columns_is_kept_and_reported(tmp_path: Path) -> None:
    paper = Paper().heading("第一章 总则").para("下表列出各乡镇的联系方式，供残疾人查询使用。")
    paper.table(["乡镇", "联系人", "电话"], ["河口镇", "张三", "12345"])
    plan = read_plan(as_word(paper, tmp_path / "plan.docx"))
    assert [problem.why for problem in plan.problems] == [Why.TABLE_UNKNOWN]
    assert [clause.text for clause in plan.clauses if clause.kind == "unplaced"] == [
        "乡镇 联系人 电话",
        "河口镇 张三 12345",
    ]


def test_a_merged_cell_speaks_for_every_row_it_spans(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("第一章 分工")
    table = document.add_table(3, 4)
    rows = [
        ["序号", "工作任务", "牵头单位", "责任单位"],
        ["1", "发放补贴。", "区民政局", "区财政局"],
        ["2", "代缴保费。", "", "区残联"],
    ]
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    document.save(tmp_path / "plan.docx")
    plan = read_plan(tmp_path / "plan.docx")
    assert [task.lead for task in plan.tasks] == [("区民政局",), ("区民政局",)]
    assert clause_text(plan.clauses).count("区民政局") == 1


def test_running_heads_and_bare_page_numbers_are_furniture() -> None:
    page = "临水市人民政府文件\n{text}\n{number}\n"
    body = [
        "第一章 总则\n坚持以人民为中心，把残疾人的需要放在心上，努力让每一个残",
        "疾人都得到应有的保障。",
        "第二章 任务\n完善各项制度。",
        "第三章 附则\n本规划由区残联负责解释。",
    ]
    text = "\f".join(page.format(text=text, number=number) for number, text in enumerate(body, start=1))
    plan = read_text(text)
    assert (
        plan.by_id["1.a"].text
        == "坚持以人民为中心，把残疾人的需要放在心上，努力让每一个残疾人都得到应有的保障。"
    )
    assert [each.text for each in plan.furniture] == ["临水市人民政府文件", "1", "临水市人民政府文件", "2"] + [
        "临水市人民政府文件", "3", "临水市人民政府文件", "4",
    ]  # fmt: skip


def test_a_page_break_in_the_middle_of_a_sentence_parts_nothing(tmp_path: Path) -> None:
    paper = (
        Paper()
        .line("临水市残疾人保障和发展规划")
        .para("为保障残疾人平等权益，促进残疾人全面发展，制定本规划。")
    )
    for number in "一二三四":
        paper.heading(f"第{number}章 重点任务")
        paper.para(*[f"第{place}项工作是加强社会救助，{LONG}" + LONG * 3 for place in range(1, 5)])
    plan = read_plan(as_pdf(paper, tmp_path / "plan.pdf"))
    assert len(plan.furniture) >= 4
    assert [clause.id for clause in plan.clauses] == [
        clause.id for clause in read_text(as_text(paper)).clauses
    ]
    assert bare(clause_text(plan.clauses)) == bare(paper.words)


def test_numbers_that_word_prints_by_itself_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("第一章 任务")
    document.add_paragraph("最低生活保障。应保尽保，不落一户。", style="List Number")
    document.add_paragraph("残疾评定补贴。当年申请，当年兑现。", style="List Number")
    document.save(tmp_path / "plan.docx")
    plan = read_plan(tmp_path / "plan.docx")
    assert [(clause.id, clause.text) for clause in plan.clauses][1:] == [
        ("1.1", "1.最低生活保障。应保尽保，不落一户。"),
        ("1.2", "2.残疾评定补贴。当年申请，当年兑现。"),
    ]
