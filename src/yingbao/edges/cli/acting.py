"""Who acts when a command names an officer."""

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.office.access.models import Officer
from yingbao.office.access.queries import get_officer

REFUSED, NOT_FOUND = 4, 5


def read_officer(account: str) -> Officer:
    """Return the officer of an account, in the own post.

    Raises:
        CommandError: there is no such account, or none that is switched on (exit code 5); its own post does
            not hold today (4).
    """
    officer = get_officer(account)
    if officer is None or not officer.is_active:
        told = gettext("There is no officer %(account)s") % {"account": account}
        raise CommandError(told, returncode=NOT_FOUND)
    if not officer.holds_own_post(timezone.localdate()):
        told = gettext("%(account)s does not hold the own post today") % {"account": account}
        raise CommandError(told, returncode=REFUSED)
    return officer
