"""Ending sessions: one's own, or those beyond the number an officer may have."""

from datetime import datetime

from django.db import transaction

from yingbao.office.access.models import Officer, OfficerSession
from yingbao.office.access.sessions import list_sessions, mark_of
from yingbao.office.audit.actions import record


@transaction.atomic
def end_oldest_sessions(*, officer: Officer, here: str, most: int, at: datetime) -> list[OfficerSession]:
    """End the oldest sessions of an officer who has come in here, so that no more than `most` are left."""
    others = list(list_sessions(officer, at).exclude(pk=here))
    return _end(officer, others[most - 1 :])


@transaction.atomic
def end_session(*, officer: Officer, mark: str, at: datetime) -> bool:
    """End the one session of the officer that is meant; say whether there was one."""
    meant = [each for each in list_sessions(officer, at) if mark_of(each.pk) == mark]
    return bool(_end(officer, meant))


@transaction.atomic
def end_other_sessions(*, officer: Officer, here: str) -> None:
    """End every session of the officer but this one."""
    _end(officer, list(OfficerSession.objects.filter(officer=officer).exclude(pk=here)))


def _end(officer: Officer, sessions: list[OfficerSession]) -> list[OfficerSession]:
    if sessions:
        OfficerSession.objects.filter(pk__in=[each.pk for each in sessions]).delete()
        detail = {"count": len(sessions)}
        record("access.session.ended", by=officer, subject=f"officer:{officer.username}", detail=detail)
    return sessions
