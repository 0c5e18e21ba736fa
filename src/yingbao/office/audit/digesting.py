"""The digests of the whole book: worked out here, or in two processes beside the reading when it is large."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeAlias

from yingbao.office.audit.digests import NotAnAct, act_digest

# Below this, starting the processes takes longer than they save.
LARGE = 50_000
PROCESSES = 2
# So many pages are in memory at most; a reader that is ahead waits.
PAGES_AHEAD = 4

# The number of an act and its digest; None where what stands in the row can be no act.
Digested: TypeAlias = tuple[int, bytes | None]
Page: TypeAlias = Sequence[tuple[Any, ...]]


def digest_pages(pages: Iterable[Page], *, expected: int) -> Iterator[Digested]:
    """Give the number and the digest of every act, in their order; about so many are expected."""
    return _beside(pages) if expected >= LARGE else _here(pages)


def _here(pages: Iterable[Page]) -> Iterator[Digested]:
    for page in pages:
        yield from digest_page(page)


def _beside(pages: Iterable[Page]) -> Iterator[Digested]:
    # Started afresh, not forked: a copy of this process would hold its connection to the database.
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as processes:
        ahead: deque[Future[list[Digested]]] = deque()
        for page in pages:
            ahead.append(processes.submit(digest_page, page))
            if len(ahead) == PAGES_AHEAD:
                yield from ahead.popleft().result()
        while ahead:
            yield from ahead.popleft().result()


def digest_page(page: Page) -> list[Digested]:
    """Return the number and the digest of each act of a page."""
    return [(row[0], _digest(row)) for row in page]


def _digest(row: tuple[Any, ...]) -> bytes | None:
    try:
        return act_digest(row)
    except NotAnAct:
        return None
