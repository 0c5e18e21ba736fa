"""What the awards in force will still cost a county until the end of a year."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Sum

from yingbao.office.access.within import lies_within
from yingbao.office.payments.models import Discharge
from yingbao.office.provision.choices import Per, ReckoningState
from yingbao.office.provision.models import Due, Reckoning
from yingbao.values.month import Month

MONTHS = 12


@dataclass(frozen=True)
class Forecast:
    """What a programme will still cost until the end of a year.

    `open_fen` is owed and on no roll yet; `monthly_fen` was owed for the newest month reckoned, and is owed
    for each of the `months_left` after it if nothing changes. None: the year was not reckoned, or the
    programme is owed by other periods than months, so nobody knows what the rest of the year owes.
    """

    newest: Month | None
    monthly_fen: int | None
    months_left: int
    open_fen: int

    @property
    def coming_fen(self) -> int | None:
        """Return what is still to be spent, in fen; None: not known."""
        return None if self.monthly_fen is None else self.open_fen + self.monthly_fen * self.months_left


def forecasts_of(county: str, year: int) -> dict[str, Forecast]:
    """Return the forecast of each programme that owes anything for the year, or still for one before it."""
    reckoned = get_newest_reckoned(county, year)
    newest = Month.of(reckoned.month) if reckoned else None
    left = MONTHS - newest.month if newest else 0
    dues = Due.objects.filter(
        lies_within(county), unit="fen", period__lte=Month(year, MONTHS).first_day
    ).order_by()
    of_year = dues.filter(period__year=year)
    other = set(of_year.exclude(per=Per.MONTH).values_list("programme", flat=True).distinct())
    monthly = _owed(of_year, newest)
    is_open = dues.filter(~Exists(Discharge.objects.filter(due=OuterRef("pk"), alive=True)))
    programmes = {*of_year.values_list("programme", flat=True).distinct()}
    programmes |= {*is_open.values_list("programme", flat=True).distinct()}
    forecasts = {}
    for programme in sorted(programmes):
        known = newest is not None and programme not in other
        forecasts[programme] = Forecast(
            newest, monthly.get(programme, 0) if known else None, left, _open_fen(is_open, programme)
        )
    return forecasts


def get_newest_reckoned(county: str, year: int) -> Reckoning | None:
    """Return the newest finding of what is owed for the newest month of a year."""
    done = Reckoning.objects.filter(county=county, state=ReckoningState.FINISHED, month__year=year)
    return done.order_by("-month", "-id").first()


def _owed(dues: QuerySet[Due], month: Month | None) -> dict[str, int]:
    if month is None:
        return {}
    sums = dues.filter(period=month.first_day).values_list("programme").annotate(sum=Sum("amount"))
    return dict(sums)


def _open_fen(dues: QuerySet[Due], programme: str) -> int:
    # What is open below nought of one award is to be recovered from one person; it pays nobody else.
    by_award = dues.filter(programme=programme).values("award").annotate(sum=Sum("amount")).filter(sum__gt=0)
    return by_award.aggregate(fen=Sum("sum"))["fen"] or 0
