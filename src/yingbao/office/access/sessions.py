"""Sessions kept with their officer, so that one can see and end one's own."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from yingbao.office.access.models import Officer, OfficerSession

BEGAN, SEEN, DEVICE = "began", "seen", "device"


class SessionStore(DatabaseStore):
    """The framework's sessions in the database, with officer, times and browser in columns of their own."""

    @classmethod
    def get_model_class(cls) -> type[OfficerSession]:
        return OfficerSession

    def create_model_instance(self, data: Mapping[str, Any]) -> OfficerSession:
        row: OfficerSession = super().create_model_instance(dict(data))  # type: ignore[assignment]
        row.officer_id = data.get("_auth_user_id")
        row.began_at, row.seen_at = moment(data.get(BEGAN)), moment(data.get(SEEN))
        row.device = data.get(DEVICE, "")
        return row


def moment(seconds: float | None) -> datetime | None:
    """Return the moment a session notes as seconds."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def mark_of(key: str) -> str:
    """Return what names a session on a page; the key itself would let its reader in."""
    return salted_hmac("yingbao.session", key).hexdigest()[:20]


def list_sessions(officer: Officer, at: datetime) -> QuerySet[OfficerSession]:
    """Return where an officer is signed in at a moment, the newest first."""
    return OfficerSession.objects.filter(officer=officer, seen_at__gte=at - settings.SESSION_IDLE).order_by(
        "-began_at"
    )
