"""An approved amendment the rules no longer fit is ended by two officers; one that fits is not."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.office.determination.register_of import cover, holder
from tests.office.rulebook.proposals import JULY, approved, rate, rule
from tests.office.rulebook.updates import rename_the_rate
from tests.people import NOON, WULINGYUAN, Cast
from yingbao.law.packs import PackProblems
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.models import Act
from yingbao.office.determination.actions import determine
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.outdated import list_outdated_months
from yingbao.office.rulebook import actions, files
from yingbao.office.rulebook.actions import approve_ending, propose_ending, refuse_ending, withdraw_ending
from yingbao.office.rulebook.choices import AmendmentState, EndingState
from yingbao.office.rulebook.fitting import list_misfits
from yingbao.office.rulebook.models import Amendment, Ending
from yingbao.office.rulebook.queries import Wrong, count_waiting_for, list_wrong_files
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(cast: Cast, django_capture_on_commit_callbacks: Any) -> list[Amendment]:
    """A rate and a rule, both approved."""
    with django_capture_on_commit_callbacks(execute=True):
        return [
            approved(cast.zhou_min, cast.xiang_dong),
            approved(cast.zhou_min, cast.xiang_dong, rule("certificate_grade = 1")),
        ]


@pytest.fixture
def outgrown(two: list[Amendment], settings: Any, tmp_path: Path) -> Amendment:
    """The rate, after an update that knows no value of that name."""
    rename_the_rate(settings, tmp_path)
    return two[0]


def wish(cast: Cast, amendment: Amendment) -> Ending:
    return propose_ending(amendment=amendment, reason="标准改由省里公布", at=NOON, by=cast.zhou_min)


def test_only_what_no_longer_fits_is_named(cast: Cast, outgrown: Amendment) -> None:
    with pytest.raises(PackProblems):
        pack_of(WULINGYUAN, JULY)

    (misfit,) = list_misfits(WULINGYUAN)

    assert misfit.amendment.number == outgrown.number
    assert {problem.place.file.stem for problem in misfit.problems} == {outgrown.file}
    assert list_misfits("500156") == []


def test_two_officers_end_it_and_the_rules_are_those_without_it(
    cast: Cast, outgrown: Amendment, django_capture_on_commit_callbacks: Any
) -> None:
    place = files.path_of(outgrown.pack_id, outgrown.file)
    ending = wish(cast, outgrown)
    assert place.exists()
    assert count_waiting_for(cast.xiang_dong) == 1
    assert count_waiting_for(cast.zhou_min) == 0
    with django_capture_on_commit_callbacks(execute=True):
        approve_ending(ending=ending, at=NOON, by=cast.xiang_dong)
        assert place.exists(), "not before everything is saved"
    outgrown.refresh_from_db()

    assert not place.exists()
    assert (outgrown.state, outgrown.number) == (AmendmentState.ENDED, 1)
    assert list_wrong_files() == []
    assert list_misfits(WULINGYUAN) == []
    assert count_waiting_for(cast.xiang_dong) == 0
    severe = {c.text for p in pack_of(WULINGYUAN, JULY).programmes for c in p.conditions if c.id == "severe"}
    assert "certificate_grade = 1" in severe, "the other one stands"


def test_the_history_is_kept(cast: Cast, outgrown: Amendment) -> None:
    refuse_ending(ending=wish(cast, outgrown), answer="先问省里", at=NOON, by=cast.xiang_dong)
    withdraw_ending(ending=wish(cast, outgrown), at=NOON, by=cast.zhou_min)
    approve_ending(ending=wish(cast, outgrown), at=NOON, by=cast.xiang_dong)

    kept = Ending.objects.order_by("id")
    assert [each.state for each in kept] == [
        EndingState.REFUSED,
        EndingState.WITHDRAWN,
        EndingState.APPROVED,
    ]
    assert kept[0].answer == "先问省里"
    assert all(outgrown.file in each.misfits[0]["place"] for each in kept)
    assert list(Act.objects.order_by("id").values_list("verb", flat=True))[-2:] == [
        "rulebook.amendment.ending.proposed",
        "rulebook.amendment.ending.approved",
    ]


def test_what_fits_is_not_ended(cast: Cast, two: list[Amendment]) -> None:
    for amendment in two:
        with pytest.raises(actions.StillFits):
            wish(cast, amendment)


def test_what_fits_again_meanwhile_stays(cast: Cast, outgrown: Amendment, settings: Any) -> None:
    ending = wish(cast, outgrown)
    settings.POLICY_DIR = Path(__file__).parents[3] / "policy"

    with pytest.raises(actions.StillFits):
        approve_ending(ending=ending, at=NOON, by=cast.xiang_dong)
    outgrown.refresh_from_db()
    assert outgrown.state == AmendmentState.APPROVED


def test_the_other_one_still_fits_and_is_not_ended(
    cast: Cast, two: list[Amendment], outgrown: Amendment
) -> None:
    with pytest.raises(actions.StillFits):
        wish(cast, two[1])


class TestTwoOfficers:
    """One proposes, another decides; each of the own county."""

    def test_who_proposed_it_does_not_decide(self, cast: Cast, outgrown: Amendment) -> None:
        ending = wish(cast, outgrown)
        with pytest.raises(actions.OwnProposal):
            approve_ending(ending=ending, at=NOON, by=cast.zhou_min)
        with pytest.raises(actions.OwnProposal):
            refuse_ending(ending=ending, answer="不", at=NOON, by=cast.zhou_min)
        with pytest.raises(actions.SomeoneElses):
            withdraw_ending(ending=ending, at=NOON, by=cast.xiang_dong)

    def test_the_database_asks_for_two_itself(self, cast: Cast, outgrown: Amendment) -> None:
        ending = wish(cast, outgrown)
        with pytest.raises(IntegrityError, match="decided_by_another"), transaction.atomic():
            Ending.objects.filter(pk=ending.pk).update(
                state=EndingState.APPROVED, decided_by="zhou_min", decided_at=NOON
            )

    @pytest.mark.parametrize("who", ["tian_fang", "shen_ji", "guan_li"])
    def test_only_the_two_county_offices(self, cast: Cast, outgrown: Amendment, who: str) -> None:
        with pytest.raises(NotPermitted):
            propose_ending(amendment=outgrown, reason="x", at=NOON, by=getattr(cast, who))
        with pytest.raises(NotPermitted):
            approve_ending(ending=wish(cast, outgrown), at=NOON, by=getattr(cast, who))

    def test_another_county_has_no_say(self, cast: Cast, outgrown: Amendment) -> None:
        ending = wish(cast, outgrown)
        with pytest.raises(actions.NotOwnCounty):
            approve_ending(ending=ending, at=NOON, by=cast.ran_jing)

    def test_one_wish_waits_at_a_time_and_says_why(self, cast: Cast, outgrown: Amendment) -> None:
        with pytest.raises(actions.NoReason):
            propose_ending(amendment=outgrown, reason=" ", at=NOON, by=cast.zhou_min)
        wish(cast, outgrown)
        with pytest.raises(actions.AlreadyProposed):
            wish(cast, outgrown)

    def test_what_is_ended_is_not_ended_again(self, cast: Cast, outgrown: Amendment) -> None:
        ending = approve_ending(ending=wish(cast, outgrown), at=NOON, by=cast.xiang_dong)
        with pytest.raises(actions.AlreadyDecided):
            approve_ending(ending=ending, at=NOON, by=cast.xiang_dong)
        with pytest.raises(actions.NotApproved):
            wish(cast, outgrown)


class TestFiles:
    """A worker killed between the table and the disk leaves nothing that cannot be mended."""

    @pytest.fixture
    def left(self, cast: Cast, outgrown: Amendment) -> Path:
        """The file of an ended amendment: the transaction never commits here, so nothing takes it away."""
        approve_ending(ending=wish(cast, outgrown), at=NOON, by=cast.xiang_dong)
        return files.path_of(outgrown.pack_id, outgrown.file)

    def test_a_file_left_behind_is_told_and_taken_away(self, left: Path) -> None:
        assert [each.wrong for each in list_wrong_files()] == [Wrong.ENDED]
        assert actions.restore_files(by="yingbao amendments") == [str(left)]
        assert not left.exists()
        assert list_wrong_files() == []

    def test_what_was_written_over_it_is_left_to_who_wrote_it(self, left: Path) -> None:
        left.write_text("id: other\n")

        assert actions.restore_files(by="yingbao amendments") == []
        assert [each.wrong for each in list_wrong_files()] == [Wrong.ENDED]


def test_its_months_are_to_be_determined_anew(
    cast: Cast, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    june = Month(2026, 6)
    cover(month=Month(2026, 1).first_day)
    holder("李明")
    with django_capture_on_commit_callbacks(execute=True):
        amendment = approved(cast.zhou_min, cast.xiang_dong, rate(june), start=june)
    for month in (Month(2026, 5), june):
        determine(county=WULINGYUAN, month=month, at=NOON, by="yingbao work")
    rename_the_rate(settings, tmp_path)
    with django_capture_on_commit_callbacks(execute=True):
        approve_ending(ending=wish(cast, amendment), at=NOON, by=cast.xiang_dong)

    assert june in list_outdated_months(officer=cast.zhou_min)
