"""Looking again whether things are as they were: drawing a round, and writing down what was found."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.audit.actions import record
from yingbao.office.casework.actions.acting import NotYourPost, NotYourTurn, NoWords
from yingbao.office.casework.actions.opening import Application, OpenAlready, hand_in
from yingbao.office.casework.choices import Aim, Origin, ReviewKind, ReviewResult
from yingbao.office.casework.drawing import drawn
from yingbao.office.casework.models import Case, ReviewItem, ReviewRound
from yingbao.office.casework.queries.reviews import holders
from yingbao.office.determination.packs import pack_of
from yingbao.values.month import Month

SHARE = "award_review_sample_percent"
EVERYONE = 100
COUNTY = 6


class DrawnAlready(Exception):
    """The round of everyone was drawn this year."""


class NobodyHolds(Exception):
    """There is no award of the programme, and no payee list tells of anyone."""


class ShareUnknown(Exception):
    """The rules do not say how large a sample is."""


class SaidAlready(Exception):
    """What was found is written down already."""


class NothingToOpen(Exception):
    """Only what changed, or who was not found, is followed by a case."""


@dataclass(frozen=True)
class Draw:
    """What is drawn: of which programme, everyone or a sample, by which seed, to be done until when."""

    programme: str
    kind: ReviewKind
    seed: str
    due_on: date


@transaction.atomic
def draw_round(*, draw: Draw, on: date, at: datetime, by: Officer) -> ReviewRound:
    """Draw a round of the officer's county: everyone who holds the programme, or the share the rules name.

    Raises:
        NotPermitted, NotYourPost: the post does not manage awards, or not those of a whole county.
        DrawnAlready, NobodyHolds, ShareUnknown: it cannot be drawn so.
    """
    require(by, Permission.MANAGE_AWARDS)
    county = by.acting_division_id
    if len(county) != COUNTY:
        raise NotYourPost(county)
    yearly = draw.kind is ReviewKind.YEARLY
    known = ReviewRound.objects.filter(
        county=county, programme=draw.programme, year=on.year, kind=ReviewKind.YEARLY
    )
    if yearly and known.exists():
        raise DrawnAlready(draw.programme)
    held = holders(county, draw.programme, Month.of(on))
    if not held:
        raise NobodyHolds(draw.programme)
    share = EVERYONE if yearly else _share(county, Month.of(on))
    made = ReviewRound.objects.create(
        county=county,
        programme=draw.programme,
        kind=draw.kind,
        year=on.year,
        share_percent=share,
        seed=draw.seed,
        drawn_on=on,
        due_on=draw.due_on,
        by=by.username,
        at=at,
    )
    chosen = drawn(held, seed=draw.seed, share_percent=share)
    ReviewItem.objects.bulk_create(
        ReviewItem(round=made, person_id=person, county=county, division_code=held[person])
        for person in chosen
    )
    record(
        "casework.review.drawn",
        subject=f"review:{made.pk}",
        by=by,
        detail={"programme": draw.programme, "seed": draw.seed, "share": share, "rows": len(chosen)},
    )
    return made


def _share(county: str, month: Month) -> int:
    dated = pack_of(county, month).parameters[SHARE].on(month)
    if dated is None or not isinstance(dated.value, int):
        raise ShareUnknown
    return dated.value


@transaction.atomic
def record_result(
    *, item: ReviewItem, result: ReviewResult, found: str, on: date, at: datetime, by: Officer
) -> ReviewItem:
    """Write down what was found of one person, once.

    Raises:
        NoWords: what changed, or that somebody was not found, is said in words.
        NotPermitted, NotYourTurn: the officer may not, or the person lives elsewhere.
        SaidAlready: it was written down before.
    """
    require(by, Permission.STATE_FACTS)
    item = ReviewItem.objects.select_for_update().get(pk=item.pk)
    low, high = by.acting_scope
    if not low <= item.division_code < high:
        raise NotYourTurn(str(item.pk))
    if item.result != ReviewResult.OPEN:
        raise SaidAlready(str(item.pk))
    if result in {ReviewResult.CHANGED, ReviewResult.NOT_FOUND} and not found.strip():
        raise NoWords
    item.result, item.found, item.on, item.by = result, found.strip(), on, by.username
    item.save()
    record(
        "casework.review.recorded",
        subject=f"person:{item.person_id}",
        by=by,
        reason=item.found,
        detail={"review": item.round_id, "result": result.value, "at": at.isoformat()},
    )
    return item


@transaction.atomic
def open_case_of(*, item: ReviewItem, aim: Aim, on: date, at: datetime, by: Officer) -> Case:
    """Open a case of what a re-verification found: a change, or the end. One that is open already is taken.

    Raises:
        NothingToOpen: nothing differs.
        NotPermitted, NotVisible, NotYourTurn, NoSuchProgramme: it cannot be opened.
    """
    item = ReviewItem.objects.select_for_update().select_related("round").get(pk=item.pk)
    if item.result not in {ReviewResult.CHANGED, ReviewResult.NOT_FOUND}:
        raise NothingToOpen(str(item.pk))
    asked = Application(item.person_id, item.round.programme, Origin.REVIEW, on, aim=aim, words=item.found)
    try:
        with transaction.atomic():
            case = hand_in(application=asked, at=at, by=by)
    except OpenAlready as already:
        case = already.case
    item.case = case
    item.save(update_fields=["case"])
    return case
