"""What an officer can decide about a contested row, and what lists do afterwards."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.people import FENGSHAN, NOON, WULINGYUAN, WULONG, XIEHE_VILLAGE, Cast, make_person
from tests.rosters import number, payee, write_xlsx
from yingbao.edges.jobs.rosters import apply_source, read_source
from yingbao.office.access.models import Officer
from yingbao.office.register.actions import conflicts, deaths, names, strangers
from yingbao.office.register.actions.rosters.receiving import Statement, confirm_roster, receive_roster
from yingbao.office.register.models import Conflict, Death, OtherName, Person, Source, Spell, Standing
from yingbao.office.register.queries.resolutions import list_resolutions
from yingbao.office.register.queries.search import search_persons
from yingbao.office.register.queries.visible import get_person, visible_conflicts
from yingbao.values.month import Month
from yingbao.values.resident_id import ResidentId

pytestmark = pytest.mark.django_db
REASON = "电话核实，看过户口本"
DEATHS = ("姓名", "身份证号", "死亡日期")
CARDS = ("姓名", "身份证号", "残疾人证号", "残疾类别", "残疾等级", "发证日期", "有效期至", "状态")
PAYEES = "two-allowances-payees"
FIRST, SECOND = "2026-05-03", "2026-05-04"


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Path) -> None:
    settings.UPLOAD_DIR = tmp_path / "uploads"


def bring(path: Path, by: Officer, kind: str, month: int = 6) -> Source:
    at = datetime(2026, month, 15, 4, tzinfo=UTC)
    said = Statement(path.name, kind, by.division_id, Month(2026, month))
    source = receive_roster(pieces=[path.read_bytes()], said=said, at=at, by=by).source
    return apply_source(confirm_roster(source=read_source(source, lambda: at), by=by), lambda: at)


def told(conflict: Conflict, by: Officer) -> dict[str, Any]:
    return {"conflict": conflict, "reason": REASON, "at": NOON, "by": by}


def death_list(folder: Path, day: str, name: str = "王秀英") -> Path:
    return write_xlsx(folder / f"{day}-{name}.xlsx", [[name, number(1), day]], DEATHS)


@pytest.fixture
def person(cast: Cast) -> Person:
    """Someone 武陵源区 knows."""
    return make_person("王秀英", XIEHE_VILLAGE, number=ResidentId(number(1)))


@pytest.fixture
def stranger(cast: Cast) -> Person:
    """Someone whom only 武隆区 knows."""
    return make_person("古月胡", f"{FENGSHAN}001", number=ResidentId(number(1)))


@pytest.fixture
def two_days(cast: Cast, person: Person, tmp_path: Path) -> Conflict:
    """Two lists tell two days of death."""
    bring(death_list(tmp_path, FIRST), cast.zhou_min, "deaths")
    bring(death_list(tmp_path, SECOND), cast.zhou_min, "deaths")
    return Conflict.objects.get()


def known_deaths() -> list[str]:
    return [str(day) for day in Death.objects.filter(ended_by=None).values_list("died_on", flat=True)]


def test_the_day_of_the_later_list_is_adopted_and_the_earlier_one_stays_readable(
    cast: Cast, two_days: Conflict, tmp_path: Path
) -> None:
    assert two_days.detail == {"died_on": SECOND}

    decided = deaths.adopt_death(**told(two_days, cast.zhou_min))

    assert (decided.how, known_deaths()) == ("adopted", [SECOND])
    assert Death.objects.get(died_on=FIRST).ended_by == Death.objects.get(died_on=SECOND).source


def test_no_list_asks_again_about_a_day_that_was_decided_against(
    cast: Cast, two_days: Conflict, tmp_path: Path
) -> None:
    deaths.adopt_death(**told(two_days, cast.zhou_min))

    source = bring(death_list(tmp_path, FIRST, "王秀英"), cast.zhou_min, "deaths", month=7)

    assert source.counts["applied"] == {"same": 1, "refused": 0}
    assert (Conflict.objects.count(), known_deaths()) == (1, [SECOND])


def test_a_day_that_was_seen_and_left_is_not_asked_about_again(
    cast: Cast, two_days: Conflict, tmp_path: Path
) -> None:
    conflicts.acknowledge(**told(two_days, cast.zhou_min))

    source = bring(death_list(tmp_path, SECOND), cast.zhou_min, "deaths", month=7)

    assert source.counts["applied"]["same"] == 1
    assert known_deaths() == [FIRST]


def test_someone_told_dead_by_mistake_lives_whatever_the_old_lists_tell(
    cast: Cast, two_days: Conflict, tmp_path: Path
) -> None:
    assert deaths.revoke_death(**told(two_days, cast.zhou_min)).how == "revoked"

    for day in (FIRST, SECOND):
        bring(death_list(tmp_path, day), cast.zhou_min, "deaths", month=7)

    assert (known_deaths(), Conflict.objects.count()) == ([], 1)


def test_another_day_before_the_decision_is_asked_about_and_a_later_one_believed(
    cast: Cast, two_days: Conflict, tmp_path: Path
) -> None:
    deaths.revoke_death(**told(two_days, cast.zhou_min))

    bring(death_list(tmp_path, "2026-06-01"), cast.zhou_min, "deaths", month=7)
    asked = Conflict.objects.get(state="open")
    assert (asked.detail, known_deaths()) == ({"died_on": "2026-06-01"}, [])
    assert list_resolutions(cast.zhou_min, asked) == ["adopted", "acknowledged"]

    bring(death_list(tmp_path, "2026-07-02"), cast.zhou_min, "deaths", month=7)
    assert known_deaths() == ["2026-07-02"]


@pytest.mark.parametrize("decide", [deaths.adopt_death, deaths.revoke_death])
def test_a_death_is_decided_only_where_the_person_is_known_and_only_about_deaths(
    cast: Cast, stranger: Person, tmp_path: Path, decide: Any
) -> None:
    Death.objects.create(person=stranger, died_on=FIRST, source=stranger.source)
    bring(death_list(tmp_path, SECOND, stranger.name), cast.zhou_min, "deaths")
    conflict = Conflict.objects.get()

    with pytest.raises(conflicts.NotToBeDecidedSo):
        decide(**told(conflict, cast.zhou_min))
    Conflict.objects.filter(pk=conflict.pk).update(kind="second_holder", division_code=WULONG)
    with pytest.raises(conflicts.NotToBeDecidedSo):
        decide(**told(conflict, cast.ran_jing))
    assert known_deaths() == [FIRST]


def payees(folder: Path, name: str, file: str = "p.xlsx") -> Path:
    return write_xlsx(folder / file, [payee(1, _1=name), payee(3)])


def test_a_person_under_a_new_name_is_renamed_and_the_former_name_still_leads_there(
    cast: Cast, person: Person, tmp_path: Path
) -> None:
    bring(payees(tmp_path, "王丽华"), cast.xiang_dong, PAYEES)
    conflict = Conflict.objects.get()
    assert not Spell.objects.filter(person=person).exists()

    names.rename(**told(conflict, cast.zhou_min))

    person.refresh_from_db()
    assert person.name == "王丽华"
    assert OtherName.objects.get(person=person).name == "王秀英"
    for sought in ("王丽华", "王秀英", "wanglihua", "wxy"):
        assert list(search_persons(cast.zhou_min, sought).persons) == [person], sought
    for month, name in ((7, "王秀英"), (8, "王丽华")):
        source = bring(payees(tmp_path, name, f"{month}.xlsx"), cast.xiang_dong, PAYEES, month)
        assert "conflict" not in source.counts["applied"], name


def test_a_name_the_list_writes_otherwise_is_noted_and_the_file_keeps_its_own(
    cast: Cast, person: Person, tmp_path: Path
) -> None:
    bring(payees(tmp_path, "王秀瑛"), cast.xiang_dong, PAYEES)

    names.take_for_other_name(**told(Conflict.objects.get(), cast.zhou_min))

    person.refresh_from_db()
    assert person.name == "王秀英"
    source = bring(payees(tmp_path, "王秀瑛", "7.xlsx"), cast.xiang_dong, PAYEES, 7)
    assert "conflict" not in source.counts["applied"]


def test_the_same_file_brings_in_the_row_that_was_held_back_once_it_is_decided(
    cast: Cast, person: Person, tmp_path: Path
) -> None:
    path = payees(tmp_path, "王丽华")
    first = bring(path, cast.xiang_dong, PAYEES)
    said = Statement(path.name, PAYEES, WULINGYUAN, Month(2026, 6))
    again = {"pieces": [path.read_bytes()], "said": said, "at": NOON, "by": cast.xiang_dong}
    assert receive_roster(**again).again, "nothing was decided yet"

    names.rename(**told(Conflict.objects.get(), cast.zhou_min))
    second = bring(path, cast.xiang_dong, PAYEES)

    assert second.pk != first.pk
    assert Spell.objects.filter(person=person, scheme="nursing_subsidy", ended_by=None).exists()
    assert receive_roster(**again).again, "from then on it changes nothing"


def test_who_is_known_elsewhere_is_asked_about_there_and_nobody_is_shown(
    cast: Cast, stranger: Person, tmp_path: Path
) -> None:
    bring(payees(tmp_path, "胡月古"), cast.xiang_dong, PAYEES)
    conflict = Conflict.objects.get()
    assert list_resolutions(cast.zhou_min, conflict) == ["same_person", "kept_apart", "acknowledged"]
    with pytest.raises(conflicts.NotToBeDecidedSo):
        names.rename(**told(conflict, cast.zhou_min))

    strangers.say_same_person(**told(conflict, cast.zhou_min))

    assert get_person(cast.zhou_min, stranger.pk) is None
    asked = visible_conflicts(cast.ran_jing).get()
    assert (asked.person, asked.state, asked.detail) == (stranger, "open", {"name": "胡月古"})
    assert (asked.asked_by_id, asked.division_code) == (conflict.pk, f"{FENGSHAN}001")
    assert list_resolutions(cast.ran_jing, asked)[:2] == ["renamed", "also_called"]
    assert visible_conflicts(cast.zhou_min).get().how == "same_person"


def test_when_the_other_county_agrees_the_row_is_entered_and_both_know_the_person(
    cast: Cast, stranger: Person, tmp_path: Path
) -> None:
    path = payees(tmp_path, "胡月古")
    bring(path, cast.xiang_dong, PAYEES)
    strangers.say_same_person(**told(Conflict.objects.get(), cast.zhou_min))

    names.take_for_other_name(**told(visible_conflicts(cast.ran_jing).get(), cast.ran_jing))
    bring(path, cast.xiang_dong, PAYEES)

    assert Standing.objects.filter(person=stranger, county=WULINGYUAN, ended_by=None).exists()
    assert get_person(cast.zhou_min, stranger.pk) == stranger


@pytest.fixture
def under_two_numbers(cast: Cast, tmp_path: Path) -> Conflict:
    """A certificate list of 武陵源区 whose row bears the number of someone only 武隆区 knows."""
    make_person("古月胡", f"{FENGSHAN}001", number=ResidentId(number(3)))
    make_person("王秀英", XIEHE_VILLAGE, number=ResidentId(number(1)))
    row = ["王秀英", number(1), f"{number(3)}42", "肢体", 2, "2020-01-01", "2029-12-31", "有效"]
    bring(write_xlsx(tmp_path / "c.xlsx", [row], CARDS), cast.zhou_min, "certificates")
    return Conflict.objects.get()


def test_two_numbers_of_two_counties_are_merged_when_both_say_so(
    cast: Cast, under_two_numbers: Conflict, tmp_path: Path
) -> None:
    older, younger = Person.objects.order_by("id")
    strangers.say_same_person(**told(under_two_numbers, cast.zhou_min))
    assert not Person.objects.filter(merged_into__isnull=False).exists(), "one of two has said so"
    asked = visible_conflicts(cast.ran_jing).get()
    assert asked.detail == {"name": "王秀英"}

    strangers.say_same_person(**told(asked, cast.ran_jing))

    younger.refresh_from_db()
    assert younger.merged_into == older
    assert set(Conflict.objects.values_list("how", flat=True)) == {"merged"}
    assert get_person(cast.zhou_min, younger.pk) == get_person(cast.ran_jing, younger.pk) == older
    source = bring(tmp_path / "c.xlsx", cast.zhou_min, "certificates")
    assert "conflict" not in source.counts["applied"], "both numbers are one person's now"


def test_two_numbers_stay_two_persons_when_the_other_county_says_no(
    cast: Cast, under_two_numbers: Conflict
) -> None:
    strangers.say_same_person(**told(under_two_numbers, cast.zhou_min))

    conflicts.keep_apart(**told(visible_conflicts(cast.ran_jing).get(), cast.ran_jing))

    assert not Person.objects.filter(merged_into__isnull=False).exists()


def test_nobody_is_asked_about_someone_the_officer_sees(cast: Cast, person: Person, tmp_path: Path) -> None:
    bring(payees(tmp_path, "王丽华"), cast.xiang_dong, PAYEES)

    with pytest.raises(conflicts.NotToBeDecidedSo):
        strangers.say_same_person(**told(Conflict.objects.get(), cast.zhou_min))
    assert Conflict.objects.count() == 1


def test_the_names_of_who_was_merged_lead_to_the_one_kept(cast: Cast, person: Person) -> None:
    gone = make_person("王秀瑛", number=ResidentId(number(3)))
    conflict = Conflict.objects.create(
        kind="two_numbers",
        source=person.source,
        person=person,
        other_person=gone,
        division_code=WULINGYUAN,
    )

    conflicts.merge(keep=person, **told(conflict, cast.zhou_min))

    assert OtherName.objects.get(ended_by=None).person == person
    assert OtherName.objects.get().name == "王秀瑛"


HELD_BACK = """
id: funeral-money
name: {zh: 丧葬补助名单, en: funeral grants}
counterpart: {zh: 区民政局, en: civil affairs}
titles: [丧葬补助]
month: list
columns:
  - {id: name, type: name, required: true, aliases: [姓名]}
  - {id: id_number, type: resident_id, required: header, aliases: [身份证号]}
  - {id: died, type: date, aliases: [死亡日期]}
  - {id: phone, type: phone, aliases: [电话]}
  - {id: amount, type: money, aliases: [金额]}
becomes:
  - {record: spell, scheme: other_welfare_living_subsidy, amount: amount}
  - {record: contact, number: phone}
  - {record: death, on: died}
"""


def test_when_one_record_of_a_row_is_contested_nothing_of_the_row_is_entered(
    cast: Cast, person: Person, tmp_path: Path, settings: Any
) -> None:
    shutil.copytree(settings.POLICY_DIR, tmp_path / "policy")
    (tmp_path / "policy/rosters/funeral-money.yaml").write_text(HELD_BACK, encoding="utf-8")
    settings.POLICY_DIR = tmp_path / "policy"
    Death.objects.create(person=person, died_on=date(2026, 5, 3), source=person.source)
    row = ["王秀英", number(1), SECOND, "13800138000", 500]
    header = ("姓名", "身份证号", "死亡日期", "电话", "金额")

    source = bring(write_xlsx(tmp_path / "f.xlsx", [row], header), cast.xiang_dong, "funeral-money")

    assert source.counts["planned"] == source.counts["applied"] == {"conflict": 1, "refused": 0}
    assert not Spell.objects.exists()
    assert not person.contact_set.exists()
    assert Conflict.objects.get().detail == {"died_on": SECOND}
