"""Two officers publish the same cases at the same moment: one notice stands, the other is told."""

import threading

import pytest
from django.db import connection

from tests.office.casework.desk import approved, day, entitled, open_offices
from tests.people import make_cast
from yingbao.office.access.sight import seeing_all
from yingbao.office.casework.actions.acting import NotYourTurn
from yingbao.office.casework.actions.objecting import Objecting, object_to
from yingbao.office.casework.actions.publishing import publish
from yingbao.office.casework.course import NotNow
from yingbao.office.casework.models import CaseAct, NoticeLine, Objection, PublicNotice


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_make_one_notice() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    cast = make_cast()
    open_offices()
    cases = [approved(cast, entitled(name)) for name in ("王秀兰", "李秀英")]
    together, told = threading.Barrier(2), []

    def put_up(order: int) -> None:
        together.wait()
        try:
            # Chosen in another order: locked in the same one, so that neither waits for the other forever.
            with seeing_all(reason="tests"):
                publish(cases=cases[::order], by=cast.wu_gang, **day(4))
        except (NotNow, NotYourTurn) as refused:
            told.append(type(refused))
        finally:
            connection.close()

    officers = [threading.Thread(target=put_up, args=[order]) for order in (1, -1)]
    for each in officers:
        each.start()
    for each in officers:
        each.join()

    assert told == [NotNow]
    assert (PublicNotice.objects.count(), NoticeLine.objects.count()) == (1, 2)
    assert CaseAct.objects.filter(kind="published").count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_objection_sent_twice_at_once_is_one() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    cast = make_cast()
    open_offices()
    publish(cases=[approved(cast, entitled())], by=cast.wu_gang, **day(4))
    line, together = NoticeLine.objects.get(), threading.Barrier(2)
    received: list[int] = []

    def send() -> None:
        together.wait()
        with seeing_all(reason="tests"):
            said = Objecting("她不住在本村", "邻居", "13800000000")
            received.append(object_to(line=line, objecting=said, sent_from="10.0.0.1", **day(5)).pk)
        connection.close()

    senders = [threading.Thread(target=send) for _ in range(2)]
    for each in senders:
        each.start()
    for each in senders:
        each.join()

    assert len(received) == 2
    assert set(received) == {Objection.objects.get().pk}
