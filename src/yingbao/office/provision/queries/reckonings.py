"""Which months were reckoned, and which must be: for the first time, or again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from yingbao.office.casework.models import Award, AwardChange
from yingbao.office.determination.choices import RunState, Scope
from yingbao.office.determination.models import Run
from yingbao.office.determination.packs import looking_once, pack_of
from yingbao.office.provision.choices import Cause, ReckoningState
from yingbao.office.provision.models import Freezing, Reckoning
from yingbao.office.provision.programmes import Payable, lapse_terms, payable_in
from yingbao.values.month import Month


def get_next_reckoning() -> Reckoning | None:
    """Return the reckoning to be done next, of the earliest month; one a killed worker left waits too.

    A month may keep what the month before owed: the earlier goes first.
    """
    waiting = Reckoning.objects.filter(state__in=[ReckoningState.ASKED, ReckoningState.RUNNING])
    return waiting.order_by("month", "id").first()


def get_last_reckoning(county: str, month: Month) -> Reckoning | None:
    """Return the last finished reckoning of a month."""
    done = Reckoning.objects.filter(county=county, month=month.first_day, state=ReckoningState.FINISHED)
    return done.order_by("-id").first()


def get_latest_reckoned(county: str) -> Month | None:
    """Return the last month that was reckoned."""
    done = Reckoning.objects.filter(county=county, state=ReckoningState.FINISHED)
    latest = done.aggregate(month=Max("month"))["month"]
    return Month.of(latest) if latest else None


def get_complete_runs(county: str, until: Month) -> dict[Month, Run]:
    """Return the last complete run of each determined month of a county, up to a month."""
    runs = Run.objects.filter(
        county=county,
        month__lte=until.first_day,
        state=RunState.FINISHED,
        scope__in=[Scope.EVERYONE, Scope.TOUCHED],
    )
    return {Month.of(run.month): run for run in runs.select_related("layout").order_by("id")}


def get_newest_finished(county: str) -> int | None:
    """Return the number of the newest finished run of a county: how far its recorded time has come."""
    newest: int | None = Run.objects.filter(county=county, state=RunState.FINISHED).aggregate(n=Max("id"))[
        "n"
    ]
    return newest


def count_bearing(county: str, month: Month) -> int:
    """Return how many awards of a county, and changes of them, bear on a month."""
    return _Bearing.of(county).on(month)


def list_stale_months(county: str, until: Month) -> list[Month]:
    """Return the months of a county that must be reckoned, up to a month; the earliest first.

    Such a month was determined, and awards bear on it. It was never reckoned; or since it was, it or a month
    whose answer may owe it arrears was determined again, awards or changes of them were added, months of
    grace or of arrears were confirmed, or what the month before owes turned out otherwise.
    """
    bearing = _Bearing.of(county)
    if not bearing.awards:
        return []
    last, newest = _last_reckonings(county), _newest_runs(county)
    with looking_once():
        return [
            month
            for month in sorted(get_complete_runs(county, until))
            if bearing.on(month) and _is_stale(month, bearing.on(month), last, newest)
        ]


def keeps_what_changed(county: str, month: Month) -> bool:
    """Whether the month before turned out otherwise since a month was reckoned that may keep what it owes."""
    done, before = get_last_reckoning(county, month), get_last_reckoning(county, month - 1)
    return done is not None and _found_since(done, before)


def _is_stale(month: Month, bears: int, last: Mapping[Month, Reckoning], newest: Mapping[Month, int]) -> bool:
    done = last.get(month)
    if done is None or done.bearing != bears:
        return True
    if _found_since(done, last.get(month - 1)):
        return True
    payable = _payable(done.county, month)
    return lapse_terms(payable) != done.terms or _ran_since(done, month, newest, payable)


def _payable(county: str, month: Month) -> Mapping[str, Payable]:
    return payable_in(pack_of(county, month), month)


def found_anything(reckoning: Reckoning) -> bool:
    """Whether a reckoning made a due."""
    return any(cause in reckoning.counts for cause in Cause.values)


def _found_since(done: Reckoning, before: Reckoning | None) -> bool:
    return before is not None and before.pk > done.pk and found_anything(before)


def _ran_since(
    done: Reckoning, month: Month, newest: Mapping[Month, int], payable: Mapping[str, Payable]
) -> bool:
    """Whether answers that bear on a month changed after it was reckoned."""
    news = [each for each, run in newest.items() if run > (done.run_id or 0)]
    if month in news or not news:
        return month in news
    terms = [each.terms for each in payable.values()]
    first = month - max((each.grace_months for each in terms), default=0)
    last = month + max((each.back_months for each in terms), default=0)
    return any(first <= each <= last for each in news)


def _last_reckonings(county: str) -> dict[Month, Reckoning]:
    done = Reckoning.objects.filter(county=county, state=ReckoningState.FINISHED)
    return {Month.of(each.month): each for each in done.order_by("id")}


def _newest_runs(county: str) -> dict[Month, int]:
    """The newest run of each month that changed an answer."""
    changed = Q(counts__written__gt=0) | Q(counts__ended__gt=0)
    finished = Run.objects.filter(changed, county=county, state=RunState.FINISHED)
    rows = finished.order_by("month").values_list("month").annotate(newest=Max("id"))
    return {Month.of(day): newest for day, newest in rows}


@dataclass(frozen=True)
class _Bearing:
    """How many awards begin, are changed, and how many premiums are frozen, by month.

    Awards carried over bear on all.
    """

    carried: int
    awards: int
    by_month: Mapping[Month, int]

    @classmethod
    def of(cls, county: str) -> "_Bearing":
        awards = Award.objects.filter(county=county)
        carried = awards.filter(carried_from__isnull=False).count()
        begun = awards.filter(carried_from=None).values_list("first_month").annotate(n=Count("id"))
        changes = AwardChange.objects.filter(award__county=county)
        changed = changes.values_list("from_month").annotate(n=Count("id"))
        frozen = Freezing.objects.filter(county=county).values_list("month").annotate(n=Count("id"))
        counted: Counter[Month] = Counter()
        for day, many in [
            *begun.order_by("first_month"),
            *changed.order_by("from_month"),
            *frozen.order_by("month"),
        ]:
            counted[Month.of(day)] += many
        return cls(carried, carried + sum(counted.values()), counted)

    def on(self, month: Month) -> int:
        """Return how many bear on a month."""
        return self.carried + sum(many for first, many in self.by_month.items() if first <= month)
