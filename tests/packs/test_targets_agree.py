"""What an indicator is to reach is what the programme it counts goes by: one figure, not two that may part."""

from collections.abc import Iterator

from tests.packs.loaded import DISTRICTS, pack_of
from yingbao.law.packs import Pack
from yingbao.law.packs.carrying import of_programme
from yingbao.law.packs.indicators import Indicator
from yingbao.law.packs.records import records_of
from yingbao.law.rules.programmes import WrittenProgramme


def counted(pack: Pack) -> Iterator[tuple[Indicator, WrittenProgramme]]:
    """The indicators that count deliveries of a programme which names a number itself.

    What is owed to a place names how many; what is owed to persons does so where it goes by a number.
    """
    programmes = {programme.id: programme for programme in pack.programmes}
    for indicator in records_of(pack).indicators.values():
        reached = indicator.reached
        if not reached or reached.how != "delivered" or indicator.unit == "percent":
            continue
        programme = programmes[reached.name]
        if indicator.target.value and (programme.subject == "division" or programme.particulars.goes_by):
            yield indicator, programme


def test_a_counted_target_is_a_value_of_its_programme() -> None:
    pairs = [(pack, *pair) for pack in (pack_of(name) for name in DISTRICTS) for pair in counted(pack)]
    apart = [
        (pack.id, indicator.id, programme.id)
        for pack, indicator, programme in pairs
        if indicator.target.value not in {each.number for each in of_programme(programme, pack).values}
    ]

    assert {indicator.id for _, indicator, _ in pairs} > {"homes_modified", "five_ones_households_served"}
    assert apart == []
