"""Facts of a month as the register knows them, on both databases."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.office.determination.register_of import JUNE, cover, died, holder, on, stated
from tests.people import WULINGYUAN, WULONG, XIEHE_VILLAGE, make_person, make_source
from yingbao.law.facts.vocabulary import load_vocabulary
from yingbao.office.determination.fact_sources import SOURCES, OnScheme, Stated, source_of
from yingbao.office.determination.facts import by_name, facts_table, get_facts
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.tables import fetch
from yingbao.office.register.models import Hukou, Person, Standing
from yingbao.office.register.queries.recorded_time import get_horizon
from yingbao.office.register.roster_kinds import load_kinds
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
VOCABULARY = load_vocabulary(Path(settings.POLICY_DIR) / "facts")
FACTS = tuple(fact for fact in VOCABULARY if fact.subject in {"person", "household"})


def facts_of(person: Person, month: str = "2026-06", horizon: int | None = None) -> dict[str, object]:
    question = Question(WULINGYUAN, Month.parse(month), get_horizon() if horizon is None else horizon)
    (values,) = get_facts(question, FACTS, [person.pk]).values()
    return dict(by_name(FACTS, values))


def test_the_register_tells_facts_of_the_vocabulary_only() -> None:
    assert set(SOURCES) <= {fact.id for fact in FACTS}


def test_what_no_list_tells_can_be_asked() -> None:
    asked = [fact for fact in FACTS if fact.id not in SOURCES]

    assert asked
    assert [fact.id for fact in asked if not (fact.question.zh and fact.question.en)] == []
    assert {type(source_of(fact.id)) for fact in asked} == {Stated}


def test_every_covering_list_is_brought_by_some_roster_kind() -> None:
    covered = {scheme for kind in load_kinds(Path(settings.POLICY_DIR)).values() for scheme in kind.covers}
    asked = {s for source in SOURCES.values() if isinstance(source, OnScheme) for s in source.covered_by}

    # No county brings the poverty-monitoring list in yet: it stays unknown until one does.
    assert asked - covered == {"poverty_monitoring"}
    assert "certificate" in covered


def test_a_holder_is_known_by_the_certificate_of_record() -> None:
    wang = holder("王秀兰", kind=4, grade=2, birth=date(1958, 3, 4))

    facts = facts_of(wang)

    assert facts["has_certificate"] is True
    assert facts["certificate_kind"] == "physical"
    assert facts["certificate_grade"] == 2
    assert facts["certificate_expires_on"] == date(2030, 12, 31)
    assert facts["birth_on"] == date(1958, 3, 4)
    assert facts["sex"] == "female"
    assert facts["hukou_division"] == XIEHE_VILLAGE


@pytest.mark.parametrize("vague", ["43", "4308"])
def test_a_hukou_known_only_as_far_as_the_own_province_is_unknown(vague: str) -> None:
    li = holder("李明")
    Hukou.objects.filter(person=li).update(division_code=vague)

    assert facts_of(li)["hukou_division"] is None


def test_a_hukou_in_another_province_is_known_to_be_elsewhere() -> None:
    li = holder("李明")
    Hukou.objects.filter(person=li).update(division_code="50")

    assert facts_of(li)["hukou_division"] == "50"


def test_nothing_known_is_unknown_and_never_no() -> None:
    stranger = make_person("李明")

    facts = facts_of(stranger)

    assert {fact for fact, value in facts.items() if value is not None} == {"birth_on", "sex"}


def test_a_complete_list_says_no_about_who_is_not_on_it() -> None:
    wang, li = holder("王秀兰"), make_person("李明")
    on(wang, "dibao")
    cover("dibao", "certificate")

    assert facts_of(wang)["on_dibao"] is True
    assert facts_of(li)["on_dibao"] is False
    assert facts_of(li)["on_single_dibao"] is False
    assert facts_of(li)["has_certificate"] is False
    assert facts_of(li)["on_tekun"] is None


def test_a_list_says_nothing_about_earlier_months() -> None:
    li = make_person("李明")
    cover("dibao", month=JUNE)

    assert facts_of(li, "2026-05")["on_dibao"] is None
    assert facts_of(li, "2026-06")["on_dibao"] is False
    assert facts_of(li, "2026-07")["on_dibao"] is False


def test_a_list_of_one_township_covers_only_its_own() -> None:
    here, there = make_person("李明"), make_person("李亮", "430811001001")
    cover("tekun", division="430811001")

    assert facts_of(here)["on_tekun"] is None
    assert facts_of(there)["on_tekun"] is False


def test_a_list_of_another_county_covers_nobody_here() -> None:
    li = make_person("李明")
    cover("tekun", division=WULONG)

    assert facts_of(li)["on_tekun"] is None


def test_a_spell_counts_on_any_day_of_the_month() -> None:
    li = make_person("李明")
    on(li, "tekun", since=date(2026, 6, 30), until=date(2026, 7, 1))
    cover("tekun", month=date(2026, 1, 1))

    asked = ["2026-05", "2026-06", "2026-07", "2026-08"]
    assert [facts_of(li, month)["on_tekun"] for month in asked] == [False, True, True, False]


def test_single_person_dibao_is_dibao() -> None:
    li = make_person("李明")
    on(li, "single_dibao")

    assert facts_of(li)["on_dibao"] is True
    assert facts_of(li)["on_single_dibao"] is True


def test_amounts_of_spells_add_up_and_one_unknown_makes_the_sum_unknown() -> None:
    zhao, qian = make_person("赵一"), make_person("钱二")
    on(zhao, "elder_care_subsidy", 5000)
    on(zhao, "elder_care_subsidy", 3000, division=WULONG)
    on(qian, "elder_care_subsidy", 5000)
    on(qian, "elder_care_subsidy", None, division=WULONG)

    assert facts_of(zhao)["elder_care_subsidy_fen"] == 8000
    assert facts_of(qian)["elder_care_subsidy_fen"] is None
    assert facts_of(qian)["on_elder_care_subsidy"] is True


def test_hukou_is_the_one_on_the_first_day() -> None:
    li = make_person("李明")
    source = make_source("hukou-moves")
    Hukou.objects.create(person=li, division_code="500156001001", valid_to=date(2026, 5, 15), source=source)
    Hukou.objects.create(person=li, division_code=XIEHE_VILLAGE, valid_from=date(2026, 5, 16), source=source)

    assert facts_of(li, "2026-05")["hukou_division"] == "500156001001"
    assert facts_of(li, "2026-06")["hukou_division"] == XIEHE_VILLAGE


def test_the_certificate_in_force_at_the_end_of_the_month_counts() -> None:
    wang = holder("王秀兰", grade=2, valid_from=date(2020, 1, 1), valid_to=date(2026, 6, 9))
    certificate = wang.certificate_set.get()
    certificate.pk, certificate.grade, certificate.valid_from = None, 3, date(2026, 6, 10)
    certificate.valid_to = None
    certificate.save()

    assert facts_of(wang, "2026-05")["certificate_grade"] == 2
    assert facts_of(wang, "2026-06")["certificate_grade"] == 3


def test_a_certificate_that_begins_later_is_shown_as_not_begun() -> None:
    wang = holder("王秀兰", valid_from=date(2026, 6, 10))

    facts = facts_of(wang, "2026-05")

    assert facts["has_certificate"] is True
    assert facts["certificate_from"] == date(2026, 6, 10)


@pytest.mark.parametrize("status", ["frozen", "annulled", "transferred"])
def test_an_ended_certificate_says_when(status: str) -> None:
    wang = holder("王秀兰", status=status, status_on=date(2026, 4, 2))

    assert facts_of(wang)["certificate_ended_on"] == date(2026, 4, 2)


def test_an_annulled_certificate_without_a_day_ended_by_the_month_of_its_list() -> None:
    wang = holder("王秀兰", status="annulled")

    assert facts_of(wang)["certificate_ended_on"] == JUNE


def test_a_valid_certificate_never_ended() -> None:
    assert facts_of(holder("王秀兰"))["certificate_ended_on"] is None


def test_a_death_is_known_from_its_source_on() -> None:
    wang = holder("王秀兰")
    before = get_horizon()
    died(wang, date(2026, 3, 5))

    assert facts_of(wang)["death_on"] == date(2026, 3, 5)
    assert facts_of(wang, horizon=before)["death_on"] is None


def test_what_a_later_source_ended_was_still_known_before() -> None:
    wang = holder("王秀兰")
    spell = on(wang, "dibao")
    before = get_horizon()
    spell.ended_by = make_source("dibao")
    spell.save()
    cover("dibao")

    assert facts_of(wang)["on_dibao"] is False
    assert facts_of(wang, horizon=before)["on_dibao"] is True


def test_a_statement_fills_in_what_the_register_does_not_know() -> None:
    li = make_person("李明")
    stated(li, "needs_long_term_care", "true")
    stated(li, "household_income_per_head_fen", "65000")
    stated(li, "certificate_expires_on", "2027-01-31")
    stated(li, "on_tekun", "false")
    stated(li, "certificate_kind", "visual")

    facts = facts_of(li)

    assert facts["needs_long_term_care"] is True
    assert facts["household_income_per_head_fen"] == 65000
    assert facts["certificate_expires_on"] == date(2027, 1, 31)
    assert facts["on_tekun"] is False
    assert facts["certificate_kind"] == "visual"


def test_the_latest_statement_counts() -> None:
    li = make_person("李明")
    stated(li, "employed", "true", valid_from=date(2025, 3, 1))
    stated(li, "employed", "false", valid_from=date(2026, 3, 1))

    assert facts_of(li)["employed"] is False
    assert facts_of(li, "2025-06")["employed"] is True


def test_the_register_is_believed_before_a_statement() -> None:
    li = make_person("李明")
    stated(li, "on_dibao", "false")
    on(li, "dibao")

    assert facts_of(li)["on_dibao"] is True


def test_only_persons_of_the_county_are_in_the_table() -> None:
    here, gone = holder("王秀兰"), holder("田大山")
    make_person("冉静文", "500156001001")
    Standing.objects.filter(person=gone).update(ended_by=make_source())
    question = Question(WULINGYUAN, Month(2026, 6), get_horizon())

    with facts_table(question, FACTS) as table:
        persons = fetch(f"SELECT person_id FROM {table}")

    assert persons == [(here.pk,)]


def test_the_table_is_gone_afterwards() -> None:
    with facts_table(Question(WULINGYUAN, Month(2026, 6), 0), FACTS) as table:
        assert fetch(f"SELECT COUNT(*) FROM {table}") == [(0,)]

    with connection.cursor() as cursor:
        assert table not in connection.introspection.table_names(cursor, include_views=True)


def test_facts_not_asked_for_cost_no_table() -> None:
    wang = holder("王秀兰")
    question = Question(WULINGYUAN, Month(2026, 6), get_horizon())
    grade = tuple(f for f in FACTS if f.id in {"certificate_grade"})

    assert get_facts(question, grade, [wang.pk]) == {wang.pk: (2,)}
