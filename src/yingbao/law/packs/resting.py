"""Money and the values it rests on: which of them no document confirms yet."""

from collections.abc import Iterable, Iterator

from yingbao.law.packs.pack import Pack
from yingbao.law.packs.parameters import DatedParameter
from yingbao.law.rules.programmes import parameters_of_programme
from yingbao.values.month import Month
from yingbao.values.sure import Sure


def assumed_values(pack: Pack, programme_id: str, start: Month, end: Month) -> list[DatedParameter]:
    """Return the values that decide a programme in some of these months and are assumed then (待核).

    Of a programme the pack does not have, there are none.
    """
    written = next((programme for programme in pack.programmes if programme.id == programme_id), None)
    named = parameters_of_programme(written) if written else ()
    return [pack.parameters[name] for name in named if _assumed(pack.parameters[name], start, end)]


def assumed_values_of(pack: Pack, programme_ids: Iterable[str], month: Month) -> list[DatedParameter]:
    """Return the assumed values several programmes rest on in a month, each once."""
    found = {
        parameter.id: parameter
        for programme_id in programme_ids
        for parameter in assumed_values(pack, programme_id, month, month)
    }
    return list(found.values())


def _assumed(parameter: DatedParameter, start: Month, end: Month) -> bool:
    return any(dated_sure is Sure.ASSUMED for dated_sure in _in_force(parameter, start, end))


def _in_force(parameter: DatedParameter, start: Month, end: Month) -> Iterator[Sure]:
    """Give how sure each value is that is in force in some of the months."""
    following = [dated.start for dated in parameter.values[1:]]
    for dated, ended in zip(parameter.values, [*following, None], strict=True):
        if dated.start <= end and (ended is None or ended > start):
            yield dated.sure
