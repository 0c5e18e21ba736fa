"""A county writes its own pack: a draft from its plan, decisions in YAML, and the product runs. No code changes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.office.determination.register_of import cover, holder, on
from tests.packs.third_pack.county import COUNTY, EDITS, PACK, VILLAGE, decide, drafted, policy_with_room, run
from tests.people import NOON, make_source
from tests.programmes import compared_only  # noqa: F401  # a fixture
from yingbao.law.packs import check, load
from yingbao.law.packs.coverage import coverage_of
from yingbao.law.packs.records import records_of
from yingbao.office.determination.actions import determine
from yingbao.office.determination.choices import WorkList
from yingbao.office.determination.models import Decision, Finding, Grant
from yingbao.office.register.models import Person
from yingbao.values.month import Month

DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The policy with the draft in it, and what was told."""
    policy = policy_with_room(tmp_path_factory.mktemp("draft") / "policy")
    told, code = drafted(policy)
    assert code == 0, told
    return policy, told


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The policy with the pack as the officers decided it."""
    policy = policy_with_room(tmp_path_factory.mktemp("decided") / "policy")
    assert drafted(policy)[1] == 0
    decide(policy)
    return policy


def test_the_decisions_are_no_code() -> None:
    assert {path.suffix for path in EDITS.rglob("*") if path.is_file()} == {".yaml", ".csv"}


def test_the_draft_says_how_much_it_knows(draft: tuple[Path, str]) -> None:
    _, told = draft

    assert "条款：已定 8，建议 32，未定 3" in told
    assert "单位：认出 7，没有认出 2（县邮政分公司、各镇乡）" in told


def test_the_tutorial_prints_what_the_command_says(draft: tuple[Path, str]) -> None:
    _, told = draft
    tutorial = (DOCS / "zh" / "一小时写出本县政策包.md").read_text(encoding="utf-8")

    for line in told.splitlines()[:5]:
        assert f"\n{line}\n" in tutorial


def test_a_draft_is_red_until_someone_decides(draft: tuple[Path, str]) -> None:
    policy, _ = draft

    said, code = run("plan", "coverage", PACK, "--policy", str(policy))

    assert code == 3
    assert "3.2.3: 没有着落：3．开行夜间流动服务车" in said
    assert "3.1.5" not in said


def test_what_is_surely_known_is_written_out_and_the_rest_is_marked(draft: tuple[Path, str]) -> None:
    policy, _ = draft
    clauses = (policy / "packs" / PACK / "clauses" / "03-3.yaml").read_text()

    assert "\n3.1.5: {becomes: [temporary_aid, warmth_for_the_disabled, emergency_relief]}" in clauses
    assert "\n# 3.3.1: {becomes: [child_training, child_surgery, child_device]}" in clauses
    assert "# 待核 3.2.3" in clauses
    assert "数字没有承载：180户" in clauses


def test_the_finished_pack_has_nothing_wrong_and_every_clause_its_place(decided: Path) -> None:
    checked = check(decided, [PACK])
    coverage = coverage_of(load(decided, PACK))

    assert [str(problem) for problem in checked.problems] == []
    assert checked.cases > 1000  # its own, and those of the packs above in its place
    assert coverage is not None
    assert coverage.gaps == ()
    assert len(coverage.clauses) == 53


def test_its_own_targets_and_units_stand_in_it(decided: Path) -> None:
    records = records_of(load(decided, PACK))

    assert records.indicators["basic_rehabilitation_rate"].target.value == 92
    assert records.indicators["compulsory_education_rate"].target.bound == ">"
    assert records.units.find("县教委").id == "education"
    assert records.units.find("县邮政分公司").id == "postal_company"


def test_a_programme_that_is_taken_away_leaves_its_clause_without_a_place(tmp_path: Path) -> None:
    policy = policy_with_room(tmp_path / "policy")
    drafted(policy)
    decide(policy)
    (policy / "packs" / PACK / "programmes" / "care" / "night-service-car.yaml").unlink()

    said, code = run("plan", "coverage", PACK, "--policy", str(policy))

    assert code == 3
    assert "night_service_car" in said


@pytest.fixture
def open_office(db: None, settings: Any, decided: Path, compared_only: None) -> None:  # noqa: F811
    """The office of the county is open, by the list of divisions of its pack."""
    settings.POLICY_DIR = decided
    assert run("office", "open", PACK)[1] == 0


def believed(person: Person) -> tuple[str, int | None]:
    """Return what is believed of the nursing subsidy; a decision without a grant says no."""
    decision = Decision.objects.get(person=person)
    grant = Grant.objects.filter(decision=decision, programme="nursing_subsidy").first()
    return (grant.outcome, grant.amount_fen) if grant else ("no", None)


def test_a_small_register_of_the_county_is_determined_by_its_own_rules(open_office: None) -> None:
    cover(division=COUNTY, source=make_source("lists", COUNTY))
    here = {"village": VILLAGE, "hukou": VILLAGE, "source": make_source(division=COUNTY)}
    third_grade = holder("禾大山", kind=5, grade=3, **here)
    first_grade = holder("禾小溪", kind=4, grade=1, **here)
    physical = holder("禾新平", kind=4, grade=3, **here)
    on_tekun = holder("禾暖", kind=6, grade=2, **here)
    on(on_tekun, "tekun", division=COUNTY)
    elsewhere = holder("禾远", kind=4, grade=2, **{**here, "hukou": "500156001001"})
    lapsed = holder("禾迟", kind=5, grade=3, expires_on=date(2026, 3, 31), **here)
    paid = holder("禾满", kind=4, grade=2, **here)
    on(paid, "nursing_subsidy", 10000, division=COUNTY)

    determine(county=COUNTY, month=Month(2026, 6), at=NOON, by="yingbao work")

    assert believed(third_grade) == ("yes", 6000)
    assert believed(first_grade) == ("yes", 11000)
    assert believed(paid) == ("yes", 10000)
    for person in (physical, on_tekun, elsewhere, lapsed):
        assert believed(person) == ("no", None), person.pk
    missed = Finding.objects.filter(programme="nursing_subsidy", list=WorkList.MISSED)
    assert set(missed.values_list("person", flat=True)) == {third_grade.pk, first_grade.pk}
