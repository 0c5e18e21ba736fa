"""The matrix: every row tries every address by every method on everyone's objects; what leaks is told."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponseBase
from django.urls import URLPattern

from tests.web.addresses import addresses, addresses_of, arguments, body, sought, takes
from tests.web.answers import (
    ELSEWHERE,
    FORBIDDEN,
    NOT_ALLOWED,
    NOT_FOUND,
    OK,
    POSTS,
    SIGN_IN,
    difference,
    is_sent_to_sign_in,
    sent_to,
    steady,
)
from tests.web.canaries import Canary
from tests.web.looking import OPEN_TO_ALL, SAID_IN_THE_FORM, Leak, Looking
from tests.web.outside import tried_only
from tests.web.reading import text_of
from tests.web.rows import Row
from yingbao.edges.web.policy import Scope, policy_of

OTHER_METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS")
DIGITS = 9
# Who sees nobody of the sister township.
UNTOUCHED = {"township", "institution", "Federation of another county"}
# Of so many addresses each row but the first tries one by a method the view does not declare.
TURNS = 3
# Made anew whenever it is shown.
SECRETS = {"mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"}


@dataclass
class Matrix(Looking):
    """Everything that is tried."""

    def read(self, only: Collection[str] = ()) -> None:
        """Let every row open every page."""
        for row, pattern in self._each("GET", only):
            if not (row.is_twin and names_nobody(pattern)):
                self._open(row, pattern)

    def _open(self, row: Row, pattern: URLPattern) -> None:
        seen: set[str] = set()
        for canary in self.canaries:
            for address in self._pages(str(pattern.name), canary, seen):
                if is_out_of_reach(self.ask(row, "GET", pattern, address, canary)):
                    return

    def _pages(self, name: str, canary: Canary, seen: set[str]) -> Iterator[str]:
        for address in [*addresses_of(name, canary), *sought(name, canary)]:
            if address not in seen:
                seen.add(address)
                yield address

    def write(self, only: Collection[str] = ()) -> None:
        """Let every row fill in every form: about each canary, and about one with the words of the next."""
        for row, pattern in self._each("POST", only):
            self._fill_in(row, pattern)

    def _fill_in(self, row: Row, pattern: URLPattern) -> None:
        name, tried = str(pattern.name), set()
        for canary, other in zip(self.canaries, [*self.canaries[1:], self.canaries[0]], strict=True):
            for number, address in enumerate(addresses_of(name, canary)):
                if address in tried and name not in SAID_IN_THE_FORM:
                    continue
                names_an_object = address not in addresses_of(name, other)
                tried.add(address)
                answer = self.ask(row, "POST", pattern, address, canary, body(canary, name))
                if is_out_of_reach(answer):
                    return
                if self.is_strange(row, canary, name):
                    self.compare_answers(row, pattern, canary, number, answer)
                elif names_an_object and answer.status_code != NOT_FOUND and name not in OPEN_TO_ALL:
                    self.ask(row, "POST", pattern, address, canary, body(other, name))

    def ask_for_heads(self, only: Collection[str] = ()) -> None:
        """Let every row ask for the head of what is strange to it: it looks like the head of what is nowhere."""
        for row, pattern in self._each("HEAD", only):
            name = str(pattern.name)
            if row.is_twin or not any(arguments(name, self.canaries[0])):
                continue
            for canary, nobody in zip(self.canaries, self._nobody, strict=True):
                if not self.is_strange(row, canary, name):
                    continue
                there, nowhere = (addresses_of(name, each, DIGITS) for each in (canary, nobody))
                pairs = [pair for pair in zip(there, nowhere, strict=False) if pair[0] != pair[1]]
                if any(self.compare_heads(row, pattern, *pair) for pair in pairs):
                    break

    def use_other_methods(self, only: Collection[str] = ()) -> None:
        """Let every row use a method the view does not declare; which one goes round from row to row."""
        for number, (row, pattern) in enumerate(self._each("", only)):
            undeclared = [m for m in (*OTHER_METHODS, "POST", "GET") if not takes(pattern, m)]
            whole, turn = row is self.rows[0], number % (TURNS if not only else 1)
            for method in undeclared if whole else [undeclared[number % len(undeclared)]] * (not turn):
                self._refuse_method(row, pattern, method)

    def stay_silent(self, come: Callable[[], None], only: Collection[str] = ()) -> None:
        """Let strangers come to be known: no page of who does not see them says a word or a number more."""
        rows = [row for row in self.rows if row.name in UNTOUCHED]
        before = {(row.name, *page): text for row in rows for page, text in self._lists(row, only)}
        with transaction.atomic():
            come()
            for row in rows:
                for page, text in self._lists(row, only):
                    if text != before[row.name, *page]:
                        what = f"tells that strangers came: {difference(before[row.name, *page], text)}"
                        self.leaks.append(Leak(row.name, "GET", page[1], what))
            transaction.set_rollback(True)

    def _lists(self, row: Row, only: Collection[str]) -> Iterator[tuple[tuple[str, str], str]]:
        """Give every page that names no object, without what differs from one answer to the next."""
        for pattern in addresses():
            name = str(pattern.name)
            if not takes(pattern, "GET") or name in SECRETS or (only and name not in only):
                continue
            pages = {addresses_of(name, each)[0] for each in self.canaries}
            for address in pages if len(pages) == 1 else ():
                with tried_only():
                    answer = row.browser.get(address)
                    if answer.status_code == OK:
                        yield (name, address), steady(text_of(answer))

    def _each(self, method: str, only: Collection[str]) -> Iterator[tuple[Row, URLPattern]]:
        named = {each.name: each for each in addresses()}
        for row in self.rows:
            for pattern in named.values():
                undeclared = policy_of(pattern.callback) is None
                if only and pattern.name not in only:
                    continue
                if not method or undeclared or takes(pattern, method):
                    yield row, pattern

    def _refuse_method(self, row: Row, pattern: URLPattern, method: str) -> None:
        name, address = str(pattern.name), addresses_of(str(pattern.name), self.canaries[0])[0]
        answer = self.ask(row, method, pattern, address, self.canaries[0])
        away = answer.status_code in ELSEWHERE and sent_to(answer).startswith((SIGN_IN, POSTS))
        if answer.status_code != NOT_ALLOWED and not away:
            self.leaks.append(Leak(row.name, method, address, f"{name} answers {answer.status_code}"))

    def blind_to(self, method: str, good: set[int]) -> set[str]:
        """Return the addresses that take this method and let no one in: there the matrix would see nothing."""
        taking = {str(each.name) for each in addresses() if takes(each, method)}
        return {name for name in taking if not self.statuses[method, name] & good}


def is_out_of_reach(answer: HttpResponseBase) -> bool:
    """Return whether the view was not reached at all: then whose object it is makes no difference."""
    return answer.status_code == FORBIDDEN or is_sent_to_sign_in(answer)


def names_nobody(pattern: URLPattern) -> bool:
    """Return whether the page behind an address is declared to be about no person."""
    declared = policy_of(pattern.callback)
    return declared is not None and declared.scope in {Scope.DOCUMENT, Scope.OFFICER, Scope.PUBLIC}
