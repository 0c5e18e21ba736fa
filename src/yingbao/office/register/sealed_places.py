"""Where sealed values stand, found by looking: in every table, in second factors, in files that came in.

A column is sealed when it is called `sealed` or ends in `_sealed`. So a room that seals something new is
reached by the next change of keys without being listed anywhere.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import BinaryField

from yingbao.office.access.sight import seeing_all

# In which entries of their data second factors keep a sealed secret: the app's, and the seed of spare codes.
SECRETS = ("secret", "seed")
LENGTH = 4


class SealedPlace(NamedTuple):
    """One column of one table, and what its values are bound to, such as person.number."""

    table: str
    key: str
    column: str
    bound: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}"


def list_sealed_places() -> list[SealedPlace]:
    """Return every sealed column of every table of the product."""
    return [
        SealedPlace(
            model._meta.db_table,
            model._meta.pk.column,
            field.column,
            f"{model._meta.model_name}.{field.name.removesuffix('_sealed')}",
        )
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, BinaryField) and (field.name == "sealed" or field.name.endswith("_sealed"))
    ]


def second_factors() -> Any:
    """Return the table of second factors; the library that keeps it names no types."""
    return apps.get_model("mfa", "Authenticator")


def list_sealed_files() -> list[Path]:
    """Return the files that came in, also those that are still coming."""
    folder: Path = settings.UPLOAD_DIR
    # First those that still come: one that has arrived in between is found twice, and not overlooked.
    return [*folder.glob("*.part"), *folder.glob("*.sealed")]


def pieces_of(path: Path) -> Iterator[bytes]:
    """Yield the sealed pieces of a file, one after the other; the last of one still coming may be cut."""
    with path.open("rb") as file:
        while head := file.read(LENGTH):
            yield file.read(int.from_bytes(head, "big"))


@seeing_all(reason="no sealed value may be overlooked")
def count_by_key() -> dict[str, Counter[int]]:
    """Return how many values each key sealed, by place; a place without values is left out."""
    counted = {str(place): _in_table(place) for place in list_sealed_places()}
    counted["second factors"] = Counter(
        bytes.fromhex(data[name])[0]
        for data in second_factors().objects.values_list("data", flat=True)
        for name in SECRETS
        if data.get(name)
    )
    counted["files"] = _in_files()
    return {where: counts for where, counts in counted.items() if counts}


def _in_table(place: SealedPlace) -> Counter[int]:
    table, column = connection.ops.quote_name(place.table), connection.ops.quote_name(place.column)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT substr({column}, 1, 1), count(*) FROM {table} "  # noqa: S608 - our own names
            f"WHERE {column} IS NOT NULL GROUP BY 1"
        )
        return Counter({bytes(version)[0] if version else 0: count for version, count in cursor.fetchall()})


def _in_files() -> Counter[int]:
    """Count the pieces of all files; again from the beginning when one got its name meanwhile."""
    while True:
        try:
            return Counter(piece[0] for path in list_sealed_files() for piece in pieces_of(path) if piece)
        except FileNotFoundError:
            continue
