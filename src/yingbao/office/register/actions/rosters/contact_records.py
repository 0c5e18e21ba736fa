"""Writing telephones, bank accounts, guardians, households and answers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from yingbao.office.register.actions.rosters.runs import (
    ADDED,
    CHUNK_PERSONS,
    SAME,
    Done,
    Run,
    Sealless,
    column,
    iso,
)
from yingbao.office.register.actions.rosters.sealing_beside import Job
from yingbao.office.register.actions.rosters.tables import end_rows, insert_rows
from yingbao.office.register.actions.row_ids import reserve_ids
from yingbao.office.register.choices import ContactKind
from yingbao.office.register.models import BankAccount, Contact, Guardian, Household, Membership, StatedFact
from yingbao.office.register.roster_kinds import Record
from yingbao.office.register.rosters.answers import AnswerFact, compare_answer
from yingbao.office.register.rosters.times import day_before
from yingbao.office.register.sealing import ACCOUNT, PHONE, RESIDENT_ID, Place, sealer


class ContactRecorder:
    """Telephone numbers. A new one is added; an old one stays, for someone may still answer it."""

    record: ClassVar[str] = "contact"

    def __init__(self, run: Run, record: Record) -> None:
        self.run, self.parts, self.sealer = run, record.parts, sealer()

    def begin(self, columns: Mapping[str, Sequence[Any]], persons: Sequence[int]) -> None:
        count = len(columns["id_number"])
        self.number, self.name = (column(columns, self.parts.get(part), count) for part in ("number", "name"))
        self.added: list[tuple[int, str, str, bytes]] = []
        self.known: set[tuple[int, bytes]] = set()
        if persons and any(number is not None for number in self.number):
            rows = Contact.objects.filter(person_id__in=CHUNK_PERSONS, ended_by__isnull=True)
            self.known = {
                (person, bytes(index)) for person, index in rows.values_list("person_id", "number_index")
            }

    def enter(self, place: int, line: int, person: int) -> Done:
        number = self.number[place]
        if number is None:
            return SAME
        index = self.sealer.index(number, PHONE)
        if (person, index) in self.known:
            return SAME
        self.known.add((person, index))
        self.added.append((person, self.name[place] or "", number, index))
        return ADDED

    def jobs(self) -> list[Job]:
        self.ids = reserve_ids(Contact, len(self.added))
        rows = zip(self.ids, self.added, strict=True)
        return [(number.encode(), "contact.number", i) for i, (_, _, number, _) in rows]

    def write(self, sealed: Iterator[bytes]) -> None:
        kind = ContactKind.CONTACT_PERSON if "name" in self.parts else ContactKind.MOBILE
        source, first = self.run.source, self.run.when.first
        insert_rows(
            Contact,
            ("id", "person_id", "valid_from", "source_id", "kind", "name", "number_sealed", "number_index"),
            [
                (i, person, first, source, kind.value, name, next(sealed), index)
                for i, (person, name, _, index) in zip(self.ids, self.added, strict=True)
            ],
        )


class BankAccountRecorder:
    """Accounts. A person may have several, for two allowances; a new one does not end the others."""

    record: ClassVar[str] = "bank_account"

    def __init__(self, run: Run, record: Record) -> None:
        self.run, self.parts, self.sealer = run, record.parts, sealer()

    def begin(self, columns: Mapping[str, Sequence[Any]], persons: Sequence[int]) -> None:
        count = len(columns["id_number"])
        self.name = columns["name"]
        self.account, self.holder, self.holder_number, self.bank = (
            column(columns, self.parts.get(part), count)
            for part in ("account", "holder", "holder_number", "bank")
        )
        self.added: list[tuple[Any, ...]] = []
        self.known: set[tuple[int, bytes, str]] = set()
        if persons and any(account is not None for account in self.account):
            rows = BankAccount.objects.filter(person_id__in=CHUNK_PERSONS, ended_by__isnull=True)
            self.known = {
                (person, bytes(index), name)
                for person, index, name in rows.values_list("person_id", "account_index", "holder_name")
            }

    def enter(self, place: int, line: int, person: int) -> Done:
        account = self.account[place]
        if account is None:
            return SAME
        index, holder = self.sealer.index(account, ACCOUNT), self.holder[place] or self.name[place]
        if (person, index, holder) in self.known:
            return SAME
        self.known.add((person, index, holder))
        self.added.append((person, account, index, holder, self.holder_number[place], self.bank[place] or ""))
        return ADDED

    def write(self, sealed: Iterator[bytes]) -> None:
        insert_rows(
            BankAccount,
            (
                "id", "person_id", "valid_from", "source_id", "holder_name", "holder_number_sealed",
                "holder_number_index", "account_sealed", "account_index", "bank",
            ),
            [self._row(i, next(sealed), *added) for i, added in zip(self.ids, self.added, strict=True)],
        )  # fmt: skip

    def jobs(self) -> list[Job]:
        self.ids = reserve_ids(BankAccount, len(self.added))
        return [(a[1].encode(), "bankaccount.account", i) for i, a in zip(self.ids, self.added, strict=True)]

    def _row(self, row: int, sealed: bytes, *added: Any) -> tuple[object, ...]:
        person, _, index, holder, number, bank = added
        seal = self.sealer.encrypt
        return (
            row, person, self.run.when.first, self.run.source, holder,
            seal(number.encode(), Place("bankaccount.holder_number", row)) if number else None,
            self.sealer.index(number, RESIDENT_ID) if number else None,
            sealed, index, bank,
        )  # fmt: skip


class GuardianRecorder(Sealless):
    """Guardians, by name."""

    record: ClassVar[str] = "guardian"

    def __init__(self, run: Run, record: Record) -> None:
        self.run, self.parts, self.sealer = run, record.parts, sealer()

    def begin(self, columns: Mapping[str, Sequence[Any]], persons: Sequence[int]) -> None:
        count = len(columns["id_number"])
        self.name, self.phone, self.relation = (
            column(columns, self.parts.get(part), count) for part in ("name", "phone", "relation")
        )
        self.added: list[tuple[int, str, str, str | None]] = []
        rows = Guardian.objects.filter(person_id__in=CHUNK_PERSONS, ended_by__isnull=True)
        self.known = set(rows.values_list("person_id", "name")) if persons else set()

    def enter(self, place: int, line: int, person: int) -> Done:
        name = self.name[place]
        if name is None or (person, name) in self.known:
            return SAME
        self.known.add((person, name))
        self.added.append((person, name, self.relation[place] or "", self.phone[place]))
        return ADDED

    def write(self, sealed: Iterator[bytes]) -> None:
        ids = reserve_ids(Guardian, len(self.added))
        seal, source, first = self.sealer.encrypt, self.run.source, self.run.when.first
        insert_rows(
            Guardian,
            ("id", "person_id", "valid_from", "source_id", "name", "relation", "phone_sealed"),
            [
                (i, person, first, source, name, relation,
                 seal(phone.encode(), Place("guardian.phone", i)) if phone else None)
                for i, (person, name, relation, phone) in zip(ids, self.added, strict=True)
            ],
        )  # fmt: skip


class HouseholdRecorder(Sealless):
    """Households, known by their head; the code is the blind index of the head's number."""

    record: ClassVar[str] = "household"

    def __init__(self, run: Run, record: Record) -> None:
        self.run, self.parts, self.sealer = run, record.parts, sealer()

    def begin(self, columns: Mapping[str, Sequence[Any]], persons: Sequence[int]) -> None:
        count = len(columns["id_number"])
        self.number = columns["id_number"]
        self.head, self.relation = (
            column(columns, self.parts.get(part), count) for part in ("head_number", "relation")
        )
        codes = {number: self.sealer.index(number, RESIDENT_ID).hex()[:32] for number in self.head if number}
        self.codes = codes
        houses = (
            Household.objects.filter(county=self.run.county, code__in=list(codes.values())) if codes else ()
        )
        self.houses: dict[str, int | None] = {house.code: house.pk for house in houses}
        self.ended: list[int] = []
        self.added: list[tuple[int, str | None, str | None, str, str, bool]] = []
        self.known: defaultdict[int, list[tuple[int, str, str | None]]] = defaultdict(list)
        if persons and codes:
            rows = Membership.objects.filter(
                person_id__in=CHUNK_PERSONS, ended_by__isnull=True, valid_to__isnull=True
            )
            for person, row, code, first in rows.values_list(
                "person_id", "id", "household__code", "valid_from"
            ):
                self.known[person].append((row, code, iso(first)))

    def enter(self, place: int, line: int, person: int) -> Done:
        head = self.head[place]
        if head is None:
            return SAME
        code, first = self.codes[head], self.run.when.first
        known = self.known[person]
        if any(k[1] == code for k in known):
            return SAME
        self.houses.setdefault(code, None)
        self.ended += [row for row, _, _ in known if row]
        is_head = head == self.number[place]
        # Whoever was counted in another household before was so until the month before.
        self.added += [
            (person, begun, day_before(first), old, "", False)
            for row, old, begun in known
            if row and (begun is None or begun < first)
        ]
        self.added.append((person, first, None, code, self.relation[place] or "", is_head))
        self.known[person] = [(0, code, first)]
        return ADDED

    def write(self, sealed: Iterator[bytes]) -> None:
        missing = [code for code, pk in self.houses.items() if pk is None]
        missing += [code for _, _, _, code, _, _ in self.added if code not in self.houses]
        rows = [(self.run.county, code, self.run.source) for code in dict.fromkeys(missing)]
        self._make_houses(rows)
        end_rows(Membership, self.ended, self.run.source)
        insert_rows(
            Membership,
            ("person_id", "valid_from", "valid_to", "source_id", "household_id", "relation", "is_head"),
            [
                (p, a, b, self.run.source, self.houses[c], relation, head)
                for p, a, b, c, relation, head in self.added
            ],
        )

    def _make_houses(self, rows: list[tuple[str, str, int]]) -> None:
        codes = [code for _, code, _ in rows]
        there = dict(
            Household.objects.filter(county=self.run.county, code__in=codes).values_list("code", "pk")
        )
        insert_rows(Household, ("county", "code", "source_id"), [row for row in rows if row[1] not in there])
        made = Household.objects.filter(county=self.run.county, code__in=codes)
        self.houses.update(made.values_list("code", "pk"))


