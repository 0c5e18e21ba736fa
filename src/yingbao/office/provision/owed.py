"""What is owed for a period, from the course of an award and the answers of its months. No database.

No award in force: nothing. The answer yes: its amount. No: nothing. Not known: what the month before owed,
and nothing where it owed nothing; a missing list neither stops anyone's money nor starts it. Suspended:
nothing, until a resumption says from which month on it is owed again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from yingbao.office.casework.choices import Aim
from yingbao.office.provision.choices import Cause, Per
from yingbao.office.provision.periods import months_of, period_of
from yingbao.values.month import Month

# The changes that begin or stop an award; a change of the amount does neither.
TURNING = frozenset({Aim.GRANT, Aim.SUSPEND, Aim.RESUME, Aim.END})
STOPPING = frozenset({Aim.SUSPEND, Aim.END})


class Says(StrEnum):
    """What is believed about a programme in a month."""

    YES = "yes"
    UNKNOWN = "unknown"
    # The county knows the person no longer: nothing new is owed, and nothing found before is taken back.
    GONE = "gone"
    NO = "no"


class How(StrEnum):
    """What an amount rests on."""

    ANSWER = "answer"
    MONTH_BEFORE = "month_before"
    RENEWAL = "renewal"


@dataclass(frozen=True)
class Said:
    """The answer of one month; a yes has an amount in fen.

    `lapsed`: it is a no, and nothing but the validity of the certificate failed.
    """

    says: Says
    fen: int = 0
    lapsed: bool = False


NOT_SAID = Said(Says.UNKNOWN)


@dataclass(frozen=True)
class Change:
    """A change of an award, from a month on; what was decided later bears a higher number."""

    number: int
    aim: str
    from_month: Month


@dataclass(frozen=True)
class Course:
    """An award as it was begun, suspended, resumed and ended.

    `listed` are months before the first one which a list paid that was taken over: they are compared.
    """

    first_month: Month
    changes: Sequence[Change] = ()
    listed: frozenset[Month] = frozenset()

    def in_force(self, month: Month) -> bool:
        """Whether it brings anything in a month; of two changes that bear on it the later decided counts."""
        if month < self.first_month and month not in self.listed:
            return False
        turns = [each for each in self.changes if each.from_month <= month and each.aim in TURNING]
        return not turns or max(turns, key=lambda turn: turn.number).aim not in STOPPING


@dataclass(frozen=True)
class Terms:
    """When a programme is owed: how often, until when, and what a certificate run out does to it.

    A stop in the month of comparison takes back nothing of the months before what was learned. `grace_months`
    after the last month of a certificate are owed at the old rate; up to `back_months` before a renewed one
    are owed afterwards, at the rate of its first month.
    """

    per: Per = Per.MONTH
    stops_when_compared: bool = False
    grace_months: int = 0
    back_months: int = 0


@dataclass(frozen=True)
class Known:
    """What is known of a person and a programme when a month is reckoned.

    `answers` has every determined month that matters. `found` is what was found for the period before, None
    where nothing was; `before` what the month before owes; `listed` what a list that was taken over paid for
    the period. What is new was learned in `learned_in`. `frozen_by` is the month before the period by whose
    answer it was frozen.
    """

    answers: Mapping[Month, Said]
    learned_in: Month
    found: int | None = None
    before: int = 0
    listed: int | None = None
    frozen_by: Month | None = None


@dataclass(frozen=True)
class Owed:
    """So many fen, and what they rest on."""

    fen: int
    how: How = How.ANSWER


NOTHING = Owed(0)


def find_owed(month: Month, terms: Terms, course: Course, known: Known) -> Owed:
    """Return what is owed for the period of a month that is reckoned, in fen.

    A longer period is owed once, as the first of its months says that is a yes with the award in force; of
    one that was frozen, the month it was frozen by comes first, with the award in force then and as the
    period begins. Where none is and one is not known, what was found for it stays.
    """
    if terms.per == Per.MONTH:
        return _of_month(month, terms, course, known)
    heard = _heard(month, terms, course, known)
    for said in heard:
        if said.says is Says.YES:
            return Owed(said.fen)
    if any(said.says in {Says.UNKNOWN, Says.GONE} for said in heard):
        return _as_found(known)
    if heard and _is_spared(month, terms, known):
        return _as_found(known)
    return NOTHING


def _heard(month: Month, terms: Terms, course: Course, known: Known) -> list[Said]:
    """The answers of the months of a longer period in which the award is in force, in their order."""
    months = months_of(terms.per, month, course.first_month, known.answers)
    heard = [known.answers[each] for each in months if course.in_force(each)]
    frozen_by = known.frozen_by
    if frozen_by is None or frozen_by not in known.answers or not course.in_force(frozen_by):
        return heard
    begins = course.in_force(period_of(terms.per, month, course.first_month))
    return [known.answers[frozen_by], *heard] if begins else heard


def _of_month(month: Month, terms: Terms, course: Course, known: Known) -> Owed:
    said = known.answers.get(month, NOT_SAID)
    if not course.in_force(month):
        return NOTHING
    if said.says is Says.YES:
        return Owed(said.fen)
    if said.says is Says.UNKNOWN:
        return Owed(known.before if known.listed is None else known.listed, How.MONTH_BEFORE)
    if said.says is Says.NO:
        return _of_no(month, terms, course, known)
    return _as_found(known)


def _of_no(month: Month, terms: Terms, course: Course, known: Known) -> Owed:
    lapsed = known.answers[month].lapsed
    after_lapse = _of_lapsed(month, terms, course, known) if lapsed else None
    if after_lapse is not None:
        return after_lapse
    return _as_found(known) if _is_spared(month, terms, known) else NOTHING


def _of_lapsed(month: Month, terms: Terms, course: Course, known: Known) -> Owed | None:
    """What a month without a valid certificate is owed: grace after it ran out, else arrears once renewed."""
    earlier = _next_yes((month - n for n in range(1, terms.grace_months + 1)), course, known)
    if earlier is not None:
        return Owed(earlier)
    later = _next_yes((month + n for n in range(1, terms.back_months + 1)), course, known)
    return None if later is None else Owed(later, How.RENEWAL)


def _next_yes(months: Iterable[Month], course: Course, known: Known) -> int | None:
    """The amount of the first yes among months, as long as nothing but the certificate failed up to it."""
    for month in months:
        said = known.answers.get(month, NOT_SAID)
        if not course.in_force(month):
            return None
        if said.says is Says.YES:
            return said.fen
        if not said.lapsed:
            return None
    return None


def _is_spared(month: Month, terms: Terms, known: Known) -> bool:
    return terms.stops_when_compared and month < known.learned_in


def _as_found(known: Known) -> Owed:
    return Owed(known.found or 0)


def cause_of(found: int | None, owed: Owed) -> Cause:
    """Return why a due is made of what is owed now where `found` was found before."""
    if owed.fen == 0:
        return Cause.NOTHING
    if owed.how is not How.ANSWER:
        return Cause.KEPT if owed.how is How.MONTH_BEFORE else Cause.BACK_PAID
    if not found:
        return Cause.FIRST if found is None else Cause.AGAIN
    return Cause.MORE if owed.fen > found else Cause.LESS
