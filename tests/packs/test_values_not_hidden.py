"""A value a province or district knows is not hidden by a later “unknown” of a pack above it."""

from collections.abc import Mapping

import pytest

from tests.packs.loaded import DISTRICTS, POLICY, pack_of
from yingbao.law.packs.parameters import DatedValue


def known(dated: DatedValue) -> bool:
    values = dated.value.values() if isinstance(dated.value, Mapping) else (dated.value,)
    return any(value is not None for value in values)


@pytest.mark.parametrize("district", DISTRICTS)
def test_no_unknown_from_above_ends_what_is_known_below(district: str) -> None:
    pack = pack_of(district)
    height = {name: depth for depth, name in enumerate(pack.lineage)}

    def depth(dated: DatedValue) -> int:
        return height[dated.place.file.relative_to(POLICY / "packs").parts[0]]

    hidden = [
        (parameter.id, str(later.start))
        for parameter in pack.parameters.values()
        for earlier, later in zip(parameter.values, parameter.values[1:], strict=False)
        if known(earlier) and not known(later) and depth(later) < depth(earlier)
    ]
    assert hidden == []
