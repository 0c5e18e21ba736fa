"""Lists of cases and awards are cut to the township of the address, and to nothing by what is no township."""

import pytest

from tests.people import JUNDIPING, WULINGYUAN, XIEHE, XIEHE_VILLAGE, make_cast, make_person
from yingbao.edges.web.searching import lies_in
from yingbao.office.register.models import Standing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "seen"),
    [(XIEHE, 1), (XIEHE_VILLAGE, 1), (JUNDIPING, 0), (WULINGYUAN, 1), ("43081120", 0), ("x", 0)],
)
def test_rows_of_a_place_and_below_it(code: str, seen: int) -> None:
    make_cast()
    make_person("王秀兰", XIEHE_VILLAGE)

    assert Standing.objects.filter(lies_in(code)).count() == seen
