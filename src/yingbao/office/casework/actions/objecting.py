"""Objections to a public notice: received, answered, and meanwhile nothing is awarded."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from yingbao.law.facts.problems import Wording
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.access.queries import is_in_scope
from yingbao.office.audit.actions import record
from yingbao.office.casework.actions.acting import Act, NotYourTurn, NoWords, locked, write
from yingbao.office.casework.actions.letters import make_letter
from yingbao.office.casework.actions.publishing import take_off
from yingbao.office.casework.choices import ActKind, ObjectionState
from yingbao.office.casework.lettering import Said
from yingbao.office.casework.models import Case, NoticeLine, Objection, PublicNotice
from yingbao.office.casework.queries.courses import calendar, days_of
from yingbao.office.messages.actions import News, tell
from yingbao.office.messages.choices import MessageKind
from yingbao.office.register.sealing import blind_index, seal, unseal

PUBLIC = "public notice page"
# So many objections to one notice are taken from one address of the network within an hour; a whole village
# may share an address, and the telephone on the notice stays open to everyone.
MOST_FROM_ONE_ADDRESS = 5
WITHIN = timedelta(hours=1)
OBJECTION, ADDRESS = "objection", "address"
OBJECTOR = Wording("异议人", "whoever objected")


class Answered(Exception):
    """The objection was answered before."""


class NoticeOver(Exception):
    """The notice no longer stands, or this line was taken off it."""


class TooOften(Exception):
    """So many objections came from one address that the next is taken only from a moment on."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(str(again_at))
        self.again_at = again_at


@dataclass(frozen=True)
class Objecting:
    """What somebody says against a line, and how to reach whoever says it."""

    text: str
    name: str
    phone: str


@dataclass(frozen=True)
class Objector:
    """Who objected, in clear."""

    name: str
    phone: str


@transaction.atomic
def object_to(
    *,
    line: NoticeLine,
    objecting: Objecting,
    on: date,
    at: datetime,
    by: Officer | str = PUBLIC,
    sent_from: str = "",
) -> Objection:
    """Receive an objection while the notice stands; name and telephone are sealed.

    The same words of the same person about the same line are the same objection, however often they are sent.
    `sent_from` is the address of the network a public objection came from; only its blind index is kept.

    Raises:
        NoWords: it says nothing.
        NoticeOver, NotNow: the notice does not stand, or not with this line.
        TooOften: too many came from this address within an hour.
        NotYourTurn, NotYourPost: the officer who writes it down may not.
    """
    if not objecting.text.strip():
        raise NoWords
    case = locked(line.case)
    said = _said(line, objecting)
    known = Objection.objects.filter(said_index=said).first()
    if known is not None:
        return known  # type: ignore[no-any-return]  # a manager cut to sight
    _must_stand(line, on, public=by == PUBLIC)
    came_from = blind_index(sent_from, ADDRESS) if sent_from else None
    if came_from:
        _must_not_be_too_many(line, came_from, at)
    objection = Objection.objects.create(
        line=line,
        case=case,
        county=case.county,
        division_code=case.division_code,
        received_on=on,
        text=objecting.text.strip(),
        said_index=said,
        sent_at=at if came_from else None,
        sent_from_index=came_from,
        due_on=_due(case, on),
    )
    for column, clear in (("name", objecting.name), ("phone", objecting.phone)):
        if clear.strip():
            sealed = seal(clear.strip(), column=f"objection.{column}", row=objection.pk)
            setattr(objection, f"{column}_sealed", sealed)
    objection.save()
    write(case, Act(ActKind.OBJECTED, on, at, "", {"objection": objection.pk}), by=by)
    tell([_news(case, objection)], on=on, at=at)
    return objection  # type: ignore[no-any-return]  # a manager cut to sight


def _said(line: NoticeLine, objecting: Objecting) -> bytes:
    words = (objecting.text, objecting.name, objecting.phone)
    return blind_index("\x1f".join([str(line.pk), *(each.strip() for each in words)]), OBJECTION)


def _must_stand(line: NoticeLine, on: date, *, public: bool) -> None:
    """A line stands over the public page until its last day; at the counter as long as it is held."""
    line.refresh_from_db()
    notice = line.notice
    over = public and not notice.first_day <= on <= notice.last_day
    if over or line.taken_off_on is not None:
        raise NoticeOver(notice.number)


