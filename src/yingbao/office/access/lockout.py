"""Which account a wrong try counts against, and since when it rests."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.utils.crypto import salted_hmac


def account_mark(username: str) -> str:
    """Return what stands for a name that was typed.

    What is typed as a name may be a password or a number, so it is never written down in clear. Spellings of
    one name that differ by case or width count together.
    """
    plain = unicodedata.normalize("NFKC", username).strip().casefold()
    return salted_hmac("yingbao.sign_in", plain).hexdigest()[:20]


def name_of_account(request: object, credentials: Mapping[str, object] | None) -> str:
    """Return the mark of the account a try is about; the library that counts tries asks for it."""
    return account_mark(str((credentials or {}).get("username") or ""))


def rests_until(username: str, at: datetime) -> datetime | None:
    """Return until when an account rests after too many wrong tries; nothing if it may be tried."""
    counted = AccessAttempt.objects.filter(
        username=account_mark(username), attempt_time__gte=at - settings.AXES_COOLOFF_TIME
    ).aggregate(tries=Sum("failures_since_start"), last=Max("attempt_time"))
    if (counted["tries"] or 0) < settings.AXES_FAILURE_LIMIT:
        return None
    last: datetime = counted["last"]
    return last + settings.AXES_COOLOFF_TIME
