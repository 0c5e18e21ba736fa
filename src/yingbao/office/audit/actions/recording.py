"""Writing in the book of acts."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from django.utils import timezone

from yingbao.office.audit.models import Act

_recorded: ContextVar[list[Act] | None] = ContextVar("recorded", default=None)


class Doer(Protocol):
    """Whoever acts: an officer. The book knows the account and the post: role, division, for whom."""

    @property
    def username(self) -> str: ...
    @property
    def role(self) -> str: ...


def record(
    verb: str,
    *,
    subject: str = "",
    by: Doer | str,
    reason: str = "",
    detail: Mapping[str, object] | None = None,
) -> Act:
    """Write down one act, in the transaction of the act itself.

    The verb is room.thing.happened, the subject kind:id. A command without an officer gives its own name
    as `by`, such as "yingbao work". Of an officer the division and the colleague stood in for are written
    too. Where a detail `persons` is given, it is the ids of the persons that were shown.
    """
    act = Act.objects.create(
        at=timezone.now(),
        **_post(by),
        verb=verb,
        subject=subject,
        reason=reason,
        detail=dict(detail or {}),
    )
    written = _recorded.get()
    if written is not None:
        written.append(act)
    return act


def _post(by: Doer | str) -> dict[str, str]:
    if isinstance(by, str):
        return {"by": by}
    return {
        "by": by.username,
        "role": by.role,
        "division": getattr(by, "acting_division_id", "") or getattr(by, "division_id", ""),
        "stands_in_for": getattr(by, "stands_in_for", ""),
    }


@contextmanager
def recorded() -> Iterator[list[Act]]:
    """Give the list of what is recorded from here to the end, as it grows."""
    written: list[Act] = []
    token = _recorded.set(written)
    try:
        yield written
    finally:
        _recorded.reset(token)