def _must_not_be_too_many(line: NoticeLine, came_from: bytes, at: datetime) -> None:
    """Held by its notice, so that two sent at once are counted one after the other."""
    notice = PublicNotice.objects.select_for_update().get(pk=line.notice_id)
    lately = Objection.objects.filter(
        line__notice=notice, sent_from_index=came_from, sent_at__gt=at - WITHIN
    ).order_by("-sent_at")
    moments = [each.sent_at for each in lately[:MOST_FROM_ONE_ADDRESS] if each.sent_at]
    if len(moments) == MOST_FROM_ONE_ADDRESS:
        raise TooOften(moments[-1] + WITHIN)


def _news(case: Case, objection: Objection) -> News:
    return News(
        key=f"objection:{objection.pk}",
        kind=MessageKind.CASE_OBJECTION,
        county=case.county,
        division_code=case.division_code,
        unit=case.turn,
        subject=f"case:{case.pk}",
        params={"number": case.number},
    )


@transaction.atomic
def answer_objection(
    *, objection: Objection, upheld: bool, answer: str, on: date, at: datetime, by: Officer
) -> Objection:
    """Answer an objection in writing. One that is upheld ends the notice and reopens the decision.

    Raises:
        NoWords, Answered, NotNow, NotYourTurn: it cannot be answered so.
    """
    if not answer.strip():
        raise NoWords
    case = locked(objection.case)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.state != ObjectionState.OPEN:
        raise Answered
    objection.state = ObjectionState.UPHELD if upheld else ObjectionState.REJECTED
    objection.answer, objection.answered_by, objection.answered_on = answer.strip(), by.username, on
    objection.save()
    detail = {"objection": objection.pk, "upheld": upheld}
    write(case, Act(ActKind.OBJECTION_ANSWERED, on, at, answer, detail), by=by)
    _answer_in_writing(objection, on=on, at=at, by=by)
    if upheld:
        _close_others(case, objection, on=on, at=at, by=by)
        take_off(case, on)
    record(
        "casework.objection.answered",
        subject=f"objection:{objection.pk}",
        by=by,
        reason=answer,
        detail={"case": case.number, "upheld": upheld},
    )
    return objection


def _close_others(case: Case, upheld: Objection, *, on: date, at: datetime, by: Officer) -> None:
    """What else was said against the same line is answered by the same answer: the line is gone."""
    for other in case.objections.filter(state=ObjectionState.OPEN).exclude(pk=upheld.pk).order_by("pk"):
        other.state, other.answer = ObjectionState.UPHELD, upheld.answer
        other.answered_by, other.answered_on = by.username, on
        other.save()
        _answer_in_writing(other, on=on, at=at, by=by)


def _answer_in_writing(objection: Objection, *, on: date, at: datetime, by: Officer) -> None:
    """Make the letter for whoever objected; it names nobody, so that it can lie in the file of the case."""
    make_letter(
        kind="objection_answer",
        case=objection.case,
        on=on,
        at=at,
        by=by,
        said=Said(
            reasons=objection.answer, objection=objection.text, about=str(objection), addressee=OBJECTOR
        ),
    )


@transaction.atomic
def reveal_objector(*, objection: Objection, reason: str, by: Officer) -> Objector:
    """Return who objected, to an officer who handles objections there and says why; it is written down.

    Raises:
        NotPermitted, NotYourTurn: the officer handles no objections, or not there.
        NoWords: the reason is empty.
        Tampered: the name was moved or changed.
    """
    require(by, Permission.HANDLE_OBJECTIONS)
    require(by, Permission.REVEAL_NUMBERS)
    if not is_in_scope(by, objection.division_code):
        raise NotYourTurn(str(objection))
    if not reason.strip():
        raise NoWords
    record("casework.objector.revealed", subject=f"objection:{objection.pk}", by=by, reason=reason.strip())
    return Objector(
        name=_clear(objection, "name", objection.name_sealed),
        phone=_clear(objection, "phone", objection.phone_sealed),
    )


def _clear(objection: Objection, column: str, sealed: bytes | memoryview | None) -> str:
    return unseal(sealed, column=f"objection.{column}", row=objection.pk) if sealed else ""


def _due(case: Case, on: date) -> date | None:
    days = days_of(case, "objection_answer_days")
    return calendar().deadline(on, days, "working", ()).day if days is not None else None
