"""Lists that correct or complete others: mistyped months, parts of a whole, versions that come back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.office.register.test_rosters import CARDS, NOON, bring, card, now, payees, receive
from tests.people import Cast
from tests.rosters import number, payee, write_xlsx
from yingbao.edges.jobs.rosters import apply_source, read_source
from yingbao.office.register.actions.rosters.receiving import (
    MonthOutOfReach,
    NotWaiting,
    OutsideDivision,
    confirm_roster,
)
from yingbao.office.register.actions.rosters.saying_empty import NotUntold, say_nobody_is_on
from yingbao.office.register.models import Certificate, Coverage, Person, Source, Spell, StagedRow
from yingbao.office.register.roster_kinds import load_kinds


@pytest.mark.parametrize("month", ["2062-06", "2026-08", "1999-12"])
def test_a_mistyped_month_is_refused_when_the_file_is_received(
    cast: Cast, tmp_path: Path, month: str
) -> None:
    path = payees(tmp_path, [payee(1)])

    with pytest.raises(MonthOutOfReach):
        receive(path, cast.xiang_dong, month=month)
    assert not Source.objects.exists()
    assert receive(path, cast.xiang_dong, month="2026-07").source.state == "received"


def times(name: str = "王秀英") -> list[tuple[str, str, int | None]]:
    """Return when somebody is on a scheme, as the register knows now."""
    spells = Spell.objects.filter(person__name=name, ended_by__isnull=True).order_by("valid_from", "id")
    return [(str(s.valid_from), str(s.valid_to), s.amount_fen) for s in spells]


def test_a_file_with_one_allowance_does_not_end_the_other(cast: Cast, tmp_path: Path) -> None:
    care, living = payee(1), payee(2, _4="生活补贴")
    bring(payees(tmp_path, [care, living]), cast.xiang_dong, month="2026-05")
    first = bring(payees(tmp_path, [care], "care.xlsx"), cast.xiang_dong)
    bring(payees(tmp_path, [living], "living.xlsx"), cast.xiang_dong)

    assert first.counts["planned"].get("ended", 0) == 0
    remark = {"code": "schemes_not_told", "params": {"schemes": "生活补贴"}}
    assert first.counts["remarks"] == [remark]
    assert not Spell.objects.filter(valid_to__isnull=False).exists()
    assert list(Coverage.objects.filter(source=first).values_list("scheme", flat=True)) == ["nursing_subsidy"]


def test_a_list_of_residents_alone_says_nothing_of_employees(cast: Cast, tmp_path: Path) -> None:
    header = ("姓名", "身份证号", "险种类型")
    path = write_xlsx(tmp_path / "m.xlsx", [["王秀英", number(1), "居民医保"]], header)
    bring(path, cast.xiang_dong, kind="resident-medical")

    assert list(Coverage.objects.values_list("scheme", flat=True)) == ["resident_medical"]


def test_a_dibao_list_without_a_column_for_single_persons_says_nothing_of_them(
    cast: Cast, tmp_path: Path
) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", [["王秀英", number(1), 500]], ("姓名", "身份证号", "保障金额"))
    bring(path, cast.xiang_dong, kind="dibao")

    assert list(Coverage.objects.values_list("scheme", flat=True)) == ["dibao"]


def test_an_older_list_of_a_township_does_not_overwrite_the_countys_newer_one(
    cast: Cast, tmp_path: Path
) -> None:
    bring(payees(tmp_path, [payee(1, _5=100)]), cast.xiang_dong)
    bring(
        payees(tmp_path, [payee(1, _5=90)], "t.xlsx"), cast.xiang_dong, month="2026-05", division="430811001"
    )

    assert times("王秀英") == [
        ("2021-07-01", "2026-04-30", 10_000),
        ("2026-05-01", "2026-05-31", 9_000),
        ("2026-06-01", "None", 10_000),
    ]


def test_an_older_list_of_the_county_does_not_overwrite_a_townships_newer_one(
    cast: Cast, tmp_path: Path
) -> None:
    elsewhere = payee(2, _0="协合乡", _5=90)
    bring(payees(tmp_path, [payee(1, _5=100)]), cast.xiang_dong, division="430811001")
    bring(
        payees(tmp_path, [payee(1, _5=90), payee(5, _5=90), elsewhere], "c.xlsx"),
        cast.xiang_dong,
        month="2026-05",
    )

    assert times("王秀英")[-1] == ("2026-06-01", "None", 10_000)
    assert times("王秀芳") == [("2021-07-01", "None", 9_000)]


def test_a_corrected_list_for_a_past_month_ends_only_until_the_next_list(cast: Cast, tmp_path: Path) -> None:
    bring(payees(tmp_path, [payee(1), payee(2)]), cast.xiang_dong, month="2026-05")
    bring(payees(tmp_path, [payee(1), payee(2)], "j.xlsx"), cast.xiang_dong)
    source = bring(payees(tmp_path, [payee(2)], "corrected.xlsx"), cast.xiang_dong, month="2026-05")

    assert source.counts["applied"]["ended"] == 1
    assert times("王秀英") == [("2021-07-01", "2026-04-30", 11_000), ("2026-06-01", "None", 11_000)]


def test_a_version_that_comes_back_after_another_is_applied_again(cast: Cast, tmp_path: Path) -> None:
    first, second = payees(tmp_path, [payee(1)], "1.xlsx"), payees(tmp_path, [payee(1, _5=90)], "2.xlsx")
    v1, v2 = (read_source(receive(path, cast.xiang_dong).source, now) for path in (first, second))
    v1 = apply_source(confirm_roster(source=v1, by=cast.xiang_dong), lambda: NOON)
    v2 = apply_source(confirm_roster(source=v2, by=cast.xiang_dong), lambda: NOON + timedelta(minutes=1))
    again = receive(first, cast.xiang_dong)

    assert (again.again, receive(second, cast.xiang_dong).again) == (False, True)
    third = read_source(again.source, lambda: NOON + timedelta(minutes=2))
    third = apply_source(
        confirm_roster(source=third, by=cast.xiang_dong), lambda: NOON + timedelta(minutes=2)
    )
    assert times("王秀英")[-1] == ("2026-06-01", "None", 11_000)
    assert receive(first, cast.xiang_dong).again is True


def test_a_corrected_beginning_is_taken_from_the_corrected_list(cast: Cast, tmp_path: Path) -> None:
    bring(payees(tmp_path, [payee(1)]), cast.xiang_dong)
    bring(payees(tmp_path, [payee(1, _6="2025年1月")], "q.xlsx"), cast.xiang_dong)

    assert times("王秀英") == [("2025-01-01", "None", 11_000)]


def of_record() -> list[tuple[str, str, int | None, str]]:
    """Return the certificates of record, as the register knows now."""
    cards = Certificate.objects.filter(ended_by__isnull=True).order_by("valid_from")
    return [(str(c.valid_from), str(c.valid_to), c.grade, c.status) for c in cards]


def test_certificates_are_corrected_within_the_month_and_thawed_later(cast: Cast, tmp_path: Path) -> None:
    def bring_card(name: str, month: str = "2026-06", **cells: Any) -> None:
        path = write_xlsx(tmp_path / f"{name}.xlsx", [card(1, **cells)], CARDS, sheet=name)
        bring(path, cast.zhou_min, kind="certificates", month=month)

    bring_card("frozen", "2026-04", _7="冻结")
    bring_card("thawed")
    frozen, thawed = ("2020-01-01", "2026-05-31", 2, "frozen"), ("2026-06-01", "None", 2, "valid")
    assert of_record() == [frozen, thawed]
    bring_card("mistaken", grade=3, _5="2026-06-10")
    assert of_record()[-1] == ("2026-06-10", "None", 3, "valid")
    bring_card("corrected")
    assert of_record() == [frozen, thawed]


def open_times() -> list[tuple[str, str]]:
    """Return who is on what without an end."""
    now_on = Spell.objects.filter(ended_by__isnull=True, valid_to__isnull=True).order_by("scheme", "id")
    return list(now_on.values_list("person__name", "scheme"))


def say_nobody(source: Source, scheme: str, cast: Cast) -> Source:
    kind = load_kinds(settings.POLICY_DIR)[source.kind]
    return say_nobody_is_on(source=source, kind=kind, scheme=scheme, by=cast.xiang_dong)


def test_the_last_person_of_a_scheme_is_ended_once_an_officer_says_the_list_names_nobody(
    cast: Cast, tmp_path: Path
) -> None:
    care, living = payee(1), payee(2, _4="生活补贴")
    bring(payees(tmp_path, [care, living]), cast.xiang_dong, month="2026-05")
    source = read_source(receive(payees(tmp_path, [care], "care.xlsx"), cast.xiang_dong).source, now)
    assert source.counts["planned"].get("ended", 0) == 0

    said = say_nobody(source, "living_allowance", cast)
    assert said.state == "received", "the dry run is made again before anything is ended"
    source = read_source(said, now)
    assert (source.counts["planned"]["ended"], source.counts["remarks"]) == (1, [])
    assert len(open_times()) == 2
    source = apply_source(confirm_roster(source=source, by=cast.xiang_dong), now)

    assert open_times() == [("王秀英", "nursing_subsidy")]
    covered = Coverage.objects.filter(source=source).values_list("scheme", flat=True)
    assert sorted(covered) == ["living_allowance", "nursing_subsidy"]


def test_a_list_with_a_header_and_no_row_ends_everyone_once_an_officer_says_so(
    cast: Cast, tmp_path: Path
) -> None:
    header = ("姓名", "身份证号", "特困类别")
    full = write_xlsx(tmp_path / "特困供养.xlsx", [["王秀英", number(1), "分散"]], header)
    bring(full, cast.xiang_dong, kind="tekun", month="2026-05")
    empty = write_xlsx(tmp_path / "特困.xlsx", [], header)
    source = read_source(receive(empty, cast.xiang_dong, kind="tekun").source, now)
    assert (source.state, source.kind) == ("refused", "tekun")

    source = read_source(say_nobody(source, "tekun", cast), now)
    assert (source.state, source.counts["planned"]["ended"]) == ("read", 1)
    apply_source(confirm_roster(source=source, by=cast.xiang_dong), now)

    assert open_times() == []
    assert Spell.objects.get(ended_by__isnull=True).valid_to.isoformat() == "2026-05-31"  # type: ignore[union-attr]


def test_nobody_is_said_only_of_a_scheme_the_list_could_name_and_does_not(cast: Cast, tmp_path: Path) -> None:
    source = read_source(receive(payees(tmp_path, [payee(1)]), cast.xiang_dong).source, now)

    for scheme in ("nursing_subsidy", "dibao"):
        with pytest.raises(NotUntold):
            say_nobody(source, scheme, cast)
    confirm_roster(source=source, by=cast.xiang_dong)
    with pytest.raises(NotWaiting):
        say_nobody(source, "living_allowance", cast)
    kind = load_kinds(settings.POLICY_DIR)[source.kind]
    with pytest.raises(OutsideDivision):
        say_nobody_is_on(source=source, kind=kind, scheme="living_allowance", by=cast.ran_jing)


def test_single_person_dibao_without_a_first_day_counts_from_the_month_of_the_list(
    cast: Cast, tmp_path: Path
) -> None:
    header = ("姓名", "身份证号", "保障方式", "保障金额")
    path = write_xlsx(tmp_path / "低保.xlsx", [["王秀英", number(1), "单人户", 500]], header)

    bring(path, cast.xiang_dong, kind="dibao")

    spells = Spell.objects.filter(ended_by__isnull=True).order_by("scheme")
    assert [(s.scheme, str(s.valid_from)) for s in spells] == [
        ("dibao", "2026-06-01"),
        ("single_dibao", "2026-06-01"),
    ]


def test_a_refused_row_knows_whom_its_number_is_about(cast: Cast, tmp_path: Path) -> None:
    bring(payees(tmp_path, [payee(1), payee(3)]), cast.xiang_dong, month="2026-05")
    unreadable, stranger = payee(1, _5="很多"), payee(5, _5="很多")

    bring(payees(tmp_path, [unreadable, stranger, payee(3)], "june.xlsx"), cast.xiang_dong)

    refused = StagedRow.objects.filter(outcome="refused").order_by("line")
    names = dict(Person.objects.values_list("pk", "name"))
    assert [names.get(row.person_id) for row in refused] == ["王秀英", None]
