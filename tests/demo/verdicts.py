"""What was planted beside what was found, by person, in words a failing test can print."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import Q, Sum

from yingbao.office.determination.models import Finding
from yingbao.office.provision.choices import Cause
from yingbao.office.provision.models import Due
from yingbao.office.register.models import Person, Source, StagedRow
from yingbao.office.register.sealing import RESIDENT_ID, blind_index


class Verdict(NamedTuple):
    """One row of a work list, planted or found."""

    list: str
    programme: str
    reason: str
    person: int | None
    name: str


def read(folder: Path, name: str, district: str) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = json.loads(
        (folder / "truth" / f"{name}-{district}.json").read_text("utf-8")
    )
    return content


def persons() -> dict[bytes, int]:
    return {
        bytes(index): person for index, person in Person.objects.values_list("number_index", "id") if index
    }


def planted(folder: Path, district: str) -> dict[Verdict, str | None]:
    """Return what must be found, and since which month."""
    known = persons()
    rows = read(folder, "findings", district)
    return {
        Verdict(
            row["list"],
            row["programme"],
            row["reason"],
            known.get(bytes(blind_index(row["id_number"], RESIDENT_ID))),
            row["name"],
        ): row["since_month"]
        for row in rows
    }


def found(district: str, month: str = "2026-06-01") -> dict[Verdict, str | None]:
    """Return what the comparison found, and since which month."""
    rows = Finding.objects.filter(county=district, month=month, run_to=None).select_related("person")
    return {
        Verdict(
            row.list, row.programme, row.reason, row.person_id, row.person.name
        ): f"{row.since_month:%Y-%m}" if row.since_month else None
        for row in rows
    }


def planted_money(folder: Path, district: str) -> dict[tuple[str, int | None], int]:
    """Return what the demo itself reckons was paid too little, or (below nought) too much, in fen."""
    known = persons()
    return {
        (row["programme"], known.get(bytes(blind_index(row["id_number"], RESIDENT_ID)))): row["fen"]
        for row in read(folder, "money", district)
    }


def owed_beyond_what_was_paid(district: str) -> dict[tuple[str, int | None], int]:
    """Return what is owed beyond what the lists paid, by programme and person, in fen."""
    dues = Due.objects.filter(county=district).order_by().values("programme", "person_id")
    paid = Sum("amount", filter=Q(cause=Cause.LISTED), default=0)
    rows = dues.annotate(fen=Sum("amount") - paid).exclude(fen=0)
    return {(row["programme"], row["person_id"]): row["fen"] for row in rows}


def rows_of(file: dict[str, Any]) -> dict[str, set[int]]:
    """Return the lines of one file by what became of them."""
    source = Source.objects.get(division_code=file["district"], name=file["file"])
    lines: dict[str, set[int]] = {"repaired": set()}
    for outcome, line, repaired in StagedRow.objects.filter(source=source).values_list(
        "outcome", "line", "repaired"
    ):
        lines.setdefault(outcome, set()).add(line)
        if repaired:
            lines["repaired"].add(line)
    return lines
