"""Lists that correct or complete others: mistyped months, parts of a whole, versions that come back."""

from pathlib import Path

import pytest

from tests.office.register.test_rosters import payees, receive
from tests.people import Cast
from tests.rosters import payee
from yingbao.office.register.actions.rosters.receiving import MonthOutOfReach
from yingbao.office.register.models import Source


@pytest.mark.parametrize("month", ["2062-06", "2026-08", "1999-12"])
def test_a_mistyped_month_is_refused_when_the_file_is_received(
    cast: Cast, tmp_path: Path, month: str
) -> None:
    path = payees(tmp_path, [payee(1)])

    with pytest.raises(MonthOutOfReach):
        receive(path, cast.xiang_dong, month=month)
    assert not Source.objects.exists()
    assert receive(path, cast.xiang_dong, month="2026-07").source.state == "received"
