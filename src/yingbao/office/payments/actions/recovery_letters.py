"""Telling in writing that money has to be given back: how much, for which months, why, and how."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Min

from yingbao.law.facts.problems import Wording
from yingbao.law.packs import Pack
from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.casework.actions.letters import Sheet, write_letter
from yingbao.office.casework.lettering import clauses_of, government_of, office_of
from yingbao.office.casework.models import Letter
from yingbao.office.casework.queries.courses import process_of
from yingbao.office.casework.saying import day, month
from yingbao.office.determination.packs import pack_of
from yingbao.office.payments.actions.recovering import hold, note
from yingbao.office.payments.models import Receivable
from yingbao.values.money import Money
from yingbao.values.month import Month

KIND = "recovery"
AT_ONCE = Wording("请一次退回。", "Please pay it back at once.")


@transaction.atomic
def write_recovery_letter(*, receivable: Receivable, on: date, at: datetime, by: Officer) -> Letter:
    """Write the letter of a receivable; the second time it is the same letter.

    Raises:
        NotPermitted, NotOwnCounty: the officer recovers no money here.
        NoSuchLetter, LetterUnfinished: the letter lacks a word, such as the telephone of the office.
    """
    held = hold(receivable, Permission.RECOVER_MONEY, by=by)
    about = f"receivable:{held.pk}"
    known: Letter | None = Letter.objects.filter(person=held.person, kind=KIND, about=about).first()
    if known is not None:
        return known
    pack = pack_of(held.county, Month.of(on))
    programme = next(each for each in pack.programmes if each.id == held.programme)
    sheet = Sheet(
        kind=KIND,
        about=about,
        county=held.county,
        division_code=held.division_code,
        person=held.person,
        pack=pack,
        remedies=_remedies(pack, programme),
    )
    words = _words(held, programme, on)
    letter = write_letter(sheet, lambda number: {"number": number, **words}, on=on, at=at, by=by)
    note("letter_written", held, by, letter=letter.number)
    return letter


def _remedies(pack: Pack, programme: WrittenProgramme) -> tuple[str, ...]:
    process = programme.particulars.process
    return tuple(process_of(pack, process).remedies) if process else ()


def _words(receivable: Receivable, programme: WrittenProgramme, on: date) -> Mapping[str, Wording | str]:
    months = receivable.discharges.filter(due__amount__lt=0).aggregate(
        first=Min("due__period"), last=Max("due__period")
    )
    return {
        "day": day(on),
        "applicant": receivable.debtor_name,
        "person": receivable.person.name,
        "programme": programme.name,
        "amount": _yuan(receivable.fen),
        "first_month": month(Month.of(months["first"])),
        "last_month": month(Month.of(months["last"])),
        "reasons": receivable.reason.rstrip("。.；; "),
        "clause": clauses_of(programme),
        "instalments": _plan(receivable),
        "review_office": government_of(receivable.county),
        **office_of(receivable.division_code),
    }


def _plan(receivable: Receivable) -> Wording:
    """Return by when how much is to come back, as was agreed; nothing agreed: all at once."""
    parts = [(day(each.due_on), _yuan(each.fen)) for each in receivable.instalments.order_by("number")]
    if not parts:
        return AT_ONCE
    return Wording(
        "请" + "，".join(f"于{until.zh}前退回{amount.zh}" for until, amount in parts) + "。",
        "Please pay back " + ", ".join(f"{amount.en} by {until.en}" for until, amount in parts) + ".",
    )


def _yuan(fen: int) -> Wording:
    return Wording(f"{Money(fen)}元", f"{Money(fen)} yuan")
