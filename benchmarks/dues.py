"""What a county owes after a rate rose backwards: the dues found against every month answered anew.

`python -m benchmarks.dues sqlite` brings in the demo district of 武隆区 (12,000 persons), grants both
subsidies to everyone entitled in January, and finds what is owed from January to June 2026. Then the rates
rise from January on; all months are determined and reckoned again, and what is owed is compared with what
the plain reference engine says of each person and month. With `postgresql` the same on PostgreSQL.

`python -m benchmarks.dues month sqlite 30000` times the reckoning of a month: owed first, and found again.
"""

import os
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from benchmarks.ground import empty_product

if TYPE_CHECKING:
    from yingbao.values.month import Month

SUBSIDIES = ("living_allowance", "nursing_subsidy")
DISTRICT = "500156"
# Person, programme, month → fen.
Owed: TypeAlias = dict[tuple[int, str, "Month"], int]
RISEN = """
id: risen
name: {zh: 标准提高, en: Rates risen}
parameters:
  living_allowance_rate:
    values: [{from: 2026-01, value: 12345, sure: stated, source: benchmark}]
  nursing_subsidy_rate:
    values: [{from: 2026-01, value: {1: 13579, 2: 8999}, sure: stated, source: benchmark}]
"""


def owed_by_reference(
    county: str, months: Sequence["Month"], programmes: Collection[str] = SUBSIDIES
) -> Owed:
    """Return what is owed for each award and month, each answered by the reference engine from the facts.

    For awards that are in force from their first month on, and no others. A month not known is owed what the
    month before is.
    """
    from yingbao.law.engines import reference
    from yingbao.office.casework.models import Award
    from yingbao.office.determination.facts import by_name, get_facts
    from yingbao.office.determination.facts_sql import Question
    from yingbao.office.determination.packs import pack_of
    from yingbao.office.register.queries.recorded_time import get_horizon

    awards = list(Award.objects.filter(county=county, programme__in=programmes))
    persons = sorted({award.person_id for award in awards})
    owed: Owed = {}
    for month in months:
        rules = pack_of(county, month).only(programmes).for_month(month)
        facts = get_facts(Question(county, month, get_horizon()), rules.facts, persons)
        for award in awards:
            if month.first_day < award.first_month:
                continue
            key = (award.person_id, award.programme, month)
            known = by_name(rules.facts, facts[award.person_id])
            answer = reference.determine_one(rules, rules.by_id[award.programme], known)
            if answer.outcome is False:
                owed[key] = 0
            elif answer.outcome and answer.amount_fen is not None:
                owed[key] = answer.amount_fen
            else:
                owed[key] = owed.get((award.person_id, award.programme, month - 1), 0)
    return owed


def owed_by_dues(county: str, months: Sequence["Month"]) -> Owed:
    """Return the sums of the dues, by person, programme and month."""
    from django.db.models import Sum

    from yingbao.office.provision.models import Due
    from yingbao.values.month import Month

    days = [month.first_day for month in months]
    found = Due.objects.filter(county=county, period__in=days).order_by()
    rows = found.values_list("person_id", "programme", "period").annotate(fen=Sum("amount"))
    return {(person, programme, Month.of(day)): fen for person, programme, day, fen in rows}


def disagreements(county: str, months: Sequence["Month"]) -> list[tuple[tuple[int, str, "Month"], int, int]]:
    """Return where the dues and the reference engine differ: of what, and what each of them says."""
    found, right = owed_by_dues(county, months), owed_by_reference(county, months)
    keys = sorted(found.keys() | right.keys(), key=lambda key: (key[2], key[1], key[0]))
    return [
        (key, found.get(key, 0), right.get(key, 0)) for key in keys if found.get(key, 0) != right.get(key, 0)
    ]


def grant_all(county: str, month: "Month", programmes: Iterable[str] = SUBSIDIES) -> int:
    """Give an award from a month on to everyone entitled in it; return how many."""
    from django.utils import timezone

    from yingbao.office.casework.models import Award
    from yingbao.office.determination.models import Decision
    from yingbao.office.register.models import Source, Standing

    places = dict(
        Standing.objects.filter(county=county, ended_by=None).values_list("person_id", "division_code")
    )
    entitled = (
        Decision.objects.filter(county=county, run_to=None, month_from__lte=month.first_day)
        .exclude(month_to__lt=month.first_day)
        .filter(grants__outcome="yes", grants__programme__in=list(programmes))
        .order_by("person_id", "grants__programme")
        .values_list("person_id", "grants__programme", "grants__amount_fen")
    )
    source = Source.objects.order_by("id").first()
    awards = [
        Award(
            number=f"B{person}-{programme}", county=county, division_code=places[person], person_id=person,
            programme=programme, carried_from=source, amount_fen=fen, per="month",
            first_month=month.first_day,
            pack_id=f"cn-{county}", pack_digest="", grounds={}, decided_by="benchmark",
            decided_on=month.first_day, made_at=timezone.now(),
        )
        for person, programme, fen in entitled
    ]  # fmt: skip
    return len(Award.objects.bulk_create(awards, batch_size=5000))


