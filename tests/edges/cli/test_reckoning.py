"""yingbao reckon: what is owed, by reason; found again, nothing."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.office.determination.register_of import cover, holder
from tests.office.provision.awards import awarded
from tests.people import NOON, WULINGYUAN, Cast
from tests.programmes import compared_only  # noqa: F401  # a fixture
from yingbao.office.determination.actions import determine
from yingbao.values.month import Month

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("compared_only")]
JUNE = Month(2026, 6)


def reckon(*words: str) -> str:
    out = StringIO()
    call_command("reckon", WULINGYUAN, "2026-06", *words, stdout=out, stderr=out)
    return out.getvalue()


def code(*words: str) -> int:
    with pytest.raises(CommandError) as why:
        reckon(*words)
    return why.value.returncode


def test_what_is_owed_is_told_by_reason_once(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    awarded(holder("王秀兰"), JUNE)
    awarded(holder("李明"), JUNE, "no_such_programme")
    assert code() == 4  # the month was not determined
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="test")
    assert code("--by", "ran_jing") == 4  # of another county
    assert code("--by", "shen_ji") == 4  # may not

    told = reckon("--by", "xiang_dong")

    assert "\t1\t110.00" in told
    assert "no_such_programme\t1\t" in told
    assert "110.00" not in reckon()
