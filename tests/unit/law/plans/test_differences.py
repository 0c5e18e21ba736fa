"""Two versions of a plan, compared by clauses."""

from yingbao.law.plans.differences import Change, diff, report
from yingbao.law.plans.reading import read_text

OLD = """第一章 总则
坚持以人民为中心，努力工作，办好实事。对困难残疾人按月发放生活补贴，每人每月60元。鼓励社会力量参与，拓宽渠道。
第二章 任务
加强无障碍环境建设，改造道路和公共厕所。

专栏1 重点项目
1.最低生活保障。应保尽保，不落一户。
2.残疾评定补贴。为低收入残疾人提供补贴。
"""


def changes(new: str) -> list[tuple[str, str | None, str | None]]:
    found = diff(read_text(OLD), read_text(new))
    return [(each.change.value, each.old and each.old.id, each.new and each.new.id) for each in found]


def test_the_same_plan_differs_in_nothing() -> None:
    assert changes(OLD) == []


def test_white_space_and_wide_digits_are_no_difference() -> None:
    assert changes(OLD.replace("60", "６０").replace("，", "，\n")) == []


def test_a_new_rate_is_a_changed_clause() -> None:
    new = OLD.replace("60元", "80元")
    assert changes(new) == [("changed", "1.b", "1.b")]
    text = report(diff(read_text(OLD), read_text(new)))
    assert text.startswith("changed 1.b\n- 对困难残疾人按月发放生活补贴，每人每月60元。\n+ ")


def test_a_clause_put_in_between_moves_those_after_it() -> None:
    new = OLD.replace("鼓励社会力量", "新增护理补贴，按月发放给重度残疾人。鼓励社会力量")
    assert changes(new) == [("added", None, "1.c"), ("moved", "1.c", "1.d")]


def test_a_clause_left_out_is_removed() -> None:
    assert changes(OLD.replace("2.残疾评定补贴。为低收入残疾人提供补贴。\n", "")) == [
        ("removed", "专栏1.2", None)
    ]


def test_items_that_change_places_are_moved() -> None:
    new = OLD.replace("1.最低", "X.最低").replace("2.残疾评定", "1.残疾评定").replace("X.最低", "2.最低")
    first, second = new.index("2.最低"), new.index("1.残疾")
    new = new[:first] + new[second:] + new[first:second]
    assert sorted(changes(new)) == [("moved", "专栏1.1", "专栏1.2"), ("moved", "专栏1.2", "专栏1.1")]


def test_a_moved_clause_with_other_words_says_both() -> None:
    new = OLD.replace("鼓励社会力量参与，", "完善监测预警机制，及时发现问题。鼓励社会力量积极参与，")
    moved = next(each for each in diff(read_text(OLD), read_text(new)) if each.change is Change.MOVED)
    assert moved.reworded
    assert str(moved).splitlines()[0] == "moved 1.c -> 1.d"
