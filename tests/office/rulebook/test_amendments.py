"""Two officers change a rule: proposed, approved by another, a file, in force from its month on."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.office.rulebook.proposals import (
    HIGHER,
    JANUARY,
    JULY,
    PROGRAMME,
    RATE,
    approved,
    confirmation,
    proposal,
    proposed,
    rate,
    rule,
)
from tests.people import NOON, WULINGYUAN, Cast
from yingbao.law.packs import NotInForce, in_force
from yingbao.law.packs.edits import Edit, What, say_now
from yingbao.office.access.actions import delegate, enter_post
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.models import Act
from yingbao.office.determination.packs import pack_of
from yingbao.office.rulebook import actions, files
from yingbao.office.rulebook.actions import approve, propose, refuse, restore_files, withdraw
from yingbao.office.rulebook.choices import AmendmentState
from yingbao.office.rulebook.models import Amendment
from yingbao.office.rulebook.queries import Wrong, list_amendments, list_wrong_files
from yingbao.office.rulebook.self_checks import amendments_are_those_approved
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
JUNE = Month(2026, 6)


def rates(month: Month) -> Any:
    dated = pack_of(WULINGYUAN, month).parameters[RATE].on(month)
    assert dated is not None
    return dated.value


def verbs() -> list[str]:
    return list(Act.objects.order_by("id").values_list("verb", flat=True))


def test_nothing_changes_until_another_officer_approves(
    cast: Cast, amendments: Path, django_capture_on_commit_callbacks: Any
) -> None:
    before = pack_of(WULINGYUAN, JULY).digest
    amendment = proposed(cast.zhou_min)
    assert pack_of(WULINGYUAN, JULY).digest == before

    with django_capture_on_commit_callbacks(execute=True):
        approve(amendment=amendment, at=NOON, by=cast.xiang_dong)
        assert list(amendments.rglob("*.yaml")) == [], "not before everything is saved"

    assert [path.name for path in amendments.rglob("*")] == ["cn-430811", "0001-nursing-subsidy-rate.yaml"]
    assert rates(JULY) == {1: 12000, 2: 10000}
    assert rates(JUNE) == {1: 11000, 2: 11000}
    assert verbs() == ["rulebook.amendment.proposed", "rulebook.amendment.approved"]


def test_months_before_it_keep_their_rules(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    before = {month: pack_of(WULINGYUAN, month).digest for month in (JUNE, JULY)}
    with django_capture_on_commit_callbacks(execute=True):
        approved(cast.zhou_min, cast.xiang_dong)

    assert pack_of(WULINGYUAN, JUNE).digest == before[JUNE]
    assert pack_of(WULINGYUAN, JULY).digest != before[JULY]


def test_a_confirmation_is_no_other_rule(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    before = pack_of(WULINGYUAN, JUNE)
    assert before.is_assumed(PROGRAMME, JUNE)
    with django_capture_on_commit_callbacks(execute=True):
        approved(cast.zhou_min, cast.xiang_dong, confirmation(), start=JANUARY)
    after = pack_of(WULINGYUAN, JUNE)

    assert not after.is_assumed(PROGRAMME, JUNE)
    assert rates(JUNE) == {1: 11000, 2: 11000}
    assert after.digest == before.digest, "nobody needs to be determined anew"


def test_who_proposed_it_does_not_approve_or_refuse_it(cast: Cast) -> None:
    amendment = proposed(cast.zhou_min)

    with pytest.raises(actions.OwnProposal):
        approve(amendment=amendment, at=NOON, by=cast.zhou_min)
    with pytest.raises(actions.OwnProposal):
        refuse(amendment=amendment, answer="不对", at=NOON, by=cast.zhou_min)


def test_the_database_asks_for_two_officers_itself(cast: Cast) -> None:
    amendment = proposed(cast.zhou_min)
    for state in (AmendmentState.APPROVED, AmendmentState.REFUSED):
        number = 1 if state is AmendmentState.APPROVED else None
        with pytest.raises(IntegrityError, match="decided_by_another"), transaction.atomic():
            Amendment.objects.filter(pk=amendment.pk).update(
                state=state, number=number, digest="x", decided_by="zhou_min", decided_at=NOON
            )


@pytest.mark.parametrize("who", ["tian_fang", "yang_mei", "shen_ji", "guan_li"])
def test_only_the_two_county_offices_change_rules(cast: Cast, who: str) -> None:
    amendment = proposed(cast.zhou_min)
    with pytest.raises(NotPermitted):
        proposed(getattr(cast, who))
    with pytest.raises(NotPermitted):
        approve(amendment=amendment, at=NOON, by=getattr(cast, who))


def test_the_rules_of_another_county_are_left_alone(cast: Cast) -> None:
    amendment = proposed(cast.zhou_min)

    with pytest.raises(actions.NotOwnCounty):
        approve(amendment=amendment, at=NOON, by=cast.ran_jing)
    assert not list_amendments(officer=cast.ran_jing)


def test_what_was_decided_is_not_decided_again(cast: Cast) -> None:
    amendment = refuse(amendment=proposed(cast.zhou_min), answer="文件号不对", at=NOON, by=cast.xiang_dong)

    assert (amendment.state, amendment.answer, amendment.number) == ("refused", "文件号不对", None)
    for act in (approve, withdraw):
        with pytest.raises(actions.AlreadyDecided):
            act(amendment=amendment, at=NOON, by=cast.xiang_dong if act is approve else cast.zhou_min)


def test_only_its_author_takes_a_proposal_back(cast: Cast) -> None:
    amendment = proposed(cast.zhou_min)
    with pytest.raises(actions.SomeoneElses):
        withdraw(amendment=amendment, at=NOON, by=cast.xiang_dong)

    assert withdraw(amendment=amendment, at=NOON, by=cast.zhou_min).state == AmendmentState.WITHDRAWN


def test_a_refusal_and_a_proposal_say_why(cast: Cast) -> None:
    with pytest.raises(actions.NoReason):
        propose(proposal=proposal(rate(), reason=" "), at=NOON, by=cast.zhou_min)
    with pytest.raises(actions.NoReason):
        refuse(amendment=proposed(cast.zhou_min), answer=" ", at=NOON, by=cast.xiang_dong)


def test_what_changes_nothing_is_not_proposed(cast: Cast) -> None:
    with pytest.raises(actions.NothingChanged):
        proposed(cast.zhou_min, rule("certificate_grade IN (1, 2)"))


def test_a_month_without_rules_is_refused(cast: Cast) -> None:
    edits = (rate(),)
    with pytest.raises(NotInForce):
        propose(proposal=proposal(*edits, start=Month(1990, 1)), at=NOON, by=cast.zhou_min)


@pytest.mark.parametrize("sentence", ["", " ", "长" * 201])
def test_a_condition_is_said_in_both_languages_and_in_short(cast: Cast, sentence: str) -> None:
    said = say_now(pack_of(WULINGYUAN, JULY), What.SENTENCES, PROGRAMME, "severe")
    assert isinstance(said, dict)
    after = {**said, "says": {**said["says"], "zh": sentence}}
    with pytest.raises(actions.Faulty, match="both languages"):
        proposed(cast.zhou_min, Edit(What.SENTENCES, PROGRAMME, "severe", said, after))


def test_a_condition_is_stated_by_a_document_or_left_as_it_is(cast: Cast) -> None:
    with pytest.raises(actions.Faulty):
        proposed(cast.zhou_min, Edit(What.STATED, PROGRAMME, "severe", "stated", "derived"))


def test_a_rule_that_cannot_be_read_is_refused_with_its_place(cast: Cast) -> None:
    with pytest.raises(actions.Faulty) as refused:
        proposed(cast.zhou_min, rule("残疾等级 IN (1, 2)\n  AND 等级 = 1"))
    (fault,) = refused.value.faults

    assert fault.edit is not None
    assert (fault.edit.name, fault.line, fault.column) == ("severe", 2, 7)
    assert "等级" in fault.message.zh


@pytest.mark.parametrize(
    "edit",
    [(What.ELIGIBLE, "", "alive AND severe"), (What.AMOUNT, "", "certificate_grade")],
)
def test_parts_that_do_not_fit_together_are_refused(cast: Cast, edit: tuple[What, str, str]) -> None:
    what, name, text = edit
    with pytest.raises(actions.Faulty):
        proposed(cast.zhou_min, rule(text, what, name))
    assert not Amendment.objects.exists()


def test_rules_in_chinese_words_are_rules(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        approved(cast.zhou_min, cast.xiang_dong, rule("残疾等级 ＝ 1"))
    severe = next(
        condition.text
        for programme in pack_of(WULINGYUAN, JULY).programmes
        if programme.id == PROGRAMME
        for condition in programme.conditions
        if condition.id == "severe"
    )

    assert severe == "残疾等级 ＝ 1"


def test_a_proposal_over_rules_that_changed_meanwhile_is_not_approved(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    late = proposed(cast.zhou_min, rate(value={"1": 13000, "2": 13000}))
    with django_capture_on_commit_callbacks(execute=True):
        approved(cast.zhou_min, cast.xiang_dong)

    with pytest.raises(actions.Outdated):
        approve(amendment=late, at=NOON, by=cast.xiang_dong)


def test_numbers_follow_the_approvals(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    first, second = proposed(cast.zhou_min), proposed(cast.zhou_min, rule("certificate_grade = 1"))
    with django_capture_on_commit_callbacks(execute=True):
        approve(amendment=second, at=NOON, by=cast.xiang_dong)
        approve(amendment=first, at=NOON, by=cast.xiang_dong)
    first.refresh_from_db()
    second.refresh_from_db()

    assert (second.number, first.number) == (1, 2)
    laid = in_force(files.amendments_of("cn-430811"), JULY)
    assert [overlay.id for overlay in laid] == ["0001-nursing-subsidy", "0002-nursing-subsidy-rate"]


def test_a_disk_that_takes_no_file_approves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(files.os, "fsync", full)
    amendment = proposed(cast.zhou_min)
    with pytest.raises(OSError, match="no space"), transaction.atomic():
        approve(amendment=amendment, at=NOON, by=cast.xiang_dong)
    amendment.refresh_from_db()

    assert amendment.state == AmendmentState.PROPOSED


class TestFiles:
    """Files and table tell the same, or the product says so at its start."""

    @pytest.fixture
    def file(self, cast: Cast, amendments: Path, django_capture_on_commit_callbacks: Any) -> Path:
        with django_capture_on_commit_callbacks(execute=True):
            approved(cast.zhou_min, cast.xiang_dong)
        assert amendments_are_those_approved(None) == []
        return next(amendments.rglob("*.yaml"))

    def ids(self) -> list[str | None]:
        return [error.id for error in amendments_are_those_approved(None)]

    def test_a_changed_file_is_told_and_restored(self, file: Path) -> None:
        approved_text = file.read_text()
        file.write_text(approved_text.replace("12000", "99000"))

        assert self.ids() == ["yingbao.E010"]
        assert restore_files(by="yingbao amendments") == [str(file)]
        assert (file.read_text(), self.ids()) == (approved_text, [])

    def test_a_missing_file_is_told_and_restored(self, file: Path) -> None:
        file.unlink()

        assert self.ids() == ["yingbao.E009"]
        restore_files(by="yingbao amendments")
        assert self.ids() == []
        assert "rulebook.file.restored" in verbs()

    def test_a_file_nobody_approved_is_told(self, file: Path) -> None:
        (file.parent / "0007-more-for-me.yaml").write_text("id: 0007-more-for-me\n")

        assert [each.wrong for each in list_wrong_files()] == [Wrong.NOT_APPROVED]
        assert self.ids() == ["yingbao.E011"]

    def test_what_is_right_is_not_written_again(self, file: Path) -> None:
        assert restore_files(by="yingbao amendments") == []


def test_the_written_text_is_read_as_it_was_meant(cast: Cast) -> None:
    amendment = proposed(cast.zhou_min, rate(), rule("certificate_grade = 1"))

    assert "from: 2026-07" in amendment.text
    assert (
        amendment.name_zh == "重度残疾人护理补贴标准；重度残疾人护理补贴：条件“残疾等级为一级或二级（重度）”"
    )
    assert [edit.after for edit in amendment.written_anew][0] == {
        "value": HIGHER,
        "sure": "stated",
        "source": "区民政局〔2026〕1号",
    }


def test_a_deputy_does_not_approve_what_the_absent_colleague_proposed(cast: Cast) -> None:
    day = NOON.date()
    standing_in = delegate(
        of=cast.zhou_min, to=cast.xiang_dong, days=(day, day), reason="年休假", at=NOON, by=cast.zhou_min
    )
    amendment = proposed(cast.zhou_min)
    enter_post(officer=cast.xiang_dong, post_id=standing_in.pk, on=day)

    with pytest.raises(actions.OwnProposal):
        approve(amendment=amendment, at=NOON, by=cast.xiang_dong)
