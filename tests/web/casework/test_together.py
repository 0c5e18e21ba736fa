"""One act in many cases: seen first with what goes and what does not, then done, each case with its own act."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.office.casework.desk import (
    accepted,
    approved,
    day,
    end_all,
    entitled,
    handed_in,
    open_offices,
    reviewed,
)
from tests.office.casework.desk import published as on_notice
from tests.office.determination.register_of import cover, holder
from tests.people import Cast
from tests.web.conftest import SignIn
from yingbao.edges.jobs.running import do_next_job
from yingbao.office.audit.models import Act
from yingbao.office.casework.actions import bundling
from yingbao.office.casework.actions.accepting import note_papers
from yingbao.office.casework.actions.bundling import Same, carry_out
from yingbao.office.casework.choices import ActKind, BundleOutcome, CaseState
from yingbao.office.casework.models import Bundle, BundleCase, Case, CaseAct, Series
from yingbao.office.jobs.models import Job
from yingbao.office.messages.models import Outgoing

pytestmark = pytest.mark.django_db
NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地"
WORKER_AT = datetime(2026, 7, 1, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _offices(cast: Cast) -> None:
    open_offices()


def to_check(cast: Cast, count: int) -> list[Case]:
    """So many cases the township has accepted and is to check."""
    return [accepted(cast, entitled(f"王{each}")) for each in NAMES[:count]]


def preview(browser: Client, verb: str, cases: list[Case]) -> str:
    answer = browser.post("/cases/together", {"verb": verb, "case": [case.pk for case in cases]})
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def key_on(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def do(browser: Client, verb: str, cases: list[Case], *, on: str = "2026-06-04", **given: str) -> str:
    """See an act in these cases first, do it, and return the page of what became of it."""
    sent = {
        "verb": verb,
        "case": [case.pk for case in cases],
        "on": on,
        "key": key_on(preview(browser, verb, cases)),
        **given,
    }
    room = "decide" if verb == "approve" else "do"
    answer = browser.post(f"/cases/together/{room}", sent, follow=True)
    assert answer.redirect_chain, answer.content.decode()[-3000:]
    for case in cases:
        case.refresh_from_db()
    return answer.content.decode()


def test_the_list_offers_what_brings_its_rows_on(cast: Cast, sign_in: SignIn) -> None:
    check, counter = to_check(cast, 2), handed_in(cast, entitled("李四"))
    page = sign_in("wu_gang").get("/cases/").content.decode()

    assert re.search(r'<option value="pass-on">[^<]*\(2\)', page)
    assert re.search(r'<option value="accept">[^<]*\(1\)', page)
    assert all(f'name="case" value="{case.pk}"' in page for case in (*check, counter))
    elsewhere = sign_in("zhou_min").get("/cases/?which=open").content.decode()
    assert check[0].number in elsewhere
    assert 'name="case"' not in elsewhere


def test_what_cannot_go_is_told_with_its_reason(cast: Cast, sign_in: SignIn) -> None:
    ready, lacking = handed_in(cast, entitled("王甲")), handed_in(cast, entitled("王乙"))
    papers = [paper.number for paper in ready.papers.all()]
    note_papers(case=ready, brought=papers, not_needed={}, on=day(0)["on"], by=cast.wu_gang)
    elsewhere = reviewed(cast, entitled("王丙"))
    go, _, stay = preview(sign_in("wu_gang"), "accept", [ready, lacking, elsewhere]).partition('id="stay"')

    assert "王甲" in go
    assert "王乙" in stay
    assert "还缺" in stay
    assert "王丙" in stay
    assert "不由您办理" in stay
    assert "王甲" not in stay


def test_looking_first_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    cases, browser = [reviewed(cast, entitled("王甲"))], sign_in("xiang_dong")
    before = [model.objects.count() for model in (CaseAct, Outgoing)], list(Series.objects.values_list())
    said = Act.objects.filter(verb__startswith="casework.case.").count()

    assert "王甲" in preview(browser, "approve", cases)

    assert ([m.objects.count() for m in (CaseAct, Outgoing)], list(Series.objects.values_list())) == before
    assert Act.objects.filter(verb__startswith="casework.case.").count() == said
    seen = Act.objects.filter(verb="casework.proposal.viewed").latest("id")
    assert seen.detail == {"act": "approved", "persons": [cases[0].person_id]}


def test_a_few_are_done_at_once_each_with_its_own_act(cast: Cast, sign_in: SignIn) -> None:
    cases = to_check(cast, 3)
    page = do(sign_in("wu_gang"), "pass-on", cases, words="入户核实，情况属实。")

    assert "3 个办件中已办 3 个" in page
    assert {case.turn for case in cases} == {"disabled_federation"}
    acts = CaseAct.objects.filter(kind=ActKind.PASSED, by="wu_gang")
    assert {act.case_id for act in acts} == {case.pk for case in cases}
    assert {act.words for act in acts} == {"入户核实，情况属实。"}
    assert Act.objects.filter(verb="casework.case.passed", by="wu_gang").count() == 3
    assert not Job.objects.exists()


def test_all_of_the_page_is_chosen_without_a_tick(cast: Cast, sign_in: SignIn) -> None:
    cases = to_check(cast, 2)
    sent = {"verb": "pass-on", "every": "yes", "on_page": [case.pk for case in cases]}
    page = sign_in("wu_gang").post("/cases/together", sent).content.decode()

    assert all(case.number in page for case in cases)


def test_a_page_sent_twice_is_done_once(cast: Cast, sign_in: SignIn) -> None:
    cases, browser = to_check(cast, 2), sign_in("wu_gang")
    sent = {"verb": "pass-on", "case": [case.pk for case in cases], "on": "2026-06-04"}
    sent["key"] = key_on(preview(browser, "pass-on", cases))
    first, second = (browser.post("/cases/together/do", sent) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert Bundle.objects.count() == 1
    assert CaseAct.objects.filter(kind=ActKind.PASSED).count() == 2


def test_nobody_does_it_in_cases_of_elsewhere(cast: Cast, sign_in: SignIn) -> None:
    cases = to_check(cast, 2)
    sent = {"verb": "pass-on", "case": [case.pk for case in cases], "on": "2026-06-04", "key": "k"}
    for other in ("tian_fang", "ran_jing"):
        browser = sign_in(other)
        for address in ("/cases/together", "/cases/together/do"):
            assert browser.post(address, sent).headers["Location"] == "/cases/"
    assert not Bundle.objects.exists()
    assert not CaseAct.objects.filter(kind=ActKind.PASSED).exists()
    # In the division, but not of the own turn: seen, and not done.
    browser = sign_in("zhou_min")
    assert "不由您办理" in preview(browser, "pass-on", cases)
    assert "不由您办理" in browser.post("/cases/together/do", sent, follow=True).content.decode()
    assert not CaseAct.objects.filter(kind=ActKind.PASSED).exists()


def test_a_bundle_is_shown_to_who_asked_for_it(cast: Cast, sign_in: SignIn) -> None:
    do(sign_in("wu_gang"), "pass-on", to_check(cast, 1))
    address = f"/cases/together/{Bundle.objects.get().pk}"

    assert sign_in("wu_gang").get(address).status_code == 200
    for other in ("zhou_min", "tian_fang", "ran_jing"):
        assert sign_in(other).get(address).status_code == 404


def test_who_prepared_one_of_them_decides_the_others(cast: Cast, sign_in: SignIn) -> None:
    own, others = reviewed(cast, entitled("王甲")), reviewed(cast, entitled("王乙"))
    own.acts.filter(step="review").update(by=cast.xiang_dong.username)
    browser = sign_in("xiang_dong")
    assert "由另一人决定" in preview(browser, "approve", [own, others]).partition('id="stay"')[2]

    page = do(browser, "approve", [own, others])

    assert "由另一人决定" in page
    assert (own.turn, others.step) == ("civil_affairs", "notice")
    assert [act.case_id for act in CaseAct.objects.filter(kind=ActKind.APPROVED)] == [others.pk]


def test_what_the_rules_refuse_stays_among_what_is_granted(cast: Cast, sign_in: SignIn) -> None:
    granted = reviewed(cast, entitled("王甲"))
    cover()
    refused = reviewed(cast, holder("李四", grade=4))
    page = do(sign_in("xiang_dong"), "approve", [granted, refused])

    assert "政策规则在这个月不给予" in page
    assert (granted.step, refused.turn) == ("notice", "civil_affairs")


def test_an_error_in_one_case_stops_no_other(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = to_check(cast, 3)
    browser = sign_in("wu_gang")
    key, real = key_on(preview(browser, "pass-on", cases)), bundling.DEEDS[ActKind.PASSED]

    def breaking(case: Case, same: Same) -> object:
        if case.pk == cases[1].pk:
            real(case, same)
            raise RuntimeError("a cable")
        return real(case, same)

    monkeypatch.setattr(bundling, "DEEDS", {**bundling.DEEDS, ActKind.PASSED: breaking})
    sent = {"verb": "pass-on", "case": [case.pk for case in cases], "on": "2026-06-04", "key": key}
    page = browser.post("/cases/together/do", sent, follow=True).content.decode()

    assert "3 个办件中已办 2 个" in page
    assert "系统出错" in page
    done = CaseAct.objects.filter(kind=ActKind.PASSED).order_by("case_id").values_list("case_id", flat=True)
    assert list(done) == [cases[0].pk, cases[2].pk]


def test_words_are_asked_for_where_they_are_needed(cast: Cast, sign_in: SignIn) -> None:
    case, browser = on_notice(cast, entitled("王甲")), sign_in("wu_gang")
    end_all(12)
    sent = {"verb": "tell", "case": [case.pk], "on": "2026-06-14", "words": " "}
    sent["key"] = key_on(preview(browser, "tell", [case]))
    page = browser.post("/cases/together/do", sent).content.decode()

    assert "govuk-error-summary" in page
    assert not Bundle.objects.exists()
    do(browser, "tell", [case], on="2026-06-14", words="当面送达")
    assert case.state == CaseState.DONE


def test_what_is_published_is_shown_as_notices(cast: Cast, sign_in: SignIn) -> None:
    case, browser = approved(cast, entitled("王甲")), sign_in("wu_gang")
    page = preview(browser, "publish", [case, accepted(cast, entitled("王乙"))])

    assert 'action="/notices/new"' in page
    assert "王乙" in page.partition('id="stay"')[2]
    assert "王*" in browser.post("/notices/new", {"case": [case.pk]}).content.decode()


def test_many_are_done_by_the_worker_with_progress(cast: Cast, sign_in: SignIn) -> None:
    cases, browser = to_check(cast, bundling.AT_ONCE + 1), sign_in("wu_gang")
    page = do(browser, "pass-on", cases)
    bundle = Bundle.objects.get()
    assert bundle.job is not None
    assert "21 个办件中已办 0 个" in page
    assert "yb-progress" in page
    assert not CaseAct.objects.filter(kind=ActKind.PASSED).exists()

    # A worker did some and was killed: another goes on with those that are left.
    some = list(bundle.cases.order_by("pk").values_list("pk", flat=True)[:5])
    carry_out(bundle=bundle, cases=some, at=WORKER_AT, by=cast.wu_gang)
    far = browser.get(f"/cases/together/{bundle.pk}", headers={"HX-Request": "true"}).content.decode()
    assert "21 个办件中已办 5 个" in far
    assert "王甲" not in far
    job = do_next_job(lambda: WORKER_AT)

    assert job is not None
    assert (job.state, job.done) == ("done", 16)
    assert CaseAct.objects.filter(kind=ActKind.PASSED).count() == 21
    over = browser.get(f"/cases/together/{bundle.pk}", headers={"HX-Request": "true"})
    assert over.headers["HX-Refresh"] == "true"
    assert "21 个办件中已办 21 个" in browser.get(f"/cases/together/{bundle.pk}").content.decode()


def test_the_worker_does_nothing_for_a_post_that_has_ended(cast: Cast, sign_in: SignIn) -> None:
    cases = to_check(cast, bundling.AT_ONCE + 1)
    do(sign_in("wu_gang"), "pass-on", cases)
    type(cast.wu_gang).objects.filter(pk=cast.wu_gang.pk).update(own_to="2026-06-30")
    do_next_job(lambda: WORKER_AT)

    assert not CaseAct.objects.filter(kind=ActKind.PASSED).exists()
    assert set(BundleCase.objects.values_list("outcome", "refusal")) == {
        (BundleOutcome.REFUSED, "NotYourPost")
    }
