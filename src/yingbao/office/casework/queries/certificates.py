"""The life of certificates (残疾人证): about to expire, expired, frozen, annulled, moved away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.within import lies_within
from yingbao.office.casework.models import CertificateReminder
from yingbao.office.determination.packs import pack_of
from yingbao.office.register.choices import CertificateStatus
from yingbao.office.register.models import Certificate, Death, Hukou
from yingbao.values.division import DivisionCode
from yingbao.values.month import Month

TOWNSHIP = 9


class Life(StrEnum):
    """What became, or is about to become, of a certificate."""

    EXPIRING = "expiring"
    EXPIRED = "expired"
    FROZEN = "frozen"
    ANNULLED = "annulled"
    FREEZE = "freeze"  # registered elsewhere so long that it is to be frozen
    ANNUL = "annul"  # … to be annulled


@dataclass(frozen=True)
class Limits:
    """The months the rules name; None where they do not say."""

    reminder: int | None
    freeze: int | None
    annul: int | None


def limits_of(county: str, on: date) -> Limits:
    """Return how many months before expiry one is reminded, and after a move one is frozen or annulled."""
    month = Month.of(on)
    known = pack_of(county, month).parameters

    def months(name: str) -> int | None:
        dated = known[name].on(month) if name in known else None
        return dated.value if dated is not None and isinstance(dated.value, int) else None

    return Limits(
        months("certificate_reminder_months"),
        months("certificate_transfer_freeze_months"),
        months("certificate_transfer_annul_months"),
    )


def months_after(on: date, months: int) -> date:
    """Return the same day some months later, or earlier; the last of a month that has no such day."""
    month = Month.of(on) + months
    return min(month.first_day + timedelta(days=on.day - 1), month.last_day)


def certificates_in(low: str, high: str, county: str) -> QuerySet[Certificate]:
    """Return the certificates of record of the living in a range of divisions, each with its `place`."""
    dead = Death.objects.filter(person=OuterRef("person"), ended_by__isnull=True)
    rows: QuerySet[Certificate] = Certificate.objects.filter(
        ~Exists(dead),
        ended_by__isnull=True,
        valid_to__isnull=True,
        person__merged_into__isnull=True,
        person__standings__county=county,
        person__standings__ended_by__isnull=True,
        person__standings__division_code__gte=low,
        person__standings__division_code__lt=high,
    ).annotate(place=F("person__standings__division_code"))
    return rows


def of_life(rows: QuerySet[Certificate], life: Life, county: str, on: date) -> QuerySet[Certificate]:
    """Return the certificates of which this is true on a day; none where the rules name no months."""
    limits = limits_of(county, on)
    runs = Q(status=CertificateStatus.VALID)
    if life is Life.EXPIRING:
        if limits.reminder is None:
            return rows.none()
        return rows.filter(runs, expires_on__gte=on, expires_on__lte=months_after(on, limits.reminder))
    if life is Life.EXPIRED:
        return rows.filter(Q(status=CertificateStatus.EXPIRED) | runs & Q(expires_on__lt=on))
    if life in {Life.FROZEN, Life.ANNULLED}:
        return rows.filter(status=CertificateStatus(life.value))
    return _moved(
        rows.filter(status__in=[CertificateStatus.VALID, CertificateStatus.FROZEN]), life, limits, county, on
    )


def _moved(
    rows: QuerySet[Certificate], life: Life, limits: Limits, county: str, on: date
) -> QuerySet[Certificate]:
    months = limits.annul if life is Life.ANNUL else limits.freeze
    if months is None:
        return rows.none()
    away = Hukou.objects.filter(
        person=OuterRef("person"), ended_by__isnull=True, valid_to__isnull=True, valid_from__isnull=False
    ).exclude(lies_within(county))
    long = away.filter(valid_from__lte=months_after(on, -months))
    if life is Life.FREEZE:
        rows = rows.filter(status=CertificateStatus.VALID)
        if limits.annul is not None:
            long = long.filter(valid_from__gt=months_after(on, -limits.annul))
    return rows.filter(Exists(long))


def visible_certificates(officer: Officer) -> QuerySet[Certificate]:
    """Return the certificates of the living in the officer's division, each with its `place`."""
    if not may(officer, Permission.VIEW_PERSONS):
        nobody: QuerySet[Certificate] = Certificate.objects.none().annotate(place=F("kind"))
        return nobody
    low, high = officer.scope
    return certificates_in(low, high, officer.division_id[:6])


def expiring(county: str, on: date) -> QuerySet[Certificate]:
    """Return the certificates of a county that expire soon and of which nobody was told yet."""
    rows = of_life(certificates_in(*DivisionCode(county).range, county), Life.EXPIRING, county, on)
    return untold(rows, county).order_by("expires_on", "id")


def untold(rows: QuerySet[Certificate], county: str) -> QuerySet[Certificate]:
    """Leave out those whose holder was told of this very day of expiry."""
    told = CertificateReminder.objects.filter(
        person=OuterRef("person"), county=county, expires_on=OuterRef("expires_on")
    )
    return rows.filter(~Exists(told))


def count_by_township(rows: QuerySet[Certificate]) -> Mapping[str, int]:
    """Return how many there are by code of township."""
    counted = rows.order_by().annotate(township=Substr("place", 1, TOWNSHIP)).values("township")
    return {each["township"]: each["n"] for each in counted.annotate(n=Count("id")).order_by("township")}
