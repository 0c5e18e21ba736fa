"""Going through the rows of a chunk: who it is, what each record says, what comes of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from yingbao.office.register.actions.rosters.certificate_records import CertificateRecorder
from yingbao.office.register.actions.rosters.conflicts import Conflicts
from yingbao.office.register.actions.rosters.contact_records import (
    AnswerRecorder,
    BankAccountRecorder,
    ContactRecorder,
    GuardianRecorder,
    HouseholdRecorder,
)
from yingbao.office.register.actions.rosters.persons import Duplicates, Holder, Persons
from yingbao.office.register.actions.rosters.residence_records import (
    DeathRecorder,
    HomeRecorder,
    HukouRecorder,
)
from yingbao.office.register.actions.rosters.runs import ADDED, SAME, Contesting, Done, Recorder, Run
from yingbao.office.register.actions.rosters.sealing_beside import SealingBeside
from yingbao.office.register.actions.rosters.spell_records import SpellRecorder
from yingbao.office.register.actions.rosters.staging import Rows, Summary
from yingbao.office.register.choices import RowOutcome
from yingbao.office.register.roster_kinds import LITERALS, PARTS
from yingbao.office.register.rosters.effects import Outcome

RECORDERS: dict[str, type[Any]] = {
    recorder.record: recorder
    for recorder in (
        SpellRecorder,
        CertificateRecorder,
        HukouRecorder,
        HomeRecorder,
        DeathRecorder,
        ContactRecorder,
        BankAccountRecorder,
        GuardianRecorder,
        HouseholdRecorder,
        AnswerRecorder,
    )
}
NAMES = {
    Outcome.SAME: RowOutcome.SAME.value,
    Outcome.ADDED: RowOutcome.ADDED.value,
    Outcome.CHANGED: RowOutcome.CHANGED.value,
}
Problems = list[dict[str, Any]]


class Entered(NamedTuple):
    """What became of one row."""

    line: int
    outcome: str
    person: int | None
    problems: Problems
    changes: dict[str, Any]
    name: str


class Entering:
    """The rows of a list, a chunk at a time; a dry run compares and writes nothing."""

    def __init__(self, run: Run, summary: Summary) -> None:
        self.run, self.summary = run, summary
        self.recorders: list[Recorder] = [RECORDERS[r.record](run, r) for r in run.kind.becomes]
        self.seals = SealingBeside()
        self.spells = [r for r in self.recorders if r.record == SpellRecorder.record]
        self.persons, self.duplicates, self.conflicts = Persons(run), Duplicates(run), Conflicts(run)

    def chunk(self, rows: Rows) -> list[Entered]:
        """Compare a chunk with the register and, unless this is a dry run, write what it came to."""
        if not rows.lines:
            return []
        known = self.persons.begin(rows.columns)
        # A record of which the file has not one column has nothing to say.
        self.active = [r for n, r in enumerate(self.recorders) if not n or speaks(r, rows.columns)]
        for recorder in self.active:
            recorder.begin(rows.columns, known)
        # The first record is compared before any other is entered; these have to be asked before it.
        self.contesting = [r for r in self.active[1:] if isinstance(r, Contesting)]
        self.conflicts.begin()
        self.said: dict[int, str] = {place: str(code) for place, code in rows.conflicts}
        self.certificates: Sequence[Any] = rows.columns.get("certificate_number") or ()
        entered = [self._row(place, line) for place, line in enumerate(rows.lines)]
        if not self.run.dry:
            self._write(rows)
        return entered

    def _write(self, rows: Rows) -> None:
        sealing = [(recorder, recorder.jobs()) for recorder in self.active]
        self.seals.begin([self.persons.jobs(), *(jobs for _, jobs in sealing)])
        sealed = self.seals.results()
        # Persons first: a row that waits for its person makes SQLite search all tables at every new person.
        self.persons.write(sealed)
        self.persons.write_standings()
        # What needs no seal is written while the rest is being sealed.
        for recorder, jobs in sorted(sealing, key=lambda pair: bool(pair[1])):
            recorder.write(sealed if jobs else iter(()))
        asked = {frozenset(row[2:4]) for row in self.conflicts.added}
        for new, other, code in self.duplicates.find(self.persons):
            if frozenset((new, other)) in asked:
                continue
            line = rows.lines[self.persons.place_of[new]]
            self.conflicts.add("possible_duplicate", line, new, other, code, {})
        self.conflicts.write()

    def close(self) -> None:
        """End what was started for sealing."""
        self.seals.close()

    def _row(self, place: int, line: int) -> Entered:
        persons, repeats = self.persons, self.summary.repeats
        if repeats and line in repeats:
            return self._refused(place, line, "repeated_in_file", first=repeats[line])
        holder = persons.holder(place)
        if self.said and place in self.said:
            return self._two_numbers(place, line, holder)
        if holder is not None and persons.is_another(place, holder):
            return self._second_holder(place, line, holder.id)
        if holder is None and self.run.dry and line in self.summary.other_names:
            return self._second_holder(place, line, None)
        return self._said_of(place, line, holder)

    def _said_of(self, place: int, line: int, holder: Holder | None) -> Entered:
        """Enter what the row says of one certain person."""
        worst, changes = Outcome.SAME, []
        person = holder.id if holder else self.persons.make(place)
        if self.contesting and (contested := self._contested(place, person)):
            return self._contradiction(place, line, person, contested)
        # What else is said of someone new makes the row no more than added, which is all a dry run asks.
        recorders = self.active[:1] if holder is None and self.run.dry else self.active
        for recorder in recorders:
            done = recorder.enter(place, line, person)
            if done is SAME or done is ADDED:
                worst = max(worst, done.outcome)
                continue
            if done.problem and recorder is self.active[0]:
                if holder is None:
                    self._unmake(place, person)
                return self._refused(place, line, done.problem)
            if done.conflict:
                return self._contradiction(place, line, person, done)
            worst = max(worst, done.outcome)
            if done.change:
                changes.append(done.change)
        self.persons.stand(place, person)
        outcome = NAMES[worst] if holder else RowOutcome.ADDED.value
        shown = {"records": changes} if changes and outcome == RowOutcome.CHANGED else {}
        known = holder.id if holder and holder.id not in self.persons.new else None
        return Entered(line, outcome, known, [], shown, self.persons.names[place])

    def _contested(self, place: int, person: int) -> Done | None:
        found = (recorder.contest(place, person) for recorder in self.contesting)
        return next(filter(None, found), None)

    def _unmake(self, place: int, person: int) -> None:
        """A row that is refused makes nobody known."""
        self.persons.new.pop(person, None)
        self.persons.holders.pop(self.persons.numbers[place], None)
        self.persons.spare.append(person)

    def _refused(self, place: int, line: int, code: str, **params: Any) -> Entered:
        problem = {"column": "", "code": code, "params": params}
        holder = self.persons.holder(place)
        known = holder.id if holder and holder.id not in self.persons.new else None
        return Entered(line, RowOutcome.REFUSED.value, known, [problem], {}, self.persons.names[place])

    def _in_conflict(self, place: int, line: int, code: str, person: int | None) -> Entered:
        problem = {"column": "", "code": code, "params": {}}
        known = person if person not in self.persons.new else None
        return Entered(line, RowOutcome.CONFLICT.value, known, [problem], {}, self.persons.names[place])

    def _second_holder(self, place: int, line: int, person: int | None) -> Entered:
        if person is not None:
            self._ask("second_holder", place, line, person)
        return self._in_conflict(place, line, "second_holder", person)

    def _two_numbers(self, place: int, line: int, holder: Holder | None) -> Entered:
        """The row bears two citizen numbers: both have a holder now, and nothing is said of either."""
        persons = self.persons
        person = holder.id if holder else persons.make(place)
        number = str(self.certificates[place])[:18]
        found = persons.holders.get(number)
        other = found.id if found else persons.make(place, number)
        if other == person:
            # Someone decided that both numbers are one person's.
            return self._said_of(place, line, holder)
        self._ask("two_numbers", place, line, person, other)
        return self._in_conflict(place, line, "two_numbers", person)

    def _contradiction(self, place: int, line: int, person: int, done: Done) -> Entered:
        """Nothing of a contested row is entered: whoever it is about, the rest of it is as doubtful."""
        code = str(done.conflict)
        self._ask(code, place, line, person, told=done.told)
        return self._in_conflict(place, line, code, person)

    def _ask(
        self,
        kind: str,
        place: int,
        line: int,
        person: int,
        other: int | None = None,
        told: dict[str, Any] | None = None,
    ) -> None:
        """Ask who is who. A contested row shows the county nobody it does not know, and moves nobody.

        Otherwise a number with any name beside it would open the file of whoever holds it elsewhere. Only
        those whom this list itself made known stand here.
        """
        persons = self.persons
        for each in (person, other):
            if each in persons.new and each not in persons.standings:
                persons.stand(place, each)
        known = persons.standings.get(person)
        named = kind == "second_holder" or known is None
        detail = ({"name": persons.names[place]} if named else {}) | (told or {})
        code = known.code if known else persons.places[place] or self.run.division
        self.conflicts.add(kind, line, person, other, code, detail)


def speaks(recorder: Recorder, columns: Mapping[str, Sequence[Any]]) -> bool:
    """Whether a file has the columns without which a record says nothing."""
    if recorder.record == SpellRecorder.record:
        # Who is on the list is on the scheme; since when and how much may be left out.
        asked = [*getattr(recorder, "when", ()), recorder.parts.get("scheme_column")]
        return all(columns.get(name) is not None for name in asked if name)
    needed = [name for part, name in recorder.parts.items() if part in PARTS[recorder.record][0] - LITERALS]
    return all(columns.get(name) is not None for name in needed or [*recorder.parts.values()][:1])


def counted(entered: Sequence[Entered]) -> Counter[str]:
    """Return how many rows came to what."""
    return Counter(row.outcome for row in entered)
