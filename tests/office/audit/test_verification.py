"""Whatever is altered, deleted, reordered, cut off or rewound in the book is found and named."""

from concurrent.futures import ProcessPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.office.audit.tampering import AT, tamper, write_book
from yingbao.office.audit import digesting
from yingbao.office.audit.actions import record, seal_acts
from yingbao.office.audit.anchors import NotAnAnchor, read_anchors, write_anchor
from yingbao.office.audit.models import Act, Seal
from yingbao.office.audit.queries import rows
from yingbao.office.audit.verification import Anchored, Fault, Misfit, verify_book

pytestmark = pytest.mark.django_db


def anchored() -> Anchored:
    last = Seal.objects.order_by("-number").first()
    assert last is not None
    return Anchored(last.number, last.digest)


def first(*anchors: Anchored) -> Misfit | None:
    told = verify_book(anchors).told
    return told[0] if told else None


def test_an_untouched_book_fits() -> None:
    write_book()
    record("a.b.c", by="yingbao work")

    found = verify_book([anchored()])
    assert (found.seals, found.sealed, found.unsealed, found.told) == (3, 12, 1, [])
    assert found.digest == anchored().digest


def test_a_large_book_is_digested_beside_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []

    class Counted(ProcessPoolExecutor):
        def __init__(self, count: int, *rest: Any) -> None:
            started.append(count)
            super().__init__(count, *rest)

    monkeypatch.setattr(rows, "AT_ONCE", 2)
    monkeypatch.setattr(digesting, "LARGE", 12)
    monkeypatch.setattr(digesting, "ProcessPoolExecutor", Counted)
    ((one, *_), (_, two, *_), (*_, three)) = write_book()
    assert verify_book().fits
    tamper(
        f"UPDATE audit_act SET reason = 'another' WHERE id = {one}",
        f"UPDATE audit_act SET detail = '{{\"row\": 1}}' WHERE id = {two}",
        f"DELETE FROM audit_act WHERE id = {three}",
    )

    assert verify_book().told == [
        Misfit(Fault.ACT_ALTERED, 1, one),
        Misfit(Fault.ACT_ALTERED, 2, two),
        Misfit(Fault.ACT_MISSING, 3, three),
    ]
    assert started == [digesting.PROCESSES] * 2


def test_an_empty_book_fits() -> None:
    assert verify_book().fits


CHANGED = {
    "at": "'2026-06-16 04:00:00+00'" if connection.vendor == "postgresql" else "'2026-06-16 04:00:00'",
    "by": "'someone'",
    "role": "'auditor'",
    "division": "'430811'",
    "stands_in_for": "'someone'",
    "verb": "'a.b.d'",
    "subject": "'person:99'",
    "reason": "'another'",
    "detail": """'{"row": 1}'""",
}


def test_every_column_of_an_act_is_guarded() -> None:
    columns = {field.column for field in Act._meta.fields} - {"id"}

    assert set(CHANGED) == columns


@pytest.mark.parametrize("column", CHANGED)
def test_an_act_altered_in_any_column_is_named(column: str) -> None:
    (_, (_, act, *_), _) = write_book()
    tamper(f'UPDATE audit_act SET "{column}" = {CHANGED[column]} WHERE id = {act}')

    assert verify_book().told == [Misfit(Fault.ACT_ALTERED, 2, act)]


def test_one_microsecond_is_a_change() -> None:
    ((act, *_), *_) = write_book()
    later = "\"at\" + interval '1 microsecond'"
    if connection.vendor == "sqlite":
        later = "substr(\"at\", 1, 25) || CASE substr(\"at\", 26) WHEN '1' THEN '2' ELSE '1' END"
    tamper(f'UPDATE audit_act SET "at" = {later} WHERE id = {act}')

    assert first() == Misfit(Fault.ACT_ALTERED, 1, act)


@pytest.mark.parametrize("seal", [0, 1, 2])
@pytest.mark.parametrize("place", [0, 1, -1])
def test_a_deleted_act_is_named(seal: int, place: int) -> None:
    act = write_book()[seal][place]
    tamper(f"DELETE FROM audit_act WHERE id = {act}")

    found = verify_book()
    assert (found.told, found.faults) == ([Misfit(Fault.ACT_MISSING, seal + 1, act)], 1)


