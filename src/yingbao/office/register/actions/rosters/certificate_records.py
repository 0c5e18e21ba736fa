"""Writing certificates of record."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from yingbao.office.register.actions.rosters.runs import CHUNK_PERSONS, SAME, Done, Run, column, iso
from yingbao.office.register.actions.rosters.sealing_beside import Job
from yingbao.office.register.actions.rosters.tables import end_rows, insert_rows
from yingbao.office.register.actions.row_ids import reserve_ids
from yingbao.office.register.models import Certificate
from yingbao.office.register.roster_kinds import Record
from yingbao.office.register.rosters.certificates import (
    CertificateEffect,
    CertificateFact,
    compare_certificate,
)
from yingbao.office.register.sealing import CERTIFICATE, Place, sealer

COLUMNS = (
    "id", "person_id", "valid_from", "valid_to", "source_id", "number_sealed", "number_index", "kind",
    "grade", "reissue", "issued_on", "expires_on", "status", "status_on",
)  # fmt: skip
LOADED = (
    "person_id", "id", "number_index", "number_sealed", "kind", "grade", "issued_on", "expires_on", "status",
    "status_on", "valid_from", "valid_to", "source__division_code", "source__month",
)  # fmt: skip
SEALED = "certificate.number"


class CertificateRecorder:
    """The certificates a list names."""

    record: ClassVar[str] = "certificate"

    def __init__(self, run: Run, record: Record) -> None:
        self.run, self.parts = run, record.parts
        self.sealer = sealer()
        self.numbers: dict[bytes, str] = {}
        self.sealed: dict[int, bytes | None] = {}

    def begin(self, columns: Mapping[str, Sequence[Any]], persons: Sequence[int]) -> None:
        count = len(columns["id_number"])
        self.columns = {
            part: column(columns, self.parts.get(part), count)
            for part in ("number", "kind", "grade", "issued", "expires", "status", "status_on")
        }
        self.numbers, self.sealed = {}, {}
        self.told: frozenset[bytes] | None = None
        self.known = self._known(persons)
        self.ended: list[int] = []
        self.added: list[tuple[int, CertificateFact]] = []

    def _known(self, persons: Sequence[int]) -> dict[int, list[CertificateFact]]:
        known: defaultdict[int, list[CertificateFact]] = defaultdict(list)
        if not persons:
            return known
        rows = Certificate.objects.filter(person_id__in=CHUNK_PERSONS, ended_by__isnull=True)
        for row in rows.order_by("valid_from", "id").values_list(*LOADED):
            person, pk, index, sealed, kind, grade, issued, expires, status, status_on, *times = row
            first, last, where, month = times
            self.sealed[pk] = None if sealed is None else bytes(sealed)
            fact = CertificateFact(
                None if index is None else bytes(index), kind, grade, iso(issued), iso(expires), status,
                iso(status_on), iso(first), iso(last), pk, where[:6], str(month),
            )  # fmt: skip
            known[person].append(fact)
        return known

    def contest(self, place: int, person: int) -> Done | None:
        """Return the conflict a row is in, if it is in one; nothing is entered."""
        said = self._said(place)
        effect = None if said is None else self._compare(person, said)
        return Done.by(effect, "certificate") if effect is not None and effect.conflict else None

    def _compare(self, person: int, said: CertificateFact) -> CertificateEffect:
        known = self.known.get(person, [])
        told = self._told() if len(known) > 1 else frozenset()
        return compare_certificate(known, said, self.run.when, told)

    def enter(self, place: int, line: int, person: int) -> Done:
        said = self._said(place)
        if said is None:
            return SAME
        known = self.known.get(person, [])
        effect = self._compare(person, said)
        self._open_kept_numbers(effect.add, known)
        self.ended += [fact.id for fact in effect.end if fact.id is not None]
        self.added += [(person, fact) for fact in effect.add]
        if effect.add or effect.end:
            left = [fact for fact in known if fact not in effect.end]
            self.known[person] = sorted([*left, *effect.add], key=lambda fact: fact.valid_from or "")
            self._forget_unwritten(person, effect.end)
        return Done.by(effect, "certificate")

    def _told(self) -> frozenset[bytes]:
        """Return the numbers the chunk tells of, by blind index; few persons have two certificates."""
        if self.told is None:
            numbers = {number for number in self.columns["number"] if number is not None}
            self.told = frozenset(self.sealer.index(number, CERTIFICATE) for number in numbers)
        return self.told

    def _said(self, place: int) -> CertificateFact | None:
        cell = {part: values[place] for part, values in self.columns.items()}
        if cell["kind"] is None:
            return None
        index = None
        if cell["number"] is not None:
            index = self.sealer.index(cell["number"], CERTIFICATE)
            self.numbers[index] = cell["number"]
        return CertificateFact(
            index, cell["kind"], cell["grade"], cell["issued"], cell["expires"], cell["status"] or "valid",
            cell["status_on"], county=self.run.county, month=self.run.when.first,
        )  # fmt: skip

    def _open_kept_numbers(self, added: Sequence[CertificateFact], known: list[CertificateFact]) -> None:
        """A row that is written again under another id has to be sealed again."""
        for fact in added:
            if fact.number is not None and fact.number not in self.numbers:
                row = next(k.id for k in known if k.number == fact.number and k.id is not None)
                sealed = self.sealed[row]
                self.numbers[fact.number] = self.sealer.decrypt(sealed or b"", Place(SEALED, row)).decode()

    def _forget_unwritten(self, person: int, ended: Sequence[CertificateFact]) -> None:
        """What an earlier row of this chunk added and this one ended again is not written at all."""
        gone = [fact for fact in ended if fact.id is None]
        if gone:
            self.added = [(p, fact) for p, fact in self.added if not (p == person and fact in gone)]

    def write(self, sealed: Iterator[bytes]) -> None:
        end_rows(Certificate, self.ended, self.run.source)
        rows = zip(self.ids, self.added, strict=True)
        insert_rows(Certificate, COLUMNS, [self._row(i, *added, sealed) for i, added in rows])

    def jobs(self) -> list[Job]:
        self.ids = reserve_ids(Certificate, len(self.added))
        rows = zip(self.ids, self.added, strict=True)
        return [(self.numbers[f.number].encode(), SEALED, i) for i, (_, f) in rows if f.number is not None]

    def _row(
        self, row: int, person: int, fact: CertificateFact, seals: Iterator[bytes]
    ) -> tuple[object, ...]:
        number = None if fact.number is None else self.numbers[fact.number]
        sealed = None if number is None else next(seals)
        reissue = int(number[21:] or 0) if number else 0
        return (
            row, person, fact.valid_from, fact.valid_to, self.run.source, sealed, fact.number, fact.kind,
            fact.grade, reissue, fact.issued, fact.expires, fact.status, fact.status_on,
        )  # fmt: skip