def lay_over(text: str) -> None:
    """Let every pack say this from now on."""
    from yingbao.law.packs import Overlay
    from yingbao.office.determination import packs

    whole = packs._load
    risen = Overlay("risen", Path("risen.yaml"), text)
    packs._load = lambda folder, pack, laid, stamp: whole(folder, pack, (*laid, risen), stamp)  # type: ignore[assignment]


def compare_with_reference() -> None:
    """Bring in the demo district, let the rates rise backwards, and compare."""
    from demo import generate, load
    from yingbao.values.month import Month

    home = Path(os.environ["YINGBAO_HOME"]) / "demo"
    generate.generate(home, only=DISTRICT)
    load.open_offices((DISTRICT,))
    from demo import accounts

    accounts.create((DISTRICT,))
    for _ in timed("bring in", load.bring_in_all(home, (DISTRICT,))):
        pass
    months = [Month(2026, n) for n in range(1, 7)]
    determine_all(months)
    print(f"{grant_all(DISTRICT, months[0]):,} awards", flush=True)
    for turn in ("owed first", "rates risen"):
        for month, counts in reckon_all(months):
            print(f"{turn} {month}: {counts}", flush=True)
        wrong = disagreements(DISTRICT, months)
        print(f"{turn}: {len(owed_by_dues(DISTRICT, months)):,} sums, {len(wrong)} differ from the engine")
        if wrong:
            raise SystemExit(str(wrong[:5]))
        if turn == "owed first":
            lay_over(RISEN)
            determine_all(months)
    again = [counts for _, counts in reckon_all(months) if counts]
    print(f"found again: {len(again)} months with anything new")
    if again:
        raise SystemExit(str(again))


def determine_all(months: Iterable["Month"]) -> None:
    """Determine months of the district; the work lists are another matter."""
    from benchmarks.month import with_lists

    for month in months:
        with_lists(str(month), lists=False)


def reckon_all(months: Iterable["Month"]) -> Iterator[tuple["Month", Mapping[str, object]]]:
    """Reckon months of the district, and give what was found."""
    from django.utils import timezone

    from yingbao.office.provision.actions.reckoning import reckon

    for month in months:
        now = timezone.now()
        yield month, reckon(county=DISTRICT, month=month, on=date(2026, 6, 30), at=now, by="benchmark").counts


def time_month(count: int) -> None:
    """Time the reckoning of months of so many persons."""
    from benchmarks import register
    from benchmarks.month import with_lists
    from yingbao.values.month import Month

    assert register.COUNTY == DISTRICT  # noqa: S101
    register.fill(count)
    register.finish()
    months = [Month(2026, 5), Month(2026, 6), Month(2026, 7)]
    for month in months:
        with_lists(str(month), lists=False)
    print(f"{grant_all(DISTRICT, months[0]):,} awards of {count:,} persons", flush=True)
    for turn in ("first", "again"):
        for month in months:
            begun = time.perf_counter()
            ((_, counts),) = reckon_all([month])
            print(f"{turn} {month}: {time.perf_counter() - begun:.2f} s {counts}", flush=True)


def timed(what: str, work: Iterable[object]) -> Iterator[object]:
    """Give what a work gives, and say how long it took."""
    begun = time.perf_counter()
    yield from work
    print(f"{what}: {time.perf_counter() - begun:.1f} s", flush=True)


def main() -> None:
    """Set up an empty product and do what is asked."""
    words = [each for each in sys.argv[1:] if each != "month"]
    with empty_product(words[0]):
        from django.conf import settings
        from django.core.management import call_command

        from yingbao.office.access.sight import seeing_all
        from yingbao.office.register.sealing import write_new_keys

        write_new_keys(settings.KEY_FILE)
        call_command("migrate", verbosity=0, skip_checks=True)
        with seeing_all(reason="benchmark"):
            time_month(int(words[1])) if sys.argv[1] == "month" else compare_with_reference()


if __name__ == "__main__":
    main()