def test_deleted_acts_are_all_counted() -> None:
    (_, acts, _) = write_book()
    tamper(f"DELETE FROM audit_act WHERE id BETWEEN {acts[1]} AND {acts[3]}")

    found = verify_book()
    assert (found.told, found.faults) == ([Misfit(Fault.ACT_MISSING, 2, acts[1])], 3)


def test_two_acts_in_each_others_place_are_named() -> None:
    (_, (one, two, *_), _) = write_book()
    tamper(
        f"UPDATE audit_act SET id = -1 WHERE id = {one}",
        f"UPDATE audit_act SET id = {one} WHERE id = {two}",
        f"UPDATE audit_act SET id = {two} WHERE id = -1",
    )

    assert verify_book().told == [Misfit(Fault.ACT_ALTERED, 2, one), Misfit(Fault.ACT_ALTERED, 2, two)]


def test_an_emptied_book_of_acts_is_found() -> None:
    book = write_book()
    tamper("DELETE FROM audit_act")

    found = verify_book()
    assert (found.told[0], found.faults) == (Misfit(Fault.ACT_MISSING, 1, book[0][0]), 12)


@pytest.mark.django_db(transaction=True)
def test_an_act_put_in_between_sealed_ones_is_named() -> None:
    (_, (act, *_), _) = write_book()
    tamper(f"DELETE FROM audit_act WHERE id = {act}")
    # The gap is honest in this book: it is sealed without the act.
    tamper("DELETE FROM audit_seal WHERE number > 1")
    seal_acts(at=AT)
    assert verify_book().fits
    record("a.b.c", by="yingbao work")
    seal_acts(at=AT)
    # A transaction so old that every later seal would have found its acts.
    column, old = (", xid", ", '3'::xid8") if connection.vendor == "postgresql" else ("", "")
    tamper(
        f"""INSERT INTO audit_act (id, "at", "by", role, division, stands_in_for, verb, subject, reason, detail{column})
            SELECT {act}, "at", "by", role, division, stands_in_for, verb, subject, reason, detail{old}
            FROM audit_act WHERE id = {act + 1}"""
    )

    assert verify_book().told == [Misfit(Fault.SLIPPED_IN, None, act)]


SEAL_CHANGED = {
    "first": "first - 1",
    "last": "last + 1",
    "spans": "spans || ',99'",
    "count": "count + 1",
    "root": f"'{'0' * 64}'",
    "marks": "'\\x00'::bytea" if connection.vendor == "postgresql" else "x'00'",
    "horizon": "7",
    "at": CHANGED["at"],
    "digest": f"'{'0' * 64}'",
}


def test_every_column_of_a_seal_is_guarded() -> None:
    columns = {field.column for field in Seal._meta.fields} - {"number", "previous"}

    assert set(SEAL_CHANGED) == columns


@pytest.mark.parametrize("column", SEAL_CHANGED)
@pytest.mark.parametrize("seal", [1, 3])
def test_a_seal_altered_in_any_column_is_named(column: str, seal: int) -> None:
    write_book()
    tamper(f'UPDATE audit_seal SET "{column}" = {SEAL_CHANGED[column]} WHERE number = {seal}')

    assert first() == Misfit(Fault.SEAL_ALTERED, seal)


def test_a_seal_tied_to_another_is_named() -> None:
    write_book()
    tamper(f"UPDATE audit_seal SET previous = '{'0' * 64}' WHERE number = 2")

    assert verify_book().told[:2] == [Misfit(Fault.CHAIN_BROKEN, 2), Misfit(Fault.SEAL_ALTERED, 2)]


@pytest.mark.parametrize("seal", [1, 2])
def test_a_deleted_seal_is_named(seal: int) -> None:
    write_book()
    tamper(f"DELETE FROM audit_seal WHERE number = {seal}")

    assert first() == Misfit(Fault.SEAL_MISSING, seal)


def test_seals_in_each_others_place_are_named() -> None:
    write_book()
    tamper(
        "UPDATE audit_seal SET number = 9 WHERE number = 1",
        "UPDATE audit_seal SET number = 1 WHERE number = 2",
        "UPDATE audit_seal SET number = 2 WHERE number = 9",
    )

    assert first() == Misfit(Fault.CHAIN_BROKEN, 1)


