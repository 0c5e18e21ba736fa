"""Officers at work: each has a browser, reads for some seconds, and goes through the same kinds of pages."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from random import Random
from urllib.parse import quote, urlencode

THINK = (3.0, 8.0)
LISTS = ("missed", "wrong", "changed", "ask")
NAMES = "王李张刘陈杨冉罗代黎"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SUMMARY = re.compile(r"govuk-error-summary.*?</div>\s*</div>", re.DOTALL)


@dataclass
class Told:
    """What all officers together saw: milliseconds by kind of page, and what failed."""

    took: dict[str, list[float]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    saved: int = 0
    claimed: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def page(self, kind: str, milliseconds: float) -> None:
        """Note how long a page took."""
        with self.lock:
            self.took.setdefault(kind, []).append(milliseconds)

    def failure(self, text: str) -> None:
        """Note what did not go as it should."""
        with self.lock:
            self.failed.append(text)

    def claim(self, path: str) -> bool:
        """Return whether nobody of the same desk has this case in hand yet; from now on somebody has."""
        with self.lock:
            free = path not in self.claimed
            self.claimed.add(path)
        return free

    def save(self) -> None:
        """Note something that was saved."""
        with self.lock:
            self.saved += 1


class Browser:
    """One browser: keeps cookies, fills in forms."""

    def __init__(self, port: int, told: Told) -> None:
        self.port, self.told, self.cookies = port, told, SimpleCookie()

    def get(self, kind: str, path: str) -> str:
        """Return a page."""
        return self.ask(kind, "GET", path, None, 200)

    def post(self, kind: str, path: str, page: str, **fields: str | list[str]) -> bool:
        """Fill in the form of a page; return whether it was taken."""
        token = TOKEN.search(page)
        if token is None:
            self.told.failure(f"{kind}: no form at {path}")
            return False
        body = urlencode({"csrfmiddlewaretoken": token[1], **fields}, doseq=True)
        return self.ask(kind, "POST", path, body, 302) == ""

    def ask(self, kind: str, method: str, path: str, body: str | None, expected: int) -> str:
        """Send one request; note how long it took, and an answer that is not the expected one."""
        headers = {"Cookie": self.cookies.output([], "", ";").strip(), "Host": "127.0.0.1"}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        begun = time.perf_counter()
        link = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            link.request(method, path, body, headers)
            answer = link.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException) as why:
            self.told.failure(f"{kind}: {method} {path}: {why!r}")
            return "failed"
        finally:
            link.close()
        self.told.page(kind, (time.perf_counter() - begun) * 1000)
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie.partition(";")[0])
        if answer.status != expected:
            why = " ".join(re.sub("<[^>]+>", " ", "".join(SUMMARY.findall(text))).split())
            self.told.failure(f"{kind}: {method} {path}: {answer.status} {why}")
            return "failed"
        return text if expected == 200 else ""


class Officer:
    """An officer of a township, from signing in to the end of the hour."""

    def __init__(self, browser: Browser, seed: int, day: str) -> None:
        self.browser, self.random, self.day = browser, Random(seed), day
        self.persons: list[str] = []
        self.cases: list[str] = []

    def come_in(self, username: str, password: str) -> None:
        """Sign in: a password is slow to check on purpose, and nobody does it fifty times a minute."""
        page = self.browser.get("sign in", "/sign-in")
        self.browser.post("sign in, sent", "/sign-in", page, login=username, password=password)

    def work(self, until: float) -> None:
        """Open one page after the other until the time is over."""
        # An officer reads before the next page: what is measured is how pages answer at that pace.
        time.sleep(self.random.uniform(0, THINK[1]))
        steps: list[Callable[[], None]] = [
            self.home, self.work_list, self.person, self.work_list, self.apply, self.cases_list, self.case,
            self.accept, self.search, self.person, self.clause, self.notices,
        ]  # fmt: skip
        place = self.random.randrange(len(steps))
        while time.monotonic() < until:
            steps[place % len(steps)]()
            place += 1
            time.sleep(self.random.uniform(*THINK))

    def home(self) -> None:
        self.browser.get("home", "/")

    def work_list(self) -> None:
        name = self.random.choice(LISTS)
        self.meet(self.browser.get(f"list {name}", f"/lists/{name}"))

    def search(self) -> None:
        sought = quote(self.random.choice(NAMES))
        self.meet(self.browser.get("search", f"/persons/?name={sought}"))

    def meet(self, page: str) -> None:
        self.persons += set(re.findall(r'href="/persons/(\d+)"', page))

    def person(self) -> None:
        if self.persons:
            self.browser.get("person", f"/persons/{self.random.choice(self.persons)}")

    def cases_list(self) -> None:
        page = self.browser.get("cases", "/cases/")
        self.cases = sorted(set(re.findall(r'href="/cases/(\d+)"', page))) or self.cases

    def case(self) -> None:
        if self.cases:
            self.browser.get("case", f"/cases/{self.random.choice(self.cases)}")

    def clause(self) -> None:
        page = self.browser.get("plan", "/plan/")
        clauses = re.findall(r'href="(/plan/[^"?#]+)"', page)
        clauses = [each for each in clauses if each != "/plan/compare"]
        if clauses:
            self.browser.get("clause", self.random.choice(clauses))

    def notices(self) -> None:
        self.browser.get("notices", "/notices/")

    def apply(self) -> None:
        """Take an application for somebody of the lists."""
        if not self.persons:
            return
        path = f"/persons/{self.persons.pop(self.random.randrange(len(self.persons)))}/apply"
        page = self.browser.get("application", path)
        programmes = re.findall(r'<option value="([a-z_]+)"', page)
        if not programmes:
            return
        given = {
            "programme": self.random.choice(programmes),
            "aim": "grant",
            "origin": "person",
            "on": self.day,
        }
        if self.browser.post("application, sent", path, page, **given):
            self.browser.told.save()

    def accept(self) -> None:
        """Write the next act of a case whose turn is one's own: the papers are there, then it is accepted."""
        for case in self.random.sample(self.cases, min(3, len(self.cases))):
            path = f"/cases/{case}"
            page = self.browser.get("case", path)
            if f'href="{path}/accept"' not in page or not self.browser.told.claim(path):
                continue
            if f'href="{path}/bring-papers"' in page:
                form = self.browser.get("act", f"{path}/bring-papers")
                papers = re.findall(r'name="brought"[^>]* value="([^"]+)"', form)
                papers += re.findall(r'value="([^"]+)"[^>]* name="brought"', form)
                if papers:
                    self.save(f"{path}/bring-papers", form, brought=papers)
            self.save(f"{path}/accept", self.browser.get("act", f"{path}/accept"))
            return

    def save(self, path: str, page: str, **more: list[str]) -> None:
        """Send the form of an act."""
        if self.browser.post("act, sent", path, page, words="材料齐全", on=self.day, **more):
            self.browser.told.save()
