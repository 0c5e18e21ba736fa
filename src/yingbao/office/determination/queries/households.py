"""What is owed per household (按户发放): each household of the register once, whoever of it is entitled.

A person's household is the one the lists name for the last day of the month. Someone in none, or in two at
once, is told apart and in no sum. A household's amount is what the facts of its entitled members give, as far
as it is known of any of them; where they give different amounts nobody can say which is right, and none is
counted.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import polars as pl
from django.db import connection
from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery

from yingbao.law.packs import Pack
from yingbao.office.determination.both_rules import YES
from yingbao.office.determination.choices import Outcome
from yingbao.office.determination.models import Decision
from yingbao.office.register.models import Membership
from yingbao.office.register.queries.recorded_time import known_at
from yingbao.values.money import Money
from yingbao.values.month import Month


@dataclass(frozen=True)
class Households:
    """How a sum of what is owed per household came about, and what is not in it."""

    # Households whose amount is in the sum, each once.
    counted: int
    # Households whose amount is not known of any entitled member.
    without_amount: int
    # Households of whose entitled members the facts give different amounts.
    contradicting: int
    # Entitled persons whose household is not known.
    persons_apart: int
    owed_fen: Money

    @property
    def anyone(self) -> bool:
        """Whether anyone is entitled, in the sum or not."""
        return any((self.counted, self.without_amount, self.contradicting, self.persons_apart))


NO_HOUSEHOLDS = Households(0, 0, 0, 0, Money(0))


def owed_per_household(pack: Pack) -> frozenset[str]:
    """Return the programmes that owe money to households and not to each person of them."""
    return frozenset(p.id for p in pack.of(("household",)) if p.pays and p.pays.in_money)


def get_households(*, county: str, month: Month, horizon: int | None) -> dict[int, int]:
    """Return the household of everyone who is in exactly one on the last day of a month."""
    rows = _the_only(_memberships(month, horizon).filter(household__county=county))
    return dict(rows.values_list("person_id", "household"))


def count_households(
    decisions: QuerySet[Decision], *, month: Month, programmes: Collection[str]
) -> dict[str, Households]:
    """Return what these decisions owe per household, by programme; who is entitled to none is in none."""
    if not programmes:
        return {}
    theirs = _memberships(month, None).filter(
        person=OuterRef("person_id"), household__county=OuterRef("county")
    )
    by_household = (
        decisions.filter(grants__outcome=Outcome.YES, grants__programme__in=sorted(programmes))
        .annotate(household=Subquery(_the_only(theirs).values("household")))
        .values("grants__programme", "household")
        .annotate(persons=Count("grants"), low=Min("grants__amount_fen"), high=Max("grants__amount_fen"))
        .order_by()
        .values_list("grants__programme", "household", "persons", "low", "high")
    )
    made, values = by_household.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(SUMS.format(made=made), values)
        return {name: _households(*map(int, counts)) for name, *counts in cursor.fetchall()}


SUMS = """
WITH owed (programme, household, persons, low, high) AS ({made})
SELECT programme,
    COUNT(CASE WHEN household IS NOT NULL AND low = high THEN 1 END),
    COUNT(CASE WHEN household IS NOT NULL AND low IS NULL THEN 1 END),
    COUNT(CASE WHEN household IS NOT NULL AND low <> high THEN 1 END),
    COALESCE(SUM(CASE WHEN household IS NULL THEN persons END), 0),
    COALESCE(SUM(CASE WHEN household IS NOT NULL AND low = high THEN low END), 0)
FROM owed GROUP BY programme
"""


def _households(counted: int, without: int, contradicting: int, apart: int, fen: int) -> Households:
    return Households(counted, without, contradicting, apart, Money(fen))


def _memberships(month: Month, horizon: int | None) -> QuerySet[Membership]:
    """The memberships that held on the last day of a month, as known at a horizon; None means now."""
    day = month.last_day
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    return Membership.objects.filter(known_at(horizon), begun, Q(valid_to=None) | Q(valid_to__gte=day))


def _the_only(memberships: QuerySet[Membership]) -> QuerySet[Membership, dict[str, int]]:
    """Return person and household of whoever is in one household and no other."""
    by_person = (
        memberships.order_by()
        .values("person_id")
        .annotate(last=Max("household_id"), household=Min("household_id"))
    )
    return by_person.filter(household=F("last")).values("person_id", "household")


@dataclass(frozen=True)
class OncePerHousehold:
    """The answers of yes to what is owed per household, under one set of rules.

    `answers` has programme, row and household; `homes` has programme, household and the lowest and highest
    amount its members' facts give.
    """

    places: frozenset[int]
    answers: pl.DataFrame
    homes: pl.DataFrame

    def count(self, place: int) -> Households:
        """Return how the sum of one programme comes about."""
        homes = self.homes.filter(pl.col("programme") == place)
        same = homes.filter(pl.col("low") == pl.col("high"))
        without = homes["low"].null_count()
        apart = self.answers.filter(pl.col("programme") == place)["household"].null_count()
        return Households(
            counted=same.height,
            without_amount=without,
            contradicting=homes.height - same.height - without,
            persons_apart=apart,
            owed_fen=Money(int(same["low"].sum())),
        )

    def sums(self, told: pl.Series) -> Mapping[tuple[int, str], Money]:
        """Return what is owed by programme and by what is told of each row of the facts.

        A household with members in several slices is in each of them, once.
        """
        sliced = self.answers.with_columns(told.gather(self.answers["row"]).alias("slice"))
        once = sliced.select("programme", "slice", "household").unique()
        same = self.homes.filter(pl.col("low") == pl.col("high"))
        summed = (
            once.join(same, on=["programme", "household"])
            .group_by("programme", "slice")
            .agg(pl.col("low").sum())
        )
        return {(place, name): Money(fen) for place, name, fen in summed.iter_rows()}


def once_per_household(
    compared: pl.DataFrame, side: str, households: pl.Series, places: frozenset[int]
) -> OncePerHousehold:
    """Return what the programmes at these places owe per household on one side of compared answers.

    `households` is by row of the facts, empty where the household is not known.
    """
    asked = compared.filter(pl.col("programme").is_in(sorted(places)) & (pl.col(side) == YES))
    answers = asked.select(
        "programme",
        "row",
        households.gather(asked["row"]).alias("household"),
        pl.col(f"{side}_fen").alias("fen"),
    )
    homes = (
        answers.drop_nulls("household")
        .group_by("programme", "household")
        .agg(pl.col("fen").min().alias("low"), pl.col("fen").max().alias("high"))
    )
    return OncePerHousehold(places, answers, homes)
