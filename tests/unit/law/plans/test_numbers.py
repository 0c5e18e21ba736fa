"""Numbers in clauses: amounts, shares, counts, ages, frequencies, dates."""

from fractions import Fraction

import pytest

from yingbao.law.plans.numbers import Bound, Measure, numbers_in


@pytest.mark.parametrize(
    ("text", "measure", "value", "upper", "unit", "bound"),
    [
        ("完成适配率不低于85%。", Measure.PERCENT, 85, None, "%", Bound.AT_LEAST),
        ("达到98.5％", Measure.PERCENT, Fraction(197, 2), None, "%", Bound.EXACT),
        ("＞90%", Measure.PERCENT, 90, None, "%", Bound.MORE_THAN),
        ("要有15%以上的残疾人", Measure.PERCENT, 15, None, "%", Bound.AT_LEAST),
        ("百分之三十", Measure.PERCENT, 30, None, "%", Bound.EXACT),
        ("本科 5000 元", Measure.MONEY, 5000, None, "元", Bound.EXACT),
        ("投入1.5万元", Measure.MONEY, 15000, None, "元", Bound.EXACT),
        ("不超过1,200元", Measure.MONEY, 1200, None, "元", Bound.AT_MOST),
        ("2.88 万余人次", Measure.COUNT, 28800, None, "人次", Bound.ABOUT),
        ("扶持 3-5 个基地", Measure.COUNT, 3, 5, "个", Bound.EXACT),
        ("五年不少于400车次", Measure.COUNT, 400, None, "车次", Bound.AT_LEAST),
        ("培训40课时", Measure.COUNT, 40, None, "课时", Bound.EXACT),
        ("家庭至少有一人就业", Measure.COUNT, 1, None, "人", Bound.AT_LEAST),
        ("编制50人以上", Measure.COUNT, 50, None, "人", Bound.AT_LEAST),
        ("至少安排1名残疾人", Measure.COUNT, 1, None, "名", Bound.EXACT),
        ("16—59周岁", Measure.AGE, 16, 59, "周岁", Bound.EXACT),
        ("60周岁以上", Measure.AGE, 60, None, "周岁", Bound.AT_LEAST),
        ("每月一次入户访视", Measure.FREQUENCY, 1, None, "每月/次", Bound.EXACT),
        ("每年至少3家", Measure.FREQUENCY, 3, None, "每年/家", Bound.EXACT),
        ("每季度对所有残疾人进行访视", Measure.FREQUENCY, 1, None, "每季度", Bound.EXACT),
        ("2022年10月11日", Measure.DATE, 20221011, None, "年月日", Bound.EXACT),
        ("到2025年", Measure.DATE, 20250000, None, "年", Bound.EXACT),
        ("2021—2025年", Measure.YEARS, 2021, 2025, "年", Bound.EXACT),
        ("护理补贴覆盖率（%） ＞90 预期性", Measure.PERCENT, 90, None, "%", Bound.MORE_THAN),
        ("职业技能培训人数（人） 150 预期性", Measure.COUNT, 150, None, "人", Bound.EXACT),
        ("延伸到三、四级智力残疾人", Measure.COUNT, 3, 4, "级", Bound.EXACT),
        ("一级残疾人", Measure.COUNT, 1, None, "级", Bound.EXACT),
        ("区、乡、村三级联动", Measure.COUNT, 3, None, "级", Bound.EXACT),
        ("文化“五个一”进家庭", Measure.COUNT, 5, None, "个一", Bound.EXACT),
        ("健全五大协会", Measure.COUNT, 5, None, "大", Bound.EXACT),
        ("五大类残疾人康复需求", Measure.COUNT, 5, None, "大类", Bound.EXACT),
        ("给予一次性补贴", Measure.FREQUENCY, 1, None, "一次性", Bound.EXACT),
        ("发挥“12385”残疾人服务热线作用", Measure.COUNT, 12385, None, "热线", Bound.EXACT),
        ("每月至少两次走访", Measure.FREQUENCY, 2, None, "每月/次", Bound.EXACT),
        ("每两年评估", Measure.FREQUENCY, 1, None, "每两年", Bound.EXACT),
        ("稳定就业一年以上", Measure.SPAN, 1, None, "年", Bound.AT_LEAST),
    ],
)
def test_one_number(
    text: str, measure: Measure, value: Fraction, upper: int | None, unit: str, bound: Bound
) -> None:
    (number,) = numbers_in(text)
    assert (number.measure, number.value, number.upper, number.unit, number.bound) == (
        measure,
        value,
        upper,
        unit,
        bound,
    )


def test_numbers_stand_in_order_and_document_numbers_are_none() -> None:
    text = "根据（国发〔2021〕10号），为300户家庭改造，每年培训2次，补助2000元。"
    assert [number.text for number in numbers_in(text)] == ["300户", "每年", "2次", "2000元"]


@pytest.mark.parametrize(
    "text", ["“两项补贴”资格认定", "党的十九大以来", "第二期规划", "“十四五”期间", "一人一案", "一个也不能少"]
)
def test_names_and_ordinals_are_no_numbers(text: str) -> None:
    assert numbers_in(text) == ()
