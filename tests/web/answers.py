"""Asking, following where an answer leads, and comparing two answers."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from django.http import HttpResponseBase

from tests.web.reading import text_of
from tests.web.rows import Row

OK, FORBIDDEN, NOT_FOUND, NOT_ALLOWED, BROKEN = 200, 403, 404, 405, 500
ELSEWHERE = {301, 302, 303, 307, 308}
SIGN_IN, POSTS = "/sign-in", "/posts/"
HOPS = 3
# What differs from answer to answer and tells nothing.
UNSTEADY = re.compile(
    r'nonce[-=]"?[^\s";\']+|name="csrfmiddlewaretoken" value="\w+"|(Set-Cookie|Expires|Date): .*'
)


def ask(row: Row, method: str, address: str, given: dict[str, Any] | None = None) -> HttpResponseBase:
    """Ask by a method, with an answer to the form where there is one."""
    if method == "POST":
        answer: HttpResponseBase = row.browser.post(address, given or {})
    else:
        answer = row.browser.generic(method, address)
    return answer


def followed(row: Row, answer: HttpResponseBase) -> Iterator[str]:
    """Give what stands on the pages an answer leads to: messages are told there."""
    for _ in range(HOPS):
        there = sent_to(answer)
        if answer.status_code not in ELSEWHERE or not there.startswith("/") or there.startswith(SIGN_IN):
            return
        answer = row.browser.get(there)
        yield f"\n{text_of(answer)}"


def steady(text: str) -> str:
    """Return a page without what differs from one answer to the next."""
    return UNSTEADY.sub("", text)


def difference(before: str, after: str) -> str:
    """Return the first words in which two pages differ."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next((f"{one.strip()} / {two.strip()}"[:200] for one, two in pairs if one != two), "its length")


def sent_to(answer: HttpResponseBase) -> str:
    """Return where an answer sends one; nothing if it stays."""
    there = urlsplit(answer.headers.get("Location", ""))
    return unquote(f"{there.path}?{there.query}" if there.query else there.path)


def is_refused(answer: HttpResponseBase) -> bool:
    """Return whether an answer says that nothing was done."""
    return answer.status_code >= 400 or is_sent_to_sign_in(answer)


def is_sent_to_sign_in(answer: HttpResponseBase) -> bool:
    """Return whether an answer asks who one is."""
    return answer.status_code in ELSEWHERE and sent_to(answer).startswith(SIGN_IN)
