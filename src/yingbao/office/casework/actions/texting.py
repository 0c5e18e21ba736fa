"""A text message to the applicant's own telephone when a case is taken, waits for papers or is decided.

It names the number of the case and the counter, and nothing about the person: others may read the telephone.
"""

from collections.abc import Mapping
from datetime import datetime

from yingbao.office.access.sight import seeing_all
from yingbao.office.casework.choices import ActKind
from yingbao.office.casework.models import Case
from yingbao.office.casework.queries.offices import nearest_card
from yingbao.office.messages.actions.outgoing import Letter, write_outgoing
from yingbao.office.messages.choices import Channel
from yingbao.office.register.choices import ContactKind
from yingbao.office.register.models import Contact
from yingbao.office.register.sealed_columns import SEALED

TEXTS: Mapping[ActKind, str] = {
    ActKind.ACCEPTED: "您的申请（编号{number}）已受理。",
    ActKind.ASKED_FOR_PAPERS: "您的申请（编号{number}）还缺材料，清单见补正告知书，请尽快补齐。",
    ActKind.NOT_ACCEPTED: "您的申请（编号{number}）未予受理，理由和救济途径见书面告知。",
    ActKind.REFUSED: "您的申请（编号{number}）已有决定，详见书面决定。",
    ActKind.APPROVED: "您的申请（编号{number}）已审定，后续按规定公示或发放。",
}
ASK = "咨询：{office}，{telephone}。"


def text_applicant(case: Case, kind: ActKind, *, act: int, at: datetime) -> None:
    """Write the text of an act to the telephone last known; nothing where the person has none here."""
    words = TEXTS.get(kind)
    number = _telephone(case) if words else ""
    if not words or not number:
        return
    card = nearest_card(case.division_code)
    body = words.format(number=case.number)
    if card is not None:
        body += ASK.format(office=card.name, telephone=card.telephone)
    write_outgoing(
        key=f"case:{case.pk}:{act}",
        channel=Channel.SMS,
        letter=Letter(number, body),
        division_code=case.division_code,
        subject=f"case:{case.pk}",
        at=at,
    )


def _telephone(case: Case) -> str:
    with seeing_all(reason="the applicant is told whoever has the turn, and nobody is shown the number"):
        known = Contact.objects.filter(
            person=case.person_id, kind=ContactKind.MOBILE, ended_by__isnull=True, valid_to__isnull=True
        )
        contact = known.order_by("-pk").first()
    return SEALED["contact.number"].clear(contact) if contact is not None else ""
