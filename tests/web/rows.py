"""Who tries the addresses: every role, and the posts that are easily forgotten. One row each."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.people import JUNDIPING, NOON, PASSWORD, WULINGYUAN, Cast
from tests.web.access.factors import make_factors
from tests.web.canaries import Canary
from yingbao.edges.web.working import CHOSEN
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer, Post
from yingbao.office.access.permissions import Permission, may

# What a lead unit is shown of a case whose turn is its own; of the person it sees nothing else.
OF_ITS_TURN = {
    "home", "case_list", "case_show", "case_act", "case_decide", "case_sheet",
    "case_together", "do_together", "decide_together", "bundle_show",
}  # fmt: skip
BOOK = {"act_list", "act_export"}
DAY = timedelta(days=1)


class Browser(Client):
    """A browser of the tests that remembers cookies and nothing else of what it was shown: that costs time."""

    def request(self, **request: Any) -> Any:
        """Ask, and return the answer as the server gave it; what breaks is answered with 500."""
        response = self.handler(self._base_environ(**request))
        self.cookies.update(response.cookies)
        return response


@dataclass(frozen=True)
class Row:
    """One who tries, and the post in which it sees and acts; none for whoever may do nothing."""

    name: str
    officer: Officer | None
    browser: Browser
    # Another row of the same role opens the pages that are about nobody.
    is_twin: bool = False

    @property
    def acts_in(self) -> str:
        """The division in which it may change anything; nothing for nobody."""
        return self.officer.acting_division_id if self.officer else ""

    def sees(self, canary: Canary, page: str) -> bool:
        """Return whether a page may tell it who the canary is."""
        if self.officer is None or not canary.division.startswith(self.officer.division_id):
            return False
        if self.officer.role == Role.LEAD_UNIT:
            return page in OF_ITS_TURN
        return may(self.officer, Permission.VIEW_PERSONS)

    def reveals(self, canary: Canary) -> bool:
        """Return whether it may have a number shown in clear, for a reason."""
        officer = self.officer
        return officer is not None and may(officer, Permission.REVEAL_NUMBERS) and self.sees(canary, "")

    def knows_account(self, canary: Canary, page: str) -> bool:
        """Whoever manages the account knows it; for standing in, every colleague of the county."""
        if self.officer is None:
            return False
        colleague = page == "post_delegate" and self.is_of_county(canary)
        manages = may(self.officer, Permission.MANAGE_OFFICERS)
        return colleague or (manages and canary.division.startswith(self.acts_in))

    def knows_papers(self, canary: Canary, page: str) -> bool:
        """Whoever reads the book of acts of a division reads the numbers of its papers, and no name by them."""
        if self.officer is None or not may(self.officer, Permission.VIEW_ACTS):
            return False
        return page in BOOK and canary.division.startswith(self.officer.division_id)

    def is_of_county(self, canary: Canary) -> bool:
        """Return whether it works in the county of the canary."""
        return self.officer is not None and canary.division[:6] == self.officer.division_id[:6]


def make_rows(cast: Cast) -> list[Row]:
    """One row for each role, and one for each post in which a check is easily forgotten."""
    return [
        row_of("Federation of the county", cast.zhou_min),
        row_of("civil affairs of the county", cast.xiang_dong),
        row_of("finance", officer_of("qian_hong", "钱宏", Role.FINANCE, WULINGYUAN)),
        row_of("township", cast.tian_fang),
        row_of("village", cast.yang_mei),
        row_of("institution", officer_of("song_jian", "宋健", Role.INSTITUTION, WULINGYUAN)),
        row_of(
            "lead unit",
            officer_of("luo_qian", "罗倩", Role.LEAD_UNIT, WULINGYUAN, own_unit="civil_affairs"),
        ),
        row_of("auditor", cast.shen_ji),
        row_of("administrator", cast.guan_li),
        row_of("Federation of another county", cast.ran_jing),
        reads_more_than_it_acts_in(),
        stands_in(cast.wu_gang),
        stood_in(cast.wu_gang),
        Row("post over", None, signed_in(over_since_yesterday())),
        Row("signed out", None, Browser()),
        Row("without the second factor", None, half_way(cast.zhou_min)),
    ]


def officer_of(account: str, name: str, role: Role, division: str, **more: Any) -> Officer:
    """Create an account."""
    return Officer.objects.create_user(
        account, password=PASSWORD, name=name, own_role=role, own_division_id=division, **more
    )


def row_of(name: str, officer: Officer) -> Row:
    """An officer in the own post."""
    return Row(name, officer, opened(signed_in(officer)))


def signed_in(officer: Officer, post: Post | None = None) -> Browser:
    """Return a browser in which an officer has come in, and entered a further post."""
    browser = Browser()
    browser.force_login(officer)
    if post is not None:
        session = browser.session
        session[CHOSEN] = post.pk
        session.save()
    return browser


def opened(browser: Browser) -> Browser:
    """Return a browser whose session has begun: what every first page does is done."""
    assert browser.get("/roles/").status_code == 200
    return browser


def post_of(officer: Officer, **post: Any) -> Post:
    """Give a further post, as its table keeps it."""
    given = {"valid_from": NOON.date(), "reason": "兼任", "given_by": "tests", "given_at": NOON}
    return Post.objects.create(officer=officer, **{**given, **post})


def reads_more_than_it_acts_in() -> Row:
    """An officer of the county who reads all of it, and acts in one township."""
    officer = officer_of("peng_tao", "彭涛", Role.TOWNSHIP, JUNDIPING)
    post = post_of(
        officer, role=Role.FEDERATION_COUNTY, acts_in_id=JUNDIPING, reads_id=WULINGYUAN, valid_to=None
    )
    browser = opened(signed_in(officer, post))
    officer.work_in(post.at_work)
    return Row("reads the county, acts in a township", officer, browser, is_twin=True)


def stands_in(absent: Officer) -> Row:
    """A colleague of one township in the post of the officer of another, while that one is away."""
    officer = officer_of("qin_yong", "覃勇", Role.TOWNSHIP, JUNDIPING)
    post = absence_of(absent, officer, last=timezone.localdate() + DAY)
    browser = opened(signed_in(officer, post))
    officer.work_in(post.at_work)
    return Row("stands in for the sister township", officer, browser, is_twin=True)


def stood_in(absent: Officer) -> Row:
    """One who stood in until yesterday, and whose browser still works in that post."""
    officer = officer_of("xiang_li", "向莉", Role.TOWNSHIP, JUNDIPING)
    post = absence_of(absent, officer, last=timezone.localdate() - DAY)
    return Row("stood in until yesterday", officer, signed_in(officer, post), is_twin=True)


def absence_of(absent: Officer, deputy: Officer, last: Any) -> Post:
    """Let a colleague stand in for an officer until a day."""
    return post_of(
        deputy,
        role=absent.own_role,
        acts_in_id=absent.own_division_id,
        reads_id=absent.own_division_id,
        stands_in_for=absent,
        valid_to=last,
    )


def over_since_yesterday() -> Officer:
    """An officer whose own post ended yesterday and who holds no other."""
    ended = timezone.localdate() - DAY
    return officer_of("li_qiang", "李强", Role.TOWNSHIP, JUNDIPING, own_to=ended)


def half_way(officer: Officer) -> Browser:
    """Return a browser in which a right password was given, and the second factor not yet."""
    make_factors(officer)
    browser = Browser()
    browser.post("/sign-in", {"login": officer.username, "password": PASSWORD})
    return browser
