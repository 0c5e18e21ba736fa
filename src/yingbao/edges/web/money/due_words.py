"""What is owed, in words: for which period, found when and why, and where it stands now."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.exchange.banks.saying import say_failure
from yingbao.edges.reports.workbook import Column, Kind, type_of_cell
from yingbao.edges.web.templatetags.written import day, in_chinese, money, month
from yingbao.office.payments.models import Line
from yingbao.office.payments.queries.person_money import OwedDue, Stands
from yingbao.office.provision.choices import Cause, Per
from yingbao.office.provision.models import Due
from yingbao.values.month import Month

QUARTER, HALF = 3, 6
ON_A_ROLL: dict[Stands, Promise] = {
    Stands.ON_ROLL: _("on roll %(roll)s, not sent yet"),
    Stands.WITH_BANK: _("with the bank, roll %(roll)s"),
    Stands.PAID: _("paid on %(day)s, roll %(roll)s"),
}
NO_LINE: dict[Stands, Promise] = {
    Stands.OPEN: _("waits to be set off or recovered"),
    Stands.BEFORE: _("paid before it was taken over"),
    Stands.ELSEWHERE: _("on a roll of another place"),
}


@dataclass(frozen=True)
class Told:
    """What an amount rested on, or where it stands: in words, with the page on which it can be read."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Step:
    """One finding of what is owed for a period: old basis, new basis, difference, and what became of it."""

    due: Due
    difference: str
    old: Told | None
    new: Told
    places: list[Told]


def period_in_words(due: Due) -> str:
    """Return the period of a due: 2026年6月, 2026年第2季度, 2026年上半年, 2026年."""
    first = due.period
    if due.per == Per.YEAR:
        return f"{first.year}年" if in_chinese() else str(first.year)
    if due.per == Per.QUARTER:
        number = (first.month - 1) // QUARTER + 1
        return gettext("quarter %(number)s of %(year)s") % {"number": number, "year": first.year}
    if due.per == Per.HALF_YEAR:
        half = gettext("first half of %(year)s"), gettext("second half of %(year)s")
        return half[first.month > HALF] % {"year": first.year}
    if due.per == Per.ONCE:
        return gettext("once, in %(month)s") % {"month": month(first)}
    return month(first)


def basis_of(due: Due) -> Told:
    """Return what a due rests on: the list taken over, or the answer of the rules with its page."""
    amount = {"amount": money(due.after), "day": day(due.on)}
    if due.source_id and due.source is not None and due.decision_id is None:
        told = gettext("%(amount)s, as the list “%(list)s” says, taken over on %(day)s")
        return Told(told % {**amount, "list": due.source.name or month(due.source.month)})
    where = reverse("person_programme", args=[due.person_id, due.programme])
    address = f"{where}?month={Month.of(due.period)}"
    if due.cause == Cause.KEPT:
        told = gettext("%(amount)s, as the month before: on %(day)s it was not known whether it is owed")
    else:
        told = gettext("%(amount)s, found on %(day)s")
    edition = gettext(", by edition %(edition)s of the rules") % {"edition": due.pack_digest[:8]}
    return Told(told % amount + (edition if due.pack_digest else ""), address)


def difference_in_words(due: Due) -> str:
    """Return what a due adds or takes: first owed, so much more, so much less."""
    if due.sequence == 0:
        return str(Cause(due.cause).label)
    if due.amount > 0:
        return gettext("%(amount)s more") % {"amount": money(due.amount)}
    return gettext("%(amount)s less") % {"amount": money(-due.amount)}


def step_of(owed: OwedDue, before: Due | None) -> Step:
    """Return a due in words; the due before it of the same period holds the old basis."""
    due = owed.due
    return Step(
        due,
        difference_in_words(due),
        basis_of(before) if before is not None else None,
        basis_of(due),
        [*(returned_in_words(each) for each in owed.returned), place_of_due(owed)],
    )


def returned_in_words(line: Line) -> Told:
    """Return that the bank sent a line back, and why."""
    told = gettext("sent back by the bank from roll %(roll)s: %(why)s")
    said = told % {"roll": line.roll.number, "why": failure_in_words(line) or "—"}
    return Told(said, reverse("roll_show", args=[line.roll_id]))


def failure_in_words(line: Line) -> str:
    """Return why the bank did not pay a line; nothing where it did or has not answered."""
    return say_failure(line.failure, "zh" if in_chinese() else "en") if line.failure else ""


def place_of_due(owed: OwedDue) -> Told:
    """Return where a due stands now."""
    if owed.line is not None:
        roll, answered = owed.line.roll, owed.line.answered_on
        said = str(ON_A_ROLL[owed.stands]) % {"roll": roll.number, "day": day(answered or roll.sent_on)}
        return Told(said, reverse("roll_show", args=[roll.pk]))
    if owed.stands is Stands.TO_RECOVER:
        return recovery_in_words(owed)
    if owed.stands is Stands.OPEN and owed.due.amount > 0:
        return Told(gettext("not paid yet"))
    return Told(str(NO_LINE[owed.stands]))


def recovery_in_words(owed: OwedDue) -> Told:
    """Return that a due is being recovered, with the page of the recovery where it is visible."""
    if owed.receivable is None:
        return Told(gettext("to be recovered"))
    told = gettext("to be recovered, %(number)s") % {"number": owed.receivable.number}
    return Told(told, reverse("receivable_show", args=[owed.receivable.pk]))


def columns_of_finding() -> list[Column]:
    """Return the columns of a workbook that tell a finding, in the language of the officer."""
    return [
        Column(gettext("Programme"), width=28),
        Column(pgettext("money", "Period"), width=14),
        Column(gettext("Found on"), Kind.DAY, 14),
        Column(gettext("Why"), width=24),
        Column(gettext("Owed before (yuan)"), Kind.FEN, 16),
        Column(gettext("Owed now (yuan)"), Kind.FEN, 16),
        Column(gettext("Difference (yuan)"), Kind.FEN, 16),
    ]


def finding_as_cells(programme: str, period: str, due: Due) -> list[type_of_cell]:
    """Return a finding as the cells of those columns; amounts in fen."""
    return [programme, period, due.on, due.get_cause_display(), due.before, due.after, due.amount]