def test_an_altered_act_sealed_anew_is_found_by_the_anchor() -> None:
    (_, (act, *_), _) = write_book()
    anchor = anchored()
    tamper(
        f"UPDATE audit_act SET reason = 'another' WHERE id = {act}", "DELETE FROM audit_seal WHERE number > 1"
    )
    seal_acts(at=AT)
    record("a.b.c", by="yingbao work")
    seal_acts(at=AT)

    assert verify_book().fits, "a chain made anew fits in itself: that is what anchors are for"
    assert first(anchor) == Misfit(Fault.ANCHOR_DIFFERS, 3)


def test_a_cut_book_is_found_by_the_anchor() -> None:
    (_, _, acts) = write_book()
    anchor = anchored()
    tamper(f"DELETE FROM audit_act WHERE id >= {acts[0]}", "DELETE FROM audit_seal WHERE number = 3")

    assert verify_book().fits
    assert first(anchor) == Misfit(Fault.BOOK_SHORTER, 3)


def test_an_emptied_book_is_found_by_the_anchor() -> None:
    write_book()
    anchor = anchored()
    tamper("DELETE FROM audit_act", "DELETE FROM audit_seal")

    assert first(anchor) == Misfit(Fault.BOOK_SHORTER, 1)


def test_an_anchor_is_a_line_to_be_read_again() -> None:
    write_book()
    line = write_anchor(3, anchored().digest, AT)

    assert line.startswith("yingbao-seals\t2026-06-15T04:00:00.000000Z\t3\t")
    assert read_anchors(f"{line}\n{line}") == [anchored(), anchored()]


@pytest.mark.parametrize("broken", ["x", "yingbao-seals\t1\t2", "yingbao-seals\t1\tx\t" + "0" * 64])
def test_a_broken_anchor_is_told_with_its_line(broken: str) -> None:
    with pytest.raises(NotAnAnchor) as told:
        read_anchors(f"{write_anchor(1, '0' * 64, AT)}{broken}\n")
    assert told.value.line == 2


def table_rows(table: str, key: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY {key}")
        return [tuple(map(str, row)) for row in cursor.fetchall()]


TEXTS = ["by", "role", "division", "stands_in_for", "verb", "subject", "reason"]
STEPS = st.one_of(
    st.tuples(st.just("alter"), st.integers(0, 11), st.sampled_from(TEXTS), st.text("甲乙ab0'", min_size=1, max_size=3)),
    st.tuples(st.just("delete"), st.integers(0, 11)),
    st.tuples(st.just("swap"), st.integers(0, 11), st.integers(0, 11)),
    st.tuples(st.just("seal"), st.integers(1, 3), st.sampled_from(["root", "previous", "spans", "digest"]), st.text("0123456789abcdef,-", min_size=1, max_size=4)),
    st.tuples(st.just("unseal"), st.integers(1, 3)),
)  # fmt: skip


def statements(step: tuple[object, ...], acts: list[int]) -> list[str]:
    """Return the statements of a step; those that would break a key of the table change nothing."""
    what, where, *more = step
    if what == "alter":
        text = str(more[1]).replace("'", "''")
        return [f"UPDATE audit_act SET \"{more[0]}\" = '{text}' WHERE id = {acts[int(str(where))]}"]
    if what == "delete":
        return [f"DELETE FROM audit_act WHERE id = {acts[int(str(where))]}"]
    if what == "swap":
        one, two = acts[int(str(where))], acts[int(str(more[0]))]
        return [
            f"UPDATE audit_act SET id = -1 WHERE id = {one}",
            f"UPDATE audit_act SET id = {one} WHERE id = {two}",
            f"UPDATE audit_act SET id = {two} WHERE id = -1",
        ] * (one != two)
    if what == "seal":
        return [f"UPDATE audit_seal SET {more[0]} = '{more[1]}' WHERE number = {where}"]
    return [f"DELETE FROM audit_seal WHERE number = {where}"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=4))
def test_whatever_is_changed_is_found(db: None, steps: list[tuple[object, ...]]) -> None:
    with transaction.atomic():
        acts = [number for numbers in write_book() for number in numbers]
        anchor = anchored()
        before = table_rows("audit_act", "id"), table_rows("audit_seal", "number")
        tamper(*(each for step in steps for each in statements(step, acts)))
        changed = (table_rows("audit_act", "id"), table_rows("audit_seal", "number")) != before
        assert verify_book([anchor]).fits is not changed
        transaction.set_rollback(True)
