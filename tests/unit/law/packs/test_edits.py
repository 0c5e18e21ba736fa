"""Edits become the text of an amendment, and what is wrong with that text is told in each edit's own lines."""

from pathlib import Path

import pytest

from tests.unit.law.policy import CARE, write_policy
from yingbao.law.facts.problems import PackProblems, Wording
from yingbao.law.packs import Overlay, Pack, load
from yingbao.law.packs.case_changes import changed_cases
from yingbao.law.packs.edits import (
    Edit,
    NoSuchPlace,
    What,
    compose,
    confirmed,
    faults,
    programme_of,
    say_now,
    tidy,
    with_id,
)
from yingbao.law.packs.resting import Resting
from yingbao.law.rules.programmes import WrittenCondition, WrittenProgramme
from yingbao.values.month import Month

JULY = Month(2026, 7)
PATH = Path("draft.yaml")


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return write_policy(tmp_path)


@pytest.fixture
def pack(policy: Path) -> Pack:
    return load(policy, "cn-50")


def rule(pack: Pack, text: str, what: What = What.CONDITION, name: str = "severe") -> Edit:
    return Edit(what, "care", name, say_now(pack, what, "care", name), text)


def laid(policy: Path, *edits: Edit) -> Pack:
    text = with_id("draft", compose(edits, JULY, Wording("改", "changed"), "某文件"))
    return load(policy, "cn-50", Overlay("draft", PATH, text))


def found(policy: Path, *edits: Edit) -> list[tuple[str, int, int]]:
    text = with_id("draft", compose(edits, JULY, Wording("改", "changed"), "某文件"))
    with pytest.raises(PackProblems) as wrong:
        load(policy, "cn-50", Overlay("draft", PATH, text))
    return [
        (fault.edit.name or fault.edit.what.value if fault.edit else "", fault.line, fault.column)
        for fault in faults(text, PATH, edits, wrong.value.problems)
    ]


@pytest.mark.parametrize(
    "text",
    ["grade = 1", "grade IN (1, 2)\n  AND grade <> 2", "grade = 1 OR\ngrade = 2", "'x' = 'x' OR grade = 1"],
)
def test_a_rule_of_any_shape_keeps_its_lines(policy: Path, pack: Pack, text: str) -> None:
    broken = f"{text}\nAND nothing"

    assert ("severe", text.count("\n") + 2, 5) in found(policy, rule(pack, broken))


def test_each_fault_is_of_its_own_edit(policy: Path, pack: Pack) -> None:
    places = found(policy, rule(pack, "grade = nothing"), rule(pack, "none AND severe", What.ELIGIBLE, ""))

    assert ("severe", 1, 9) in places
    assert ("eligible", 1, 1) in places


def test_a_line_kept_as_typed_is_tidied_of_what_yaml_cannot_keep() -> None:
    assert tidy(" grade = 1 \r\n\tAND x  ") == "grade = 1\n AND x"


def test_what_the_pack_does_not_have_is_no_place(pack: Pack) -> None:
    for what, of, name in (
        (What.CONDITION, "care", "nothing"),
        (What.ELIGIBLE, "nothing", ""),
        (What.VALUE, "nothing", "2026-07"),
        (What.CONFIRMED, "nothing", "2026-07"),
    ):
        with pytest.raises(NoSuchPlace):
            say_now(pack, what, of, name)


def test_edits_are_the_same_after_being_kept_as_json(pack: Pack) -> None:
    edit = rule(pack, "grade = 1")

    assert Edit.of_plain(edit.plain) == edit


def test_a_confirmed_value_is_no_longer_assumed_and_decides_the_same(policy: Path, pack: Pack) -> None:
    start, june = Month(2026, 1), Month(2026, 6)
    assert [each.parameter for each in Resting(pack, june, june).of_programme("care")] == ["care_rate"]

    after = laid(policy, confirmed(pack, "care_rate", start, "某文件"))

    assert Resting(after, june, june).of_programme("care") == ()
    assert after.digest == pack.digest
    with pytest.raises(NoSuchPlace):
        confirmed(pack, "care_rate", june, "某文件")


