"""Public notices and objections: which an officer sees, what waits for a notice, and what one would say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from yingbao.law.calendars import Deadline
from yingbao.law.packs.record_shapes import Does
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.casework.choices import ActKind, CaseState, ObjectionState
from yingbao.office.casework.course import Done, Position
from yingbao.office.casework.models import Case, NoticeLine, Objection, PublicNotice
from yingbao.office.casework.queries.answers import answers_for
from yingbao.office.casework.queries.cases import my_turn, visible_cases
from yingbao.office.casework.queries.courses import as_done, course_of, pack_of_case, process_of
from yingbao.office.determination.packs import pack_of
from yingbao.values.masking import masked_name
from yingbao.values.month import Month


def visible_notices(officer: Officer) -> QuerySet[PublicNotice]:
    """Return the notices on which a case stands that the officer sees, the newest first."""
    lines = NoticeLine.objects.filter(notice=OuterRef("pk"), case__in=visible_cases(officer))
    return PublicNotice.objects.filter(Exists(lines)).order_by("-id")


def get_notice(officer: Officer, notice_id: int) -> PublicNotice | None:
    """Return one visible notice, or None."""
    return visible_notices(officer).filter(pk=notice_id).first()


def with_counts(notices: QuerySet[PublicNotice]) -> QuerySet[PublicNotice]:
    """Add how many lines a notice has (`line_count`) and how many open objections (`open_count`)."""
    is_open = Q(lines__objections__state=ObjectionState.OPEN)
    return notices.annotate(
        line_count=Count("lines", distinct=True),
        open_count=Count("lines__objections", filter=is_open, distinct=True),
    )


def standing(notices: QuerySet[PublicNotice], on: date) -> QuerySet[PublicNotice]:
    """Return the notices the public sees on a day."""
    return notices.filter(first_day__lte=on, last_day__gte=on, taken_down_on__isnull=True)


def held(notices: QuerySet[PublicNotice], on: date) -> QuerySet[PublicNotice]:
    """Return the notices whose days are over and on which a line is held by an objection."""
    return notices.filter(last_day__lt=on, taken_down_on__isnull=True, pk__in=_objected())


def over(notices: QuerySet[PublicNotice], on: date) -> QuerySet[PublicNotice]:
    """Return the notices whose days are over, or that were taken down, and that nothing holds."""
    ended = Q(last_day__lt=on) & ~Q(pk__in=_objected()) | Q(taken_down_on__isnull=False)
    return notices.filter(ended)


def _objected() -> QuerySet[Objection, Any]:
    return Objection.objects.filter(state=ObjectionState.OPEN).values("line__notice")


def published_now(slug: str, on: date) -> PublicNotice | None:
    """Return the notice at a public address while it stands, else None."""
    return standing(PublicNotice.objects.filter(slug=slug), on).first()


def published_before(slug: str, on: date) -> PublicNotice | None:
    """Return the notice at a public address once it no longer stands, else None."""
    ended = Q(last_day__lt=on) | Q(taken_down_on__isnull=False)
    return PublicNotice.objects.filter(ended, slug=slug).first()


def lines_shown(notice: PublicNotice) -> QuerySet[NoticeLine]:
    """Return the lines the public sees: those not taken off."""
    return notice.lines.filter(taken_off_on__isnull=True).order_by("number")


def visible_objections(officer: Officer) -> QuerySet[Objection]:
    """Return the objections to cases the officer sees, if the post handles any; due first comes first."""
    if not may(officer, Permission.HANDLE_OBJECTIONS):
        return Objection.objects.none()
    found = Objection.objects.filter(case__in=visible_cases(officer)).select_related("case", "line__notice")
    return found.order_by(F("due_on").asc(nulls_last=True), "id")


def objections_to_answer(officer: Officer) -> QuerySet[Objection]:
    """Return the open objections in the officer's acting division."""
    low, high = officer.acting_scope
    return visible_objections(officer).filter(
        state=ObjectionState.OPEN, division_code__gte=low, division_code__lt=high
    )


def waiting_for_notice(officer: Officer) -> QuerySet[Case]:
    """Return the cases of the officer's turn that are to be put on a notice next."""
    waiting = my_turn(officer).filter(state=CaseState.OPEN)
    kinds = waiting.order_by().values_list("county", "month", "process", "step").distinct()
    at_notice = Q(pk__in=())
    for county, month, process, step in kinds:
        steps = process_of(pack_of(county, Month.of(month)), process).steps
        if any(each.id == step and each.does is Does.NOTICE for each in steps):
            at_notice |= Q(county=county, month=month, process=process, step=step)
    return waiting.filter(at_notice)


@dataclass(frozen=True)
class DraftLine:
    """What a line of a notice says of a case; nothing else leaves the office."""

    masked_name: str
    place: str
    what: str
    amount_fen: int | None
    per: str


def draft_line(case: Case, names: Mapping[str, str], officer: Officer) -> DraftLine:
    """Return what a notice would say of a case: the amount decided, before that what the rules say."""
    programme = next(each for each in pack_of_case(case).programmes if each.id == case.programme)
    return DraftLine(
        masked_name(case.person.name),
        names.get(case.division_code, ""),
        programme.name.zh,
        _amount(case, officer),
        programme.pays.per if programme.pays else "",
    )


def _amount(case: Case, officer: Officer) -> int | None:
    decided = [act for act in case.acts.all() if act.kind == ActKind.APPROVED]
    if decided:
        fen: int | None = max(decided, key=lambda act: act.number).detail["grounds"]["amount_fen"]
        return fen
    answers = answers_for(case, officer)
    amount = answers.answers[0].amount if answers else None
    return amount.fen if amount else None


def until_when(cases: Sequence[Case], on: date) -> Deadline | None:
    """Return until when a notice of these cases stands if it is put up on a day."""
    dues = [_if_published(case, on).due for case in cases]
    known = [due for due in dues if due is not None]
    return max(known, key=lambda due: due.day) if len(known) == len(dues) and known else None


def _if_published(case: Case, on: date) -> Position:
    done = [as_done(act) for act in sorted(case.acts.all(), key=lambda act: act.number)]
    return course_of(case).read([*done, Done(len(done) + 1, ActKind.PUBLISHED, on)])
