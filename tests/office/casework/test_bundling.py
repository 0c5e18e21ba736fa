"""The same page confirmed twice at the same moment: one bundle, and one act in each case."""

import threading

import pytest
from django.db import connection

from tests.office.casework.desk import accepted, day, entitled, open_offices
from tests.people import make_cast
from yingbao.office.access.sight import seeing_all
from yingbao.office.casework.actions.bundling import Same, ask_bundle, carry_out
from yingbao.office.casework.choices import ActKind, BundleOutcome
from yingbao.office.casework.models import Bundle, BundleCase, CaseAct


@pytest.mark.django_db(transaction=True)
def test_a_page_confirmed_twice_at_once_is_one_bundle() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    cast = make_cast()
    open_offices()
    cases = [accepted(cast, entitled(name)).pk for name in ("王秀兰", "李秀英", "田小妹")]
    together = threading.Barrier(2)
    asked: list[int] = []

    def confirm() -> None:
        same = Same(ActKind.PASSED, "情况属实", by=cast.wu_gang, **day(1))
        together.wait()
        with seeing_all(reason="tests"):
            bundle = ask_bundle(key="a page", cases=cases, same=same)
            carry_out(bundle=bundle, at=same.at, by=same.by)
        asked.append(bundle.pk)
        connection.close()

    clicks = [threading.Thread(target=confirm) for _ in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()

    assert asked == [Bundle.objects.get().pk] * 2
    assert set(BundleCase.objects.values_list("outcome", flat=True)) == {BundleOutcome.DONE}
    assert CaseAct.objects.filter(kind=ActKind.PASSED).count() == 3


@pytest.mark.django_db
def test_the_same_key_of_another_officer_is_another_bundle() -> None:
    cast = make_cast()
    open_offices()
    case = accepted(cast, entitled())
    bundles = [
        ask_bundle(key="k", cases=[case.pk], same=Same(ActKind.PASSED, "", by=by, **day(1)))
        for by in (cast.wu_gang, cast.zhou_min, cast.wu_gang)
    ]

    assert bundles[0] == bundles[2]
    assert bundles[0] != bundles[1]