def sentences(pack: Pack, **anew: str) -> Edit:
    """Return an edit of the Chinese sentences of a condition."""
    before = say_now(pack, What.SENTENCES, "care", "severe")
    assert isinstance(before, dict)
    after = {key: {**said, "zh": anew.get(key, said["zh"])} for key, said in before.items()}
    return Edit(What.SENTENCES, "care", "severe", before, after)


def test_a_sentence_is_written_anew_with_its_rule_and_decides_nothing_itself(
    policy: Path, pack: Pack
) -> None:
    after = laid(policy, sentences(pack, says="一级或二级"))
    both = laid(policy, sentences(pack, says="只有一级", fails="不是一级"), rule(pack, "grade = 1"))

    assert severe(after).says == Wording("一级或二级", severe(pack).says.en)
    assert severe(after).fails == severe(pack).fails
    assert after.digest == pack.digest
    assert (severe(both).says.zh, severe(both).fails.zh, severe(both).text) == (
        "只有一级",
        "不是一级",
        "grade = 1",
    )


def test_a_sentence_names_facts_there_are(policy: Path, pack: Pack) -> None:
    assert found(policy, sentences(pack, says="等级{nothing}")) == [("", 13, 15)]


def test_a_condition_stated_by_a_document_is_no_longer_assumed(tmp_path: Path) -> None:
    unsure = CARE.replace("  severe:\n", "  severe:\n    sure: assumed\n")
    policy = write_policy(tmp_path, **{"packs__cn-50__programmes__care__care": unsure})
    pack = load(policy, "cn-50")
    assert [each.condition for each in Resting(pack, JULY, JULY).of_conditions("care", ["severe"])] == [
        "severe"
    ]
    after = laid(policy, Edit(What.STATED, "care", "severe", "assumed", "stated"))

    assert Resting(after, JULY, JULY).of_conditions("care", ["severe"]) == ()
    assert after.digest == pack.digest


def severe(pack: Pack) -> WrittenCondition:
    return next(each for each in programme_of(pack, "care").conditions if each.id == "severe")


@pytest.mark.parametrize(
    ("start", "end", "names"),
    [
        ((2025, 1), (2025, 12), []),
        ((2025, 1), (2026, 1), ["care_rate"]),
        ((2026, 3), (2026, 6), ["care_rate"]),
        ((2016, 1), (2022, 9), []),
    ],
)
def test_money_of_several_months_rests_on_what_is_assumed_in_any(
    pack: Pack, start: tuple[int, int], end: tuple[int, int], names: list[str]
) -> None:
    found = Resting(pack, Month(*start), Month(*end)).of_programme("care")
    assert [each.parameter for each in found] == names


def test_a_programme_that_is_gone_rests_on_nothing(pack: Pack) -> None:
    assert Resting(pack, JULY, JULY).of_programme("gone") == ()
    assert Resting(pack, JULY, JULY).of_conditions("care", ["gone"]) == ()


def test_cases_that_come_out_otherwise_are_named(policy: Path, pack: Pack) -> None:
    assert list(changed_cases(pack, pack, {"care"})) == []
    changed = list(changed_cases(pack, laid(policy, rule(pack, "grade = 4")), {"care"}))

    assert changed
    assert all(case.was != case.becomes for case in changed)


