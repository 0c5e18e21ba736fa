"""Which account of the province's portal opens an officer's account: tied and untied, never by itself."""

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from yingbao.office.access.actions.checks import check_account
from yingbao.office.access.actions.refusals import NoReason, PortalTaken, SwitchedOff
from yingbao.office.access.models import Officer
from yingbao.office.access.portal import PORTAL
from yingbao.office.audit.actions import record


@transaction.atomic
def link_portal(*, officer: Officer, mark: str, reason: str = "", by: Officer | str) -> None:
    """Let the portal's account of this mark open the officer's account, instead of any other.

    The officers themselves tie their own, after proof of who sits there; whoever manages accounts ties
    those of others, with a reason.

    Raises:
        NotPermitted, OutsideScope, NoReason: it is not this officer's to tie.
        SwitchedOff: the account is closed.
        PortalTaken: the portal's account opens another officer's account.
    """
    _check(officer, reason, by)
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    if not officer.is_active:
        raise SwitchedOff
    held = SocialAccount.objects.filter(provider=PORTAL, uid=mark).first()
    if held is not None and held.user_id != officer.pk:
        raise PortalTaken
    replaced, _ = SocialAccount.objects.filter(provider=PORTAL, user=officer).delete()
    SocialAccount.objects.create(provider=PORTAL, user=officer, uid=mark)
    detail = {"replaced": True} if replaced else {}
    record(
        "access.portal.linked",
        by=by,
        subject=f"officer:{officer.username}",
        reason=reason.strip(),
        detail=detail,
    )


@transaction.atomic
def unlink_portal(*, officer: Officer, reason: str = "", by: Officer | str) -> bool:
    """Let no account of the portal open the officer's account; say whether one did.

    Raises:
        NotPermitted, OutsideScope, NoReason: it is not this officer's to untie.
    """
    _check(officer, reason, by)
    untied, _ = SocialAccount.objects.filter(provider=PORTAL, user=officer).delete()
    if untied:
        record("access.portal.unlinked", by=by, subject=f"officer:{officer.username}", reason=reason.strip())
    return bool(untied)


def _check(officer: Officer, reason: str, by: Officer | str) -> None:
    if isinstance(by, Officer) and by.pk == officer.pk:
        return
    check_account(by, officer)
    if not reason.strip():
        raise NoReason
