"""How many months a renewed certificate pays back stands with the programme, marked, until two officers say."""

import html
from typing import Any

import pytest

from tests.people import WULINGYUAN, Cast
from tests.web.conftest import SignIn
from yingbao.office.determination.packs import pack_of
from yingbao.office.rulebook.models import Amendment
from yingbao.values.month import Month
from yingbao.values.sure import Sure

pytestmark = pytest.mark.django_db
PROGRAMME = "/programmes/nursing_subsidy"
LAPSES = {
    "allowance_arrears_months": "残疾人证续办后最多补发月数",
    "certificate_grace_months": "残疾人证到期后的宽限月数",
}


@pytest.mark.parametrize("name", LAPSES)
def test_it_is_shown_and_confirmed_on_screen(
    cast: Cast, sign_in: SignIn, django_capture_on_commit_callbacks: Any, name: str
) -> None:
    first, second = sign_in("zhou_min"), sign_in("xiang_dong")

    def shown() -> str:
        page = html.unescape(first.get(PROGRAMME).content.decode())
        begin = page.index(f'id="{name}"')
        return page[begin : page.index("</table>", begin)]

    assert LAPSES[name] in shown()
    assert "待核" in shown()
    assert f"/values/{name}/confirm/2016-01" in shown()
    told = {"value_0": "3", "start": "2026-01", "act": "propose", "reason": "区里定了办法"}
    first.post(f"/values/{name}/change", {**told, "source": "武陵源区民政局〔2026〕2号"})
    with django_capture_on_commit_callbacks(execute=True):
        second.post(f"/amendments/{Amendment.objects.get().pk}/decide", {"verdict": "approve"})

    dated = pack_of(WULINGYUAN, Month(2026, 1)).parameters[name].on(Month(2026, 1))
    assert dated is not None
    assert (dated.value, dated.sure) == (3, Sure.STATED)
    assert "武陵源区民政局〔2026〕2号" in shown()