class TestConditionsAndRelations:
    """A condition more, a condition less, and how other benefits bear on a programme."""

    def care(self, policy: Path, *edits: Edit) -> WrittenProgramme:
        return programme_of(laid(policy, *edits), "care")

    def relation(self, pack: Pack, fact: str, **after: str) -> Edit:
        return Edit(What.RELATION, "care", fact, say_now(pack, What.RELATION, "care", fact), after or None)

    def added(self, rule: str = "on_dibao") -> Edit:
        after = {"rule": rule, "says": {"zh": "享受低保", "en": "on dibao"}}
        return Edit(What.ADDED, "care", "added_1", None, after)

    def eligible(self, pack: Pack, text: str) -> Edit:
        return rule(pack, text, What.ELIGIBLE, "")

    def test_a_condition_is_added_with_its_sentences(self, policy: Path, pack: Pack) -> None:
        assert say_now(pack, What.ADDED, "care", "added_1") is None
        eligible = self.eligible(pack, "alive AND severe AND registered_here AND added_1")
        condition = self.care(policy, self.added(), eligible).conditions[3]

        assert (condition.id, condition.text) == ("added_1", "on_dibao")
        assert condition.says == Wording("享受低保", "on dibao")

    def test_a_fault_of_a_new_condition_is_told_in_its_own_lines(self, policy: Path, pack: Pack) -> None:
        eligible = self.eligible(pack, "alive AND severe AND registered_here AND added_1")

        assert ("added_1", 2, 5) in found(policy, self.added("on_dibao\nAND nothing"), eligible)

    def test_a_condition_is_given_up(self, policy: Path, pack: Pack) -> None:
        gone = Edit(What.REMOVED, "care", "severe", say_now(pack, What.REMOVED, "care", "severe"), None)
        care = self.care(policy, gone, self.eligible(pack, "alive AND registered_here"))

        assert "severe" not in {condition.id for condition in care.conditions}

    def test_one_that_is_still_asked_for_is_not_given_up(self, policy: Path, pack: Pack) -> None:
        gone = Edit(What.REMOVED, "care", "severe", say_now(pack, What.REMOVED, "care", "severe"), None)

        assert found(policy, gone)

    def test_what_stands_is_said_as_files_write_it(self, pack: Pack) -> None:
        assert say_now(pack, What.RELATION, "care", "on_tekun") == {
            "relation": "exclude",
            "source": "国发〔2015〕52号",
            "from": "2021-12",
        }
        assert say_now(pack, What.RELATION, "care", "on_elder_care") == {
            "relation": "choose_higher",
            "amount": "elder_care_fen",
            "source": "国发〔2015〕52号",
        }
        assert say_now(pack, What.RELATION, "care", "nothing") is None

    def test_a_relation_is_changed_and_nothing_of_the_old_one_is_left(self, policy: Path, pack: Pack) -> None:
        edit = self.relation(pack, "on_elder_care", relation="exclude", **{"from": "2026-08"})
        relation = self.care(policy, edit).relations[1]

        assert (relation.fact_id, relation.kind, relation.condition_id) == (
            "on_elder_care",
            "exclude",
            "without_elder_care",
        )
        assert str(relation.in_force.start) == "2026-08"
        assert str(relation.citation) == "某文件"

    def test_a_relation_is_given_up(self, policy: Path, pack: Pack) -> None:
        care = self.care(policy, self.relation(pack, "on_tekun"))

        assert [relation.fact_id for relation in care.relations] == ["on_elder_care", "on_dibao"]

    def test_a_relation_is_added_resting_on_the_document_of_the_amendment(
        self, policy: Path, pack: Pack
    ) -> None:
        without = laid(policy, self.relation(pack, "on_dibao"))
        assert say_now(without, What.RELATION, "care", "on_dibao") is None
        edit = Edit(What.RELATION, "care", "on_dibao", None, {"relation": "exclude", "to": "2026-12"})
        text = with_id("more", compose([edit], JULY, Wording("改", "changed"), "区文件：第3号"))
        gone = with_id(
            "draft", compose([self.relation(pack, "on_dibao")], JULY, Wording("改", "changed"), "某文件")
        )
        both = load(policy, "cn-50", Overlay("draft", PATH, gone), Overlay("more", Path("more.yaml"), text))
        relation = programme_of(both, "care").relations[-1]

        assert (relation.kind, str(relation.citation)) == ("exclude", "区文件·第3号")
        assert str(relation.in_force.end) == "2026-12"

    @pytest.mark.parametrize("after", [{"relation": "choose_higher"}, {"relation": "eats"}])
    def test_what_a_relation_lacks_is_a_fault(self, policy: Path, pack: Pack, after: dict[str, str]) -> None:
        assert found(policy, self.relation(pack, "on_tekun", **after))
