"""Looking at every answer: whom it shows, what it changed, and whether it tells that somebody is there."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern

from tests.web.addresses import absent, addresses_of, body
from tests.web.answers import BROKEN, ELSEWHERE, FORBIDDEN, followed, is_refused, sent_to
from tests.web.answers import ask as asked
from tests.web.canaries import Canary
from tests.web.outside import ALWAYS, Written, digest, fingerprint, tables, tried_only
from tests.web.reading import head_of, text_of
from tests.web.rows import Row
from yingbao.edges.web.policy import policy_of

# Rows of one county share these; in another county they are as strange as persons are.
SHARED = {"amendment", "ending", "scenario", "job", "officer", "post", "takeover", "payee"}
# How the counters of the division one acts in are reached.
OFFICES = "office_write"
# Read by everyone while it stands.
OPEN_TO_ALL = {"notice_public"}
# After these everyone of whom anything new is known is determined again, in whatever county.
BRINGS_NEWS = {"question_answer", "death_take_back", "conflict_show"}
# Makes the officer's own recovery codes when they are looked at for the first time.
MAKES_WHEN_READ = {"mfa_view_recovery_codes"}
# Shown for a reason, on this page only: the numbers, and who objected.
REVEALING, NAMING_OBJECTOR = {"number_reveal", "proof_give"}, "objection_reveal"
# Whose object the form is about stands in the form, not in the address.
SAID_IN_THE_FORM = {
    "case_propose", "case_together", "do_together", "decide_together", "message_put_aside", "notice_new",
    "officer_new", "person_find", "post_delegate", "post_enter", "proof_give", "roster_receive", "session_end",
}  # fmt: skip
# What differs from head to head and tells nothing.
CHANGING = {"Set-Cookie", "Content-Security-Policy", "Date", "Expires", "Last-Modified"}
# Tables of the framework and its libraries that a request may write.
FRAMEWORK = {"axes_accessattempt", "axes_accesslog", "axes_accessfailurelog", "django_session"}


@dataclass(frozen=True)
class Leak:
    """One cell of the matrix that failed: who tried, how, where, and what is wrong."""

    row: str
    method: str
    address: str
    what: str


@dataclass
class Tell:
    """Writes a leak down with its cell."""

    leaks: list[Leak]
    row: str
    method: str
    address: str
    changed: dict[str, str] = field(default_factory=dict)

    def __call__(self, what: str) -> None:
        self.leaks.append(Leak(self.row, self.method, self.address, what))


@dataclass
class Looking:
    """What was seen while every row tried everything."""

    rows: list[Row]
    canaries: list[Canary]
    leaks: list[Leak] = field(default_factory=list)
    # Which statuses each address answered, by method; whose name was shown where; which forms changed anything.
    statuses: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    shown: set[tuple[str, str]] = field(default_factory=set)
    changing: set[str] = field(default_factory=set)
    _before: dict[tuple[str, str], str] = field(default_factory=dict)
    _nowhere: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    _sizes: dict[str, tuple[int, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._nobody = [absent(each) for each in self.canaries]
        everyone = [mark for each in self.canaries for mark in each.marks]
        self._marks = [{m for m in each.marks if everyone.count(m) == 1} for each in self.canaries]
        self.begin()

    def begin(self) -> None:
        """Take the tables as they are now for what must not change."""
        self._sizes = fingerprint()

    def ask(
        self,
        row: Row,
        method: str,
        pattern: URLPattern,
        address: str,
        about: Canary,
        given: dict[str, Any] | None = None,
    ) -> HttpResponseBase:
        """Ask once, follow where the answer leads, look at all of it, and take back what it changed."""
        name, cookies = str(pattern.name), dict(row.browser.cookies)
        with tried_only() as written:
            answer = asked(row, method, address, given)
            self.statuses[method, name].add(answer.status_code)
            tell = Tell(self.leaks, row.name, method, address)
            if policy_of(pattern.callback) is None and answer.status_code != FORBIDDEN:
                tell("no policy is declared, and it was not refused")
            if answer.status_code >= BROKEN:
                tell(f"breaks: {answer.status_code}")
            else:  # what breaks is taken back whole, and where the database refused it, it answers no more
                text = text_of(answer) + "".join(followed(row, answer))
                self._look(tell, text, row, name, about)
                self._look_at_changes(tell, written, answer, row, name, method)
        row.browser.cookies.clear()
        row.browser.cookies.update(cookies)
        self._compare_with_before(tell, row)
        return answer

    def _look(self, tell: Tell, text: str, row: Row, name: str, about: Canary) -> None:
        for canary, marks in zip(self.canaries, self._marks, strict=True):
            sees = row.sees(canary, name)
            told = name == NAMING_OBJECTOR and row.reveals(canary) and canary is about
            if canary.objector in text and not told:
                tell(f"names who objected: {canary.objector}")
            if canary.officer_name in text and not row.knows_account(canary, name):
                tell(f"names the account {canary.officer_name}")
            if not sees:
                numbers = set(canary.papers) if row.knows_papers(canary, name) else set()
                strange = {*marks, *self._elsewhere(row, canary, name)} - numbers
                for mark in sorted(mark for mark in strange if mark in text):
                    tell(f"shows {mark} of {canary.name}")
            elif canary.name in text:
                self.shown.add((name, canary.name))
            revealed = name in REVEALING and row.reveals(canary) and canary is about
            for secret in () if revealed else sorted(each for each in canary.secrets if each in text):
                tell(f"shows {secret} of {canary.name} in clear")

    def _elsewhere(self, row: Row, canary: Canary, name: str) -> set[str]:
        """Return what only the county of the canary may read, save on the notice put up for everyone."""
        if row.is_of_county(canary) or name in OPEN_TO_ALL:
            return set()
        return {canary.village, canary.masked_name}

    def _look_at_changes(
        self, tell: Tell, written: Written, answer: HttpResponseBase, row: Row, name: str, method: str
    ) -> None:
        """Hold a request to its own division; one that was refused, and one that only reads, to changing nothing."""
        tell.changed = {}
        if method == "GET" and not written.tables - ALWAYS:
            return
        sizes = fingerprint()
        changed = {each for each in sizes if sizes[each] != self._sizes[each]} | written.tables - ALWAYS
        known = tables()
        strangely = changed - known.keys() - FRAMEWORK
        if strangely:
            tell(f"changed tables nobody knows: {sorted(strangely)}")
        changed &= known.keys()
        if not changed:
            return
        if (method == "GET" and name not in MAKES_WHEN_READ) or is_refused(answer):
            tell(f"was refused or only reads, and changed {sorted(changed)}")
        self.changing.add(name)
        if name in OPEN_TO_ALL:
            return
        if name in BRINGS_NEWS:
            changed -= {"determination_run"}
        tell.changed = {each: digest(known[each], row.acts_in) for each in changed}

    def _compare_with_before(self, tell: Tell, row: Row) -> None:
        """Compare, now that the change is taken back, what lies outside with what it was."""
        for name, after in tell.changed.items():
            key = (name, row.acts_in)
            if key not in self._before:
                self._before[key] = digest(tables()[name], row.acts_in)
            if self._before[key] != after:
                tell(f"changed {name} outside {row.acts_in or 'anything'}")

    def is_strange(self, row: Row, canary: Canary, name: str) -> bool:
        if name in OPEN_TO_ALL:
            return False
        if name == OFFICES:
            return not (row.acts_in and canary.division.startswith(row.acts_in))
        if not row.is_of_county(canary):
            return True
        county_wide = name.split("_")[0] in SHARED
        return not county_wide and not row.sees(canary, name)

    def compare_heads(self, row: Row, pattern: URLPattern, address: str, empty: str) -> bool:
        """Compare two heads; return whether the view refuses this row whatever is asked for."""
        known = self._head(row, address)
        if (row.name, empty, "") not in self._nowhere:
            self._nowhere[row.name, empty, ""] = self._head(row, empty)
        unknown = self._nowhere[row.name, empty, ""]
        self.statuses["HEAD", str(pattern.name)].add(known[0])
        if known != unknown:
            what = f"its head {known} is not that of what is nowhere: {unknown}"
            self.leaks.append(Leak(row.name, "HEAD", address, what))
        return known[0] in {FORBIDDEN, *ELSEWHERE}

    def _head(self, row: Row, address: str) -> tuple[int, str]:
        cookies = dict(row.browser.cookies)
        with tried_only():
            answer = row.browser.head(address, headers={"if-none-match": "*"})
            for name in CHANGING:
                answer.headers.pop(name, None)
            head = head_of(answer).replace(address, "@")
            text_of(answer)
        row.browser.cookies.clear()
        row.browser.cookies.update(cookies)
        return answer.status_code, head

    def compare_answers(
        self, row: Row, pattern: URLPattern, canary: Canary, number: int, answer: HttpResponseBase
    ) -> None:
        """Compare what was answered about a stranger with what is answered about who is nowhere."""
        name, nobody = str(pattern.name), self._nobody[self.canaries.index(canary)]
        address = addresses_of(name, canary)[number]
        empty = addresses_of(name, nobody)[0 if name == "question_answer" else number]
        if address == empty and name not in SAID_IN_THE_FORM:
            return
        key = (row.name, empty, canary.division[:6])
        if key not in self._nowhere:
            self._nowhere[key] = self._answer(row, empty, body(nobody, name))
        known, unknown = (answer.status_code, sent_to(answer).replace(address, "@")), self._nowhere[key]
        if known != unknown:
            what = f"its answer {known} is not that about who is nowhere: {unknown}"
            self.leaks.append(Leak(row.name, "POST", address, what))

    def _answer(self, row: Row, address: str, given: dict[str, Any]) -> tuple[int, str]:
        cookies = dict(row.browser.cookies)
        with tried_only():
            answer = row.browser.post(address, given)
            text_of(answer)
        row.browser.cookies.clear()
        row.browser.cookies.update(cookies)
        return answer.status_code, sent_to(answer).replace(address, "@")
