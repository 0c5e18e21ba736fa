"""Every choice a file may make has its word in both languages."""

from typing import Any, Literal, get_args

import pytest

from tests.unit.law.policy import write_policy
from tests.unit.law.small_plan import VISIT, write_district
from yingbao.law.calendars.days import Days
from yingbao.law.facts.vocabulary import Subject
from yingbao.law.packs import check, load, words
from yingbao.law.packs.letters import PLACEHOLDERS
from yingbao.law.packs.processes import REMEDIES, STOPS
from yingbao.law.packs.record_shapes import Does, Guidance, Nature, Remark, UnitKind
from yingbao.law.packs.telling import tell
from yingbao.law.rules.programmes import Payer, Period, ProgrammeKind, RelationKind

CHOICES: list[tuple[Any, Any]] = [
    (ProgrammeKind, words.PROGRAMME_KINDS),
    (Subject, words.SUBJECTS),
    (Period, words.PERIODS),
    (Payer, words.PAYERS),
    (UnitKind, words.UNIT_KINDS),
    (Guidance, words.GUIDANCE),
    (Remark, words.REMARKS),
    (Nature, words.NATURES),
    (RelationKind, words.RELATIONS),
    (Days, words.DAYS),
    (Literal[*Does], words.DOES),
]


@pytest.mark.parametrize(("choices", "told"), CHOICES)
def test_a_choice_has_its_word(choices: Any, told: Any) -> None:
    assert set(get_args(choices)) == set(told)


@pytest.mark.parametrize(
    "told",
    [*(told for _, told in CHOICES), words.AREAS, words.LETTERS, PLACEHOLDERS, REMEDIES, STOPS],
    ids=lambda told: next(iter(told)),
)
def test_a_word_is_written_in_both_languages(told: Any) -> None:
    assert [key for key, said in told.items() if not said.zh or not said.en or said.zh == said.en] == []


def test_what_is_owed_is_told_with_its_word(tmp_path: Any) -> None:
    pack = load(write_district(tmp_path), "cn-50")

    assert "  给付：1，次走访/季度" in list(tell(pack, None, "zh"))
    assert "  Owes: 1, visit per quarter" in list(tell(pack, None, "en"))


def test_a_unit_without_a_word_is_refused(tmp_path: Any) -> None:
    wrong = {"packs__cn-50__programmes__care__visit": VISIT.replace("unit: visit", "unit: walk")}

    said = [problem.speak("zh") for problem in check(write_district(tmp_path, **wrong)).problems]

    assert [line for line in said if "visit.yaml:15:27: 没有单位“walk”" in line], said


def test_a_word_of_no_shape_is_said(tmp_path: Any) -> None:
    policy = write_policy(tmp_path, owed="visit: 次走访\n")

    assert [str(p) for p in check(policy).problems if "owed.yaml:1:8" in str(p)]
