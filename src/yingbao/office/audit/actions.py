"""Writing in the book of acts."""

from collections.abc import Mapping
from typing import Protocol

from django.utils import timezone

from yingbao.office.audit.models import Act


class Doer(Protocol):
    """Whoever acts: an officer. The book knows only the account and the role."""

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
    as `by`, such as "yingbao work".
    """
    return Act.objects.create(
        at=timezone.now(),
        by=by if isinstance(by, str) else by.username,
        role="" if isinstance(by, str) else by.role,
        verb=verb,
        subject=subject,
        reason=reason,
        detail=dict(detail or {}),
    )