class AnswerRecorder(Sealless):
    """Answers to one question of the survey."""

    record: ClassVar[str] = "stated"

    def __init__(self, run: Run, record: Record) -> None:
        self.run, self.parts, self.fact = run, record.parts, record.parts["fact"]

    def begin(self, columns: Mapping[str, Sequence[Any]], persons: Sequence[int]) -> None:
        count = len(columns["id_number"])
        self.value, self.on = (column(columns, self.parts.get(part), count) for part in ("value", "on"))
        self.ended: list[int] = []
        self.added: list[tuple[int, AnswerFact]] = []
        self.known: defaultdict[int, list[AnswerFact]] = defaultdict(list)
        if persons and any(value is not None for value in self.value):
            rows = StatedFact.objects.filter(
                person_id__in=CHUNK_PERSONS, fact=self.fact, ended_by__isnull=True
            )
            for person, row, value, first, last in rows.order_by("valid_from").values_list(
                "person_id", "id", "value", "valid_from", "valid_to"
            ):
                self.known[person].append(AnswerFact(value, iso(first), iso(last), row))

    def enter(self, place: int, line: int, person: int) -> Done:
        value = self.value[place]
        if value is None:
            return SAME
        text = str(value).lower() if isinstance(value, bool) else str(value)
        effect = compare_answer(self.known[person], text, self.on[place] or self.run.when.first)
        self.ended += [fact.id for fact in effect.end if fact.id is not None]
        self.added += [(person, fact) for fact in effect.add]
        if effect.add:
            self.known[person] = [k for k in self.known[person] if k not in effect.end] + list(effect.add)
        return Done.by(effect, self.fact)

    def write(self, sealed: Iterator[bytes]) -> None:
        end_rows(StatedFact, self.ended, self.run.source)
        insert_rows(
            StatedFact,
            ("person_id", "valid_from", "valid_to", "source_id", "fact", "value"),
            [(p, f.valid_from, f.valid_to, self.run.source, self.fact, f.value) for p, f in self.added],
        )
