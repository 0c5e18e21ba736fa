"""What another pack says otherwise becomes edits; laid over the first, they make it say the same."""

from pathlib import Path

import pytest

from tests.unit.law.policy import REFORM, write_policy
from yingbao.law.facts.problems import Wording
from yingbao.law.packs import Overlay, Pack, load
from yingbao.law.packs.edits import What, compose, with_id
from yingbao.law.packs.rewritten import rewritten
from yingbao.values.month import Month

JULY = Month(2026, 7)
OTHER = (
    REFORM
    + """
    pays: {amount: care_rate(grade) + 100}
    eligible: alive AND severe AND poor
    relations:
      - {with: on_tekun, absent: true}
      - {with: on_dibao, relation: exclude, source: 国发〔2015〕52号, from: 2026-07}
parameters:
  care_rate:
    values:
      - {from: 2026-07, value: {1: 12000, 2: 10000}, sure: assumed, source: 试}
"""
).replace(
    "severe: {rule: 'grade IN (1, 2, 3)'}",
    """severe: {rule: 'grade IN (1, 2, 3)', says: {zh: 一至三级, en: grade 1 to 3}}
      registered_here: {absent: true}
      poor: {rule: on_dibao, says: {zh: 低保, en: dibao}}""",
)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return write_policy(
        tmp_path, **{"packs__cn-50__reforms__wider": OTHER, "packs__cn-50__cases__care__care": "[]\n"}
    )


def said(pack: Pack) -> list[object]:
    (care,) = pack.programmes
    dated = pack.parameters["care_rate"].on(JULY)
    return [
        care.eligible,
        care.pays and care.pays.amount,
        sorted((each.id, each.text, each.says.zh, each.fails.en) for each in care.conditions),
        sorted((each.fact_id, each.kind, str(each.in_force.start)) for each in care.relations),
        dated and dated.value,
    ]


def test_the_edits_make_one_pack_say_what_the_other_says(policy: Path) -> None:
    now, then = load(policy, "cn-50"), load(policy, "cn-50", "wider")
    found = rewritten(now, then, JULY)
    text = with_id("draft", compose(found.edits, JULY, Wording("改", "changed"), "某文件"))

    assert {edit.what for edit in found.edits} == set(What) - {What.CONFIRMED, What.STATED}
    assert found.left_out == ()
    assert said(now) != said(then)
    assert said(load(policy, "cn-50", Overlay("draft", Path("draft.yaml"), text))) == said(then)


def test_the_same_says_nothing_otherwise(policy: Path) -> None:
    now = load(policy, "cn-50")

    assert rewritten(now, now, JULY).edits == ()


def test_a_programme_only_one_has_is_told(policy: Path) -> None:
    now = load(policy, "cn-50")

    assert [name.zh for name in rewritten(now, now.only([]), JULY).left_out] == ["护理补贴"]


def test_a_tier_written_as_unknown_says_nothing_new(tmp_path: Path) -> None:
    value = "{from: 2026-01, value: {1: 11000, 2: 10000, 3: unknown}, sure: assumed, source: 试}"
    reform = "id: wider\nname: {zh: 试, en: tried}\nparameters:\n  care_rate:\n    values:\n"
    reform += f"      - {value}\n"
    policy = write_policy(
        tmp_path, **{"packs__cn-50__reforms__wider": reform, "packs__cn-50__cases__care__care": "[]\n"}
    )

    assert rewritten(load(policy, "cn-50"), load(policy, "cn-50", "wider"), JULY).edits == ()
