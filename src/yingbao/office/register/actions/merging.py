"""Two rows that are one person: the facts of one are ended and entered again for the other."""

from yingbao.office.register.actions.row_ids import reserve_ids
from yingbao.office.register.models import (
    BankAccount,
    Certificate,
    Contact,
    Death,
    Guardian,
    Home,
    Hukou,
    Known,
    Membership,
    OtherName,
    Person,
    Source,
    Spell,
    Standing,
    StatedFact,
)
from yingbao.office.register.sealed_columns import sealed_columns_of
from yingbao.office.register.sealing import seal

# Which rows cannot stand beside each other: where both persons have one, that of the person kept stands.
# Certificates, homes and registrations are single at a time; accounts come before the spells that name them.
RIVALS: dict[type[Known], tuple[str, ...]] = {
    Certificate: (),
    Hukou: (),
    Home: (),
    Death: (),
    BankAccount: ("account_index",),
    Spell: ("scheme", "division_code", "valid_from"),
    StatedFact: ("fact", "valid_from"),
    Contact: ("number_index",),
    Guardian: ("name",),
    Membership: ("household_id",),
}


def merge_persons(*, kept: Person, gone: Person, entry: Source) -> dict[str, int]:
    """Move what is known of one row to the other, let the first point to it, and return how much moved.

    What the kept person's row says already, or says otherwise where only one can be true, is not entered
    again. All rows of the one that is gone stay readable, ended by this entry.
    """
    accounts: dict[int, int] = {}
    counts = {"moved": 0, "left": 0}
    for table, rival in RIVALS.items():
        taken = {_key(row, rival): row.pk for row in _current(table, kept)}
        rows = _current(table, gone)
        table._default_manager.filter(pk__in=[row.pk for row in rows]).update(ended_by=entry)
        for row in rows:
            before, stands = row.pk, taken.get(_key(row, rival))
            if stands is None:
                _enter_again(row, kept, entry, accounts)
            counts["moved" if stands is None else "left"] += 1
            if table is BankAccount:
                accounts[before] = stands or row.pk
    _move_standings(kept, gone, entry)
    _move_names(kept, gone, entry)
    Person.objects.filter(merged_into=gone).update(merged_into=kept)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    return counts


def _current(table: type[Known], person: Person) -> list[Known]:
    return list(table._default_manager.filter(person=person, ended_by__isnull=True).order_by("id"))


def _key(row: Known, rival: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(bytes(v) if isinstance(v, memoryview) else v for v in (getattr(row, name) for name in rival))


def _enter_again(row: Known, kept: Person, entry: Source, accounts: dict[int, int]) -> None:
    """Insert a copy of a row for another person; sealed values are sealed anew, bound to the new row."""
    clear = {column: column.clear(row) for column in sealed_columns_of(type(row))}
    (row.pk,) = reserve_ids(type(row), 1)
    for column, value in clear.items():
        if value:
            setattr(row, f"{column.stem}_sealed", seal(value, column=column.key, row=row.pk))
    if isinstance(row, Spell) and row.account_id is not None:
        row.account_id = accounts.get(row.account_id, row.account_id)
    row.person, row.source, row.ended_by = kept, entry, None
    row.save(force_insert=True)


def _move_standings(kept: Person, gone: Person, entry: Source) -> None:
    """Let each county that knew the one who is gone know the one kept."""
    standings = Standing.objects.filter(person=gone, ended_by__isnull=True)
    known = set(Standing.objects.filter(person=kept, ended_by__isnull=True).values_list("county", flat=True))
    copies = [
        Standing(person=kept, county=row.county, division_code=row.division_code, source=entry)
        for row in standings
        if row.county not in known
    ]
    standings.update(ended_by=entry)
    Standing.objects.bulk_create(copies)


def _move_names(kept: Person, gone: Person, entry: Source) -> None:
    """Let rows under a name of the one who is gone be about the one kept."""
    theirs = OtherName.objects.filter(person=gone, ended_by__isnull=True)
    names = {gone.name, *theirs.values_list("name", flat=True)} - {kept.name}
    known = set(OtherName.objects.filter(person=kept, ended_by__isnull=True).values_list("name", flat=True))
    theirs.update(ended_by=entry)
    OtherName.objects.bulk_create(
        OtherName(person=kept, name=name, source=entry) for name in sorted(names - known)
    )
