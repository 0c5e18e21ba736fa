"""Rosters brought in all the way: received, read, planned, confirmed, applied."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.people import WULINGYUAN, WULONG, Cast
from tests.rosters import PAYEES, number, payee, write_csv, write_xlsx
from yingbao.edges.jobs.rosters import apply_source, read_source
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.register import models
from yingbao.office.register.actions.rosters.receiving import (
    NotWaiting,
    OutsideDivision,
    Statement,
    cancel_roster,
    confirm_roster,
    open_upload,
    receive_roster,
    upload_path,
)
from yingbao.office.register.actions.rosters.staging import NotToBeRead
from yingbao.office.register.models import Conflict, Coverage, Person, Source, Spell, StagedChunk, StagedRow
from yingbao.office.register.queries.staged import list_touched_persons
from yingbao.office.register.sealing import unseal
from yingbao.values.month import Month

NOON = datetime(2026, 6, 15, 4, tzinfo=UTC)
CARDS = (
    "姓名",
    "身份证号",
    "残疾人证号",
    "残疾类别",
    "残疾等级",
    "发证日期",
    "有效期至",
    "状态",
    "乡镇",
    "村（社区）",
)
KIND = "two-allowances-payees"


def now() -> datetime:
    return NOON


def receive(
    path: Path, by: Officer, month: str = "2026-06", division: str = WULINGYUAN, kind: str = KIND
) -> Any:
    said = Statement(path.name, kind, division, Month.parse(month))
    return receive_roster(pieces=[path.read_bytes()], said=said, at=NOON, by=by)


def bring(path: Path, by: Officer, **said: str) -> Source:
    source: Source = read_source(receive(path, by, **said).source, now)
    assert source.state == "read", source.problem
    return apply_source(confirm_roster(source=source, by=by), now)


def payees(folder: Path, rows: Iterable[Sequence[Any]], name: str = "p.xlsx") -> Path:
    # Another sheet name makes other bytes: a workbook's own clock only counts seconds.
    return write_xlsx(folder / name, rows, sheet=Path(name).stem)


def card(part: int = 1, kind: str = "肢体", grade: int = 2, **other: Any) -> list[Any]:
    who = number(part)
    kinds = {"肢体": 4, "视力": 1}
    row = [
        "王秀兰",
        who,
        f"{who}{kinds[kind]}{grade}",
        kind,
        grade,
        "2020-01-01",
        "2029-12-31",
        "有效",
        "协合乡",
        "协合村",
    ]
    for place, value in other.items():
        row[int(place[1:])] = value
    return row


def facts() -> set[tuple[Any, ...]]:
    rows = Spell.objects.filter(ended_by__isnull=True)
    return set(rows.values_list("person__name", "scheme", "valid_from", "valid_to", "amount_fen"))


def outcomes(source: Source) -> dict[str, int]:
    return {name: count for name, count in source.counts["planned"].items() if count}


def test_a_list_is_read_planned_confirmed_and_applied(cast: Cast, tmp_path: Path) -> None:
    source = read_source(receive(payees(tmp_path, [payee(1), payee(2)]), cast.xiang_dong).source, now)

    assert (source.state, outcomes(source)) == ("read", {"added": 2})
    assert not Person.objects.exists()
    source = apply_source(confirm_roster(source=source, by=cast.xiang_dong), now)
    assert source.state == "applied"
    assert (
        source.counts["applied"] == source.counts["planned"] | {"refused": 0}
        or source.counts["applied"]["added"] == 2
    )
    assert (
        Spell.objects.filter(scheme="nursing_subsidy", amount_fen=11_000, division_code=WULINGYUAN).count()
        == 2
    )
    assert set(Coverage.objects.values_list("scheme", flat=True)) == {"nursing_subsidy"}


def test_numbers_are_sealed_and_no_table_holds_one_in_clear(cast: Cast, tmp_path: Path) -> None:
    bring(payees(tmp_path, [payee(1), payee(2, _2="bad", _3=None)]), cast.xiang_dong)
    person = Person.objects.get()

    assert unseal(person.number_sealed, column="person.number", row=person.pk) == number(1)
    for model in (StagedRow, StagedChunk, Source, Person):
        assert number(1) not in str(list(model._default_manager.values()))
    assert number(1).encode() not in upload_path(Source.objects.get().sha256).read_bytes()
    assert b"".join(open_upload(Source.objects.get().sha256)) == (tmp_path / "p.xlsx").read_bytes()


def test_the_same_file_again_says_so_and_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    path = payees(tmp_path, [payee(1)])
    source = bring(path, cast.xiang_dong)
    before = facts()
    again = receive(path, cast.xiang_dong)

    assert (again.again, again.source) == (True, source)
    assert (facts(), Source.objects.count()) == (before, 1)
    with pytest.raises(NotToBeRead):
        read_source(again.source, now)


def test_the_same_rows_in_another_file_change_nothing(cast: Cast, tmp_path: Path) -> None:
    bring(payees(tmp_path, [payee(1), payee(2)]), cast.xiang_dong)
    before = facts()
    source = bring(write_csv(tmp_path / "p.csv", [payee(2), payee(1)]), cast.xiang_dong)

    assert (outcomes(source), facts()) == ({"same": 2}, before)
    assert not Spell.objects.filter(source=source).exists()


def test_who_is_no_longer_on_the_list_ended_the_month_before(cast: Cast, tmp_path: Path) -> None:
    bring(payees(tmp_path, [payee(1), payee(2)]), cast.xiang_dong, month="2026-05")
    source = bring(payees(tmp_path, [payee(1)], "q.xlsx"), cast.xiang_dong)

    assert outcomes(source) == {"same": 1, "ended": 1}
    assert Spell.objects.get(ended_by__isnull=True, valid_to__isnull=False).valid_to == date(2026, 5, 31)


def test_nobody_is_ended_whom_a_refused_row_may_be_about(cast: Cast, tmp_path: Path) -> None:
    bring(payees(tmp_path, [payee(1), payee(2)]), cast.xiang_dong, month="2026-05")
    damaged = payee(2, _2=float(number(2)[:15] + "000"), _3=None)
    source = bring(payees(tmp_path, [payee(1), damaged], "q.xlsx"), cast.xiang_dong)

    assert (outcomes(source), source.counts["kept"]) == ({"same": 1, "refused": 1}, 1)
    assert not Spell.objects.filter(valid_to__isnull=False).exists()


def test_lists_in_the_wrong_order_come_to_the_same_months(cast: Cast, tmp_path: Path) -> None:
    may = payees(tmp_path, [payee(1, _5=100), payee(2), payee(3, _6=None)], "may.xlsx")
    june = payees(tmp_path, [payee(1), payee(4, _6="2026年6月")], "june.xlsx")
    bring(june, cast.xiang_dong)
    bring(may, cast.xiang_dong, month="2026-05")

    def paid(day: date) -> set[tuple[str, int]]:
        rows = Spell.objects.filter(ended_by__isnull=True).select_related("person")
        return {
            (s.person.name, s.amount_fen or 0)
            for s in rows
            if (s.valid_from or day) <= day and (s.valid_to is None or s.valid_to >= day)
        }

    assert paid(date(2026, 5, 15)) == {("王秀英", 10_000), ("王秀芳", 11_000), ("王秀梅", 11_000)}
    assert paid(date(2026, 6, 15)) == {("王秀英", 11_000), ("王秀兰", 11_000)}


def test_a_correction_for_the_same_month_brings_only_the_differences(cast: Cast, tmp_path: Path) -> None:
    bring(payees(tmp_path, [payee(1), payee(2)]), cast.xiang_dong)
    source = bring(payees(tmp_path, [payee(1, _5=100), payee(2)], "q.xlsx"), cast.xiang_dong)

    assert outcomes(source) == {"changed": 1, "same": 1}
    assert list_touched_persons(source.pk - 1, source.pk) == {Person.objects.get(name="王秀英").pk}


def test_someone_listed_twice_for_one_allowance_has_it_twice(cast: Cast, tmp_path: Path) -> None:
    bring(payees(tmp_path, [payee(1), payee(1)]), cast.xiang_dong)
    again = bring(payees(tmp_path, [payee(1), payee(1)], "q.xlsx"), cast.xiang_dong)

    assert Spell.objects.filter(ended_by__isnull=True).count() == 2
    assert outcomes(again) == {"same": 2}


def test_a_repeated_line_of_another_list_is_refused_with_the_line_it_repeats(
    cast: Cast, tmp_path: Path
) -> None:
    path = write_xlsx(tmp_path / "c.xlsx", [card(1), card(2, _0="李明"), card(1)], CARDS)
    source = bring(path, cast.zhou_min, kind="certificates")
    row = StagedRow.objects.get(source=source, outcome="refused")

    assert (row.line, row.problems[0]["code"], row.problems[0]["params"]) == (
        4,
        "repeated_in_file",
        {"first": 2},
    )


def test_another_name_under_a_known_number_is_a_conflict_and_changes_nobody(
    cast: Cast, tmp_path: Path
) -> None:
    bring(payees(tmp_path, [payee(1)]), cast.xiang_dong)
    source = bring(payees(tmp_path, [payee(1), payee(1, _1="李明")], "q.xlsx"), cast.xiang_dong)

    assert outcomes(source) == {"same": 1, "conflict": 1}
    assert Conflict.objects.get().kind == "second_holder"
    assert Person.objects.get().name == "王秀英"


def test_spellings_of_a_name_are_one_name(cast: Cast, tmp_path: Path) -> None:
    bring(payees(tmp_path, [payee(1, _1="阿依古丽·买买提")]), cast.xiang_dong)
    source = bring(payees(tmp_path, [payee(1, _1="阿依古丽买买提")], "q.xlsx"), cast.xiang_dong)

    assert outcomes(source) == {"same": 1}


def test_a_row_of_two_numbers_makes_both_known_and_says_nothing_of_either(cast: Cast, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "c.xlsx", [card(1, _2=f"{number(3)}42")], CARDS)
    bring(path, cast.zhou_min, kind="certificates")
    conflict = Conflict.objects.get()

    assert (conflict.kind, conflict.person_id != conflict.other_person_id) == ("two_numbers", True)
    assert Person.objects.count() == 2
    assert not models.Certificate.objects.exists()


def test_one_name_birthday_and_village_under_another_number_may_be_a_duplicate(
    cast: Cast, tmp_path: Path
) -> None:
    path = write_xlsx(tmp_path / "c.xlsx", [card(1), card(3)], CARDS)
    bring(path, cast.zhou_min, kind="certificates")

    assert [(c.kind, c.line) for c in Conflict.objects.all()] == [("possible_duplicate", 3)]
    assert models.Certificate.objects.count() == 2


def test_one_person_certified_by_two_counties_is_asked_about_in_both(cast: Cast, tmp_path: Path) -> None:
    bring(write_xlsx(tmp_path / "c.xlsx", [card(1)], CARDS), cast.zhou_min, kind="certificates")
    theirs = write_xlsx(tmp_path / "d.xlsx", [card(1, _8="凤山街道", _9="复兴社区")], CARDS)
    bring(theirs, cast.ran_jing, kind="certificates", division=WULONG)

    asked = Conflict.objects.filter(kind="two_counties")
    assert {c.division_code[:6] for c in asked} == {WULINGYUAN, WULONG}
    assert models.Certificate.objects.filter(ended_by__isnull=True).count() == 1


def test_a_conflict_is_asked_once(cast: Cast, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        rows = [payee(1), payee(1, _1="李明"), payee(5 if name == "a.xlsx" else 6)]
        bring(payees(tmp_path, rows, name), cast.xiang_dong)

    assert Conflict.objects.filter(kind="second_holder").count() == 1


def test_certificates_keep_their_history(cast: Cast, tmp_path: Path) -> None:
    bring(
        write_xlsx(tmp_path / "a.xlsx", [card(1)], CARDS), cast.zhou_min, kind="certificates", month="2026-05"
    )
    newer = write_xlsx(tmp_path / "b.xlsx", [card(1, grade=3, _5="2026-04-10")], CARDS)
    bring(newer, cast.zhou_min, kind="certificates")
    held = models.Certificate.objects.filter(ended_by__isnull=True).order_by("valid_from")

    assert [(c.grade, c.valid_from, c.valid_to) for c in held] == [
        (2, date(2020, 1, 1), date(2026, 4, 9)),
        (3, date(2026, 4, 10), None),
    ]
    assert [unseal(c.number_sealed, column="certificate.number", row=c.pk)[18:] for c in held] == ["42", "43"]


def test_an_account_may_belong_to_someone_else(cast: Cast, tmp_path: Path) -> None:
    header = (*PAYEES, "银行卡号", "户名")
    bring(
        write_xlsx(tmp_path / "p.xlsx", [[*payee(1), "6217000011112222333", "李明"]], header), cast.xiang_dong
    )
    account = models.BankAccount.objects.get()

    assert account.holder_name == "李明"
    assert (
        unseal(account.account_sealed, column="bankaccount.account", row=account.pk) == "6217000011112222333"
    )


def test_what_was_recorded_meanwhile_is_planned_again(cast: Cast, tmp_path: Path) -> None:
    first = read_source(receive(payees(tmp_path, [payee(1)]), cast.xiang_dong).source, now)
    bring(payees(tmp_path, [payee(1), payee(2)], "q.xlsx"), cast.xiang_dong)
    done = apply_source(confirm_roster(source=first, by=cast.xiang_dong), now)

    assert outcomes(done) == {"same": 1, "ended": 1}
    assert done.counts["applied"]["ended"] == 1


@pytest.mark.parametrize("who", ["tian_fang", "yang_mei", "shen_ji", "guan_li"])
def test_only_county_officers_bring_lists_in(cast: Cast, tmp_path: Path, who: str) -> None:
    with pytest.raises(NotPermitted):
        receive(payees(tmp_path, [payee(1)]), getattr(cast, who))


def test_an_officer_of_another_county_neither_brings_in_nor_confirms_nor_cancels(
    cast: Cast, tmp_path: Path
) -> None:
    source = read_source(receive(payees(tmp_path, [payee(1)]), cast.xiang_dong).source, now)

    with pytest.raises(OutsideDivision):
        receive(payees(tmp_path, [payee(2)], "q.xlsx"), cast.ran_jing)
    for decide in (confirm_roster, cancel_roster):
        with pytest.raises(OutsideDivision):
            decide(source=source, by=cast.ran_jing)


def test_a_cancelled_list_leaves_nothing_staged_and_may_come_again(cast: Cast, tmp_path: Path) -> None:
    path = payees(tmp_path, [payee(1)])
    source = read_source(receive(path, cast.xiang_dong).source, now)
    cancel_roster(source=source, by=cast.xiang_dong)

    assert not StagedRow.objects.exists()
    assert not StagedChunk.objects.exists()
    with pytest.raises(NotWaiting):
        confirm_roster(source=source, by=cast.xiang_dong)
    assert receive(path, cast.xiang_dong).again is False


def test_a_file_that_cannot_be_read_is_refused_with_the_reason(cast: Cast, tmp_path: Path) -> None:
    source = read_source(receive(payees(tmp_path, []), cast.xiang_dong).source, now)

    assert (source.state, "only_header" in source.problem) == ("refused", True)
    assert not StagedRow.objects.exists()


def test_a_death_on_another_day_is_a_conflict(cast: Cast, tmp_path: Path) -> None:
    header = ("姓名", "身份证号", "死亡日期")
    for day in ("2026-05-03", "2026-05-04"):
        path = write_xlsx(tmp_path / f"{day}.xlsx", [["王秀英", number(1), day]], header)
        bring(path, cast.zhou_min, kind="deaths")

    assert [d.died_on for d in models.Death.objects.all()] == [date(2026, 5, 3)]
    assert Conflict.objects.get().kind == "contradicting"


def test_the_survey_answers_questions(cast: Cast, tmp_path: Path) -> None:
    header = ("姓名", "残疾证号", "是否需要长期照护", "R9是否就业", "填表日期")
    path = write_xlsx(tmp_path / "s.xlsx", [["王秀英", f"{number(1)}42", "是", None, "2025-08-01"]], header)
    bring(path, cast.zhou_min, kind="yearly-survey", month="2025-09")

    assert list(models.StatedFact.objects.values_list("fact", "value", "valid_from")) == [
        ("needs_long_term_care", "true", date(2025, 8, 1))
    ]
