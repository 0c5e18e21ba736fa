"""Telling a person that the certificate is about to expire: once for each day of expiry, with its letter."""

from datetime import date, datetime

from django.db import transaction

from yingbao.law.facts.problems import Wording
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.audit.actions import record
from yingbao.office.casework.actions.acting import NotYourTurn
from yingbao.office.casework.actions.letters import Sheet, write_letter
from yingbao.office.casework.lettering import office_of
from yingbao.office.casework.models import CertificateReminder
from yingbao.office.casework.saying import day
from yingbao.office.determination.packs import pack_of
from yingbao.office.register.models import Certificate, Person, Standing
from yingbao.values.month import Month

KIND = "certificate_reminder"


class ExpiryUnknown(Exception):
    """Nobody knows on which day the certificate expires."""


@transaction.atomic
def remind_of_expiry(
    *, certificate: Certificate, county: str, how: str, on: date, at: datetime, by: Officer | str
) -> CertificateReminder:
    """Write that the person is told, and make the letter; who was told of this day before is not told again.

    A command gives its name as `by`.

    Raises:
        NotPermitted, NotYourTurn: the officer may not, or the person lives elsewhere.
        ExpiryUnknown, NoSuchLetter, LetterUnfinished: there is nothing to tell, or the letter lacks a word.
    """
    if certificate.expires_on is None:
        raise ExpiryUnknown(str(certificate.pk))
    place = Standing.objects.filter(
        person=certificate.person_id, county=county, ended_by__isnull=True
    ).first()
    if place is None or not _here(place, by):
        raise NotYourTurn(str(certificate.pk))
    person = Person.objects.select_for_update().get(pk=certificate.person_id)
    reminder, new = CertificateReminder.objects.get_or_create(
        person=person,
        county=county,
        expires_on=certificate.expires_on,
        defaults={
            "division_code": place.division_code,
            "told_on": on,
            "how": how.strip(),
            "by": by if isinstance(by, str) else by.username,
        },
    )
    if new:
        _write_letter(reminder, person, on=on, at=at, by=by)
        detail = {"expires": str(certificate.expires_on), "how": reminder.how}
        record("casework.certificate.reminded", subject=f"person:{person.pk}", by=by, detail=detail)
    return reminder  # type: ignore[no-any-return]  # a manager cut to sight


def _here(place: Standing, by: Officer | str) -> bool:
    if isinstance(by, str):
        return True
    require(by, Permission.HAND_IN_CASES)
    low, high = by.acting_scope
    return low <= str(place.division_code) < high


def _write_letter(
    reminder: CertificateReminder, person: Person, *, on: date, at: datetime, by: Officer | str
) -> None:
    sheet = Sheet(
        kind=KIND,
        about=f"expiry:{reminder.expires_on}",
        county=reminder.county,
        division_code=reminder.division_code,
        person=person,
        pack=pack_of(reminder.county, Month.of(on)),
    )
    words: dict[str, Wording | str] = {
        "day": day(on),
        "applicant": person.name,
        "person": person.name,
        "expires_on": day(reminder.expires_on),
        **office_of(reminder.division_code),
    }
    write_letter(sheet, lambda number: {"number": number, **words}, on=on, at=at, by=by)
