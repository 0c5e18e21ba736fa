"""Whether an account of the province's portal opens an officer's account."""

from datetime import datetime

from allauth.socialaccount.models import SocialAccount

from yingbao.office.access.models import Officer

PORTAL = "portal"


def linked_since(officer: Officer) -> datetime | None:
    """Return since when an account of the portal opens this one; nothing if none does."""
    found = SocialAccount.objects.filter(provider=PORTAL, user=officer).first()
    return found.date_joined if found else None
