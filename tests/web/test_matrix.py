"""Every address × every row × every method × everyone's objects: no one sees or changes what is not theirs."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.people import NOON, WULINGYUAN, XIEHE_VILLAGE, Cast
from tests.web.addresses import ON_PAPER, requests
from tests.web.canaries import make_canaries, make_canary, miss, put_on_paper
from tests.web.holes import HOLES, Hole
from tests.web.matrix import Matrix
from tests.web.rows import make_rows
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.audit.models import Act
from yingbao.office.determination.actions import determine
from yingbao.values.month import Month

__all__ = ["ON_PAPER", "requests"]  # every page, for those who look at pages in other ways

pytestmark = pytest.mark.slow

# Holes through which nothing comes where PostgreSQL holds the rows itself; on SQLite they are seen.
HELD_BY_THE_DATABASE = {
    "count of all in the head of a list",
    "message that names a stranger",
    "suggestions from everywhere",
    "ETag before scope",
}

# Where the matrix must have seen who may be seen, or it would be blind.
SEEN_THERE = {
    "act_list", "award_list", "award_show", "case_list", "case_sheet", "case_show", "conflict_list",
    "entitled_list", "finding_list", "letter_show", "letter_take", "line_show", "objection_show",
    "person_search", "person_show", "return_show", "review_show", "roll_lines", "roster_show",
    "scenario_list", "scenario_try",
}  # fmt: skip

# Whose forms must have changed something, or the matrix would be blind.
CHANGED_BY = {
    "amendment_decide", "case_act", "case_decide", "case_new", "case_propose", "conflict_show",
    "death_take_back", "job_cancel", "line_leave_out", "message_put_aside", "month_reckon",
    "objection_new", "objection_show", "office_write", "officer_change", "officer_help",
    "officer_delegate", "officer_give", "officer_new", "plan_write", "post_delegate", "post_end",
    "problem_accept", "question_answer", "review_item", "roll_act", "roster_cancel", "roster_confirm",
    "roster_receive",
    "run_ask", "scenario_end", "scenario_save", "value_change", "value_confirm",
}  # fmt: skip


@pytest.fixture
def matrix(cast: Cast, caplog: pytest.LogCaptureFixture, settings: Any) -> Matrix:
    """Every row, everyone's objects, and what the officers of both counties did before."""
    settings.TAKEN_MOST_TIMES = 1000  # every list is taken away here, once for each canary
    caplog.set_level(logging.ERROR, "django.request")  # thousands are refused here, each with its traceback
    canaries = make_canaries()
    rows = make_rows(cast)
    for row in (row for row in rows if row.officer in {cast.zhou_min, cast.ran_jing}):
        for name, address, _ in requests("GET", canaries):
            if name in {"person_show", "case_show", "letter_take"} and not address.endswith("pdf"):
                row.browser.get(address)
    return Matrix(rows, canaries)


@pytest.fixture
def missed_ones(matrix: Matrix) -> None:
    """Everyone is missed for a programme too, until the next determination says otherwise."""
    for canary in matrix.canaries:
        miss(canary)
    matrix.begin()


def told(matrix: Matrix) -> str:
    """Return every cell that failed, one a line."""
    return "\n".join(f"{each.row} {each.method} {each.address}: {each.what}" for each in matrix.leaks)


def test_no_one_sees_what_is_not_theirs(matrix: Matrix) -> None:
    assert all(canary.findings for canary in matrix.canaries), "they must be on lists, or the matrix is blind"
    assert {row.officer.role for row in matrix.rows if row.officer} == set(Role), "every role is a row"

    matrix.read()

    assert told(matrix) == ""
    assert matrix.blind_to("GET", {200}) == set()
    assert SEEN_THERE - {name for name, _ in matrix.shown} == set()


@pytest.mark.usefixtures("missed_ones")
def test_no_one_changes_what_is_not_theirs(matrix: Matrix) -> None:
    matrix.write()

    assert told(matrix) == ""
    assert matrix.blind_to("POST", {200, 302}) == set()
    assert CHANGED_BY - matrix.changing == set(), "whose form changes nothing, of that nothing is known"
    assert {"finding_export", "roster_refused", "scenario_workbook"} <= {name for name, _ in matrix.shown}


def strangers() -> None:
    """Let someone come to the sister township, with cases on notice, on the lists of June."""
    stranger = make_canary("言午许", XIEHE_VILLAGE)
    Officer.objects.filter(pk=stranger.officer).update(own_division_id="43")
    determine(county=WULINGYUAN, month=Month(2026, 6), at=NOON, by="yingbao work")
    put_on_paper(stranger)


def test_what_is_not_visible_looks_like_what_is_not_there(matrix: Matrix) -> None:
    matrix.ask_for_heads()
    matrix.stay_silent(strangers)
    matrix.use_other_methods()

    assert told(matrix) == ""


def missed(matrix: Matrix, hole: Hole) -> str:
    """Open a hole, look, and return what the matrix did not tell of it."""
    matrix.leaks.clear()
    with hole.opened():
        looks: Callable[..., None] = getattr(matrix, hole.looks)
        looks(*([strangers] if hole.looks == "stay_silent" else []), only=hole.at)
    # Behind a hole PostgreSQL may refuse the row itself, and the page breaks: told as well.
    stopped = {"breaks: 500"} if connection.vendor == "postgresql" else set()
    if any(hole.told in each.what or each.what in stopped for each in matrix.leaks):
        return ""
    return f"{hole.name}: {told(matrix) or 'nothing'}"


@pytest.mark.usefixtures("missed_ones")
def test_every_seeded_hole_is_seen(matrix: Matrix) -> None:
    for looks in {each.looks for each in HOLES} - {"stay_silent"}:
        names = {name for each in HOLES if each.looks == looks for name in each.at}
        getattr(matrix, looks)(only=names)
    assert told(matrix) == "", "without a hole there is nothing to tell"

    unseen = {hole.name: what for hole in HOLES if (what := missed(matrix, hole))}
    assert unseen.keys() == (HELD_BY_THE_DATABASE if connection.vendor == "postgresql" else set()), unseen


def test_every_denied_look_at_a_person_is_recorded(cast: Cast) -> None:
    canaries = make_canaries()
    browser = Client()
    browser.force_login(cast.ran_jing)

    assert browser.get(f"/persons/{canaries[0].person.pk}").status_code == 404
    assert browser.get(f"/persons/{canaries[2].person.pk}").status_code == 200
    acts = Act.objects.filter(by="ran_jing", verb__startswith="register.person.").order_by("id")
    assert list(acts.values_list("verb", flat=True)) == ["register.person.denied", "register.person.viewed"]
