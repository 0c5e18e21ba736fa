"""Writing down how an office is reached."""

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.audit.actions import record
from yingbao.office.casework.actions.acting import NotYourTurn, NoWords
from yingbao.office.casework.models import OfficeCard


@transaction.atomic
def write_card(*, division: str, name: str, telephone: str, address: str, by: Officer) -> OfficeCard:
    """Write down name, telephone and address of a counter; letters and notices carry them.

    Raises:
        NotPermitted, NotYourTurn: the officer does not publish notices, or not there.
        NoWords: something is empty.
    """
    require(by, Permission.ACCEPT_CASES)
    low, high = by.acting_scope
    if not low <= division < high:
        raise NotYourTurn(division)
    if not (name.strip() and telephone.strip() and address.strip()):
        raise NoWords
    said = {"name": name.strip(), "telephone": telephone.strip(), "address": address.strip()}
    card, _ = OfficeCard.objects.update_or_create(division_id=division, defaults=said)
    record("casework.office.written", subject=f"division:{division}", by=by, detail=said)
    return card
