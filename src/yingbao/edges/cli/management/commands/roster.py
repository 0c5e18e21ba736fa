"""yingbao roster kinds|check|receive|apply|status|refused: bring rosters in from the command line."""

from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import get_language

from yingbao.edges.cli.acting import read_officer
from yingbao.edges.exchange.problems import Unreadable
from yingbao.edges.exchange.reading import Asked, Reading, read_roster
from yingbao.edges.jobs.rosters import work_on
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.access.queries import list_divisions_in
from yingbao.office.access.sight import seeing_all
from yingbao.office.register.actions.rosters.receiving import (
    MonthOutOfReach,
    NotWaiting,
    OutsideDivision,
    Statement,
    TooLarge,
    confirm_roster,
    receive_roster,
)
from yingbao.office.register.choices import SourceState
from yingbao.office.register.models import Source
from yingbao.office.register.queries.staged import list_refused_rows
from yingbao.office.register.roster_kinds import (
    KindProblem,
    RosterKind,
    kind_files,
    load_kinds,
    load_kinds_of,
)
from yingbao.office.register.roster_sentences import line_in_sheet, say, say_problem
from yingbao.values.month import Month

USAGE, PROBLEMS, REFUSED, NOT_FOUND = 2, 3, 4, 5
MOST_SHOWN = 50
PIECE = 1 << 20


class Command(BaseCommand):
    help = "Bring rosters in"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        kinds = verbs.add_parser(
            "kinds", help="list the kinds of rosters; --check reads all of them, packs too"
        )
        kinds.add_argument("--check", action="store_true")
        check = verbs.add_parser("check", help="read a file and say what would be refused; nothing is kept")
        receive = verbs.add_parser("receive", help="take a file in, read it and make the dry run")
        for reading in (check, receive):
            reading.add_argument("file", type=Path)
            reading.add_argument("--kind", default="", help="recognised from the header if left out")
            reading.add_argument("--division", required=True, help="county or township, such as 430811")
            reading.add_argument("--month", required=True, help="such as 2026-06")
        receive.add_argument("--later", action="store_true", help="leave the reading to `yingbao work`")
        apply_ = verbs.add_parser("apply", help="confirm and apply a list that was read, or go on with one")
        refused = verbs.add_parser("refused", help="the refused rows of a list with line and reason")
        for deciding in (apply_, refused):
            deciding.add_argument("id", type=int)
        for acting in (receive, apply_, refused):
            acting.add_argument("--by", required=True, help="the account of the officer who acts")
        verbs.add_parser("status", help="the lists that came in, newest first")

    @seeing_all(reason="a roster is about a whole county")
    def handle(self, *, verb: str, **options: Any) -> None:
        getattr(self, f"do_{verb}")(**options)

    def do_kinds(self, *, check: bool, **_: Any) -> None:
        try:
            kinds = load_kinds(settings.POLICY_DIR)
            if check:
                packs = sorted(
                    path.name for path in (settings.POLICY_DIR / "packs").glob("*") if path.is_dir()
                )
                load_kinds(settings.POLICY_DIR, tuple(packs))
                self.stdout.write(f"{len(kind_files(settings.POLICY_DIR, tuple(packs)))} files, no problem")
                return
        except KindProblem as found:
            self._tell(found.problems)
            raise CommandError(f"{len(found.problems)} problems", returncode=PROBLEMS) from None
        for kind in kinds.values():
            self.stdout.write(f"{kind.id:24} {kind.name.zh}  {kind.name.en}")

    def do_check(self, *, file: Path, kind: str, division: str, month: str, **_: Any) -> None:
        kinds = self._kinds(kind, division)
        places = tuple(list_divisions_in(division[:6]).values_list("code", "name"))
        asked = Asked(_existing(file), file.name, kinds, places, str(_month(month)))
        try:
            with read_roster(asked) as reading:
                refused = self._tell_refused(reading)
        except Unreadable as why:
            problem = {"code": why.problem.code, "params": why.problem.params}
            raise CommandError(_said(problem), returncode=PROBLEMS) from None
        if refused:
            raise CommandError(f"{refused} rows would be refused", returncode=PROBLEMS)

    def _tell_refused(self, reading: Reading) -> int:
        refused = 0
        for block in reading.blocks:
            for row in block.refused:
                refused += 1
                if refused <= MOST_SHOWN:
                    self.stdout.write(_row(row["line"], row["name"], row["problems"]))
        if refused > MOST_SHOWN:
            self.stdout.write(f"… and {refused - MOST_SHOWN} more refused rows")
        for remark in reading.remarks:
            self.stdout.write(
                say(settings.POLICY_DIR, "remarks", remark["code"], remark["params"], _language())
            )
        self.stdout.write(f"{reading.kind}: {_brief(reading.counts)}")
        return refused

    def do_receive(
        self, *, file: Path, kind: str, division: str, month: str, by: str, **options: Any
    ) -> None:
        self._kinds(kind, division)
        said = Statement(file.name, kind, division, _month(month))
        with _existing(file).open("rb") as opened:
            pieces = iter(lambda: opened.read(PIECE), b"")
            try:
                received = receive_roster(pieces=pieces, said=said, at=timezone.now(), by=read_officer(by))
            except MonthOutOfReach as why:
                reach = f"{why} is not a month from 2000-01 to the coming one"
                raise CommandError(reach, returncode=USAGE) from None
            except (NotPermitted, OutsideDivision, TooLarge) as why:
                raise CommandError(f"{type(why).__name__}: {why}", returncode=REFUSED) from None
        source = received.source
        if received.again:
            self.stdout.write(f"{source.pk}: the same file came before ({source.state}); nothing changed")
            return
        if not options["later"]:
            source = work_on(source, timezone.now)
        self._tell_source(source)

    def do_apply(self, *, id: int, by: str, **_: Any) -> None:
        source, officer = _source(id), read_officer(by)
        try:
            if source.state == SourceState.READ:
                source = confirm_roster(source=source, by=officer)
        except (NotPermitted, OutsideDivision, NotWaiting) as why:
            raise CommandError(f"{type(why).__name__}: {why}", returncode=REFUSED) from None
        if source.state not in {SourceState.CONFIRMED, SourceState.APPLYING}:
            raise CommandError(f"{source.pk} is {source.state} and cannot be applied", returncode=REFUSED)
        self._tell_source(work_on(source, timezone.now))

    def do_status(self, **_: Any) -> None:
        for source in Source.objects.exclude(kind=Source.OFFICER_ENTRY).order_by("-id"):
            self._tell_source(source, fail=False)

    def do_refused(self, *, id: int, by: str, **_: Any) -> None:
        for row in list_refused_rows(read_officer(by), _source(id)).iterator():
            self.stdout.write(_row(row.line, row.changes.get("name", ""), row.problems))

    def _tell_source(self, source: Source, *, fail: bool = True) -> None:
        counts = source.counts.get("applied") or source.counts.get("planned") or {}
        told = " ".join(f"{name} {count}" for name, count in counts.items())
        self.stdout.write(
            f"{source.pk} {source.month:%Y-%m} {source.division_code} {source.kind} {source.state} {told}"
        )
        if source.state == SourceState.REFUSED and fail:
            raise CommandError(source.problem, returncode=PROBLEMS)

    def _kinds(self, kind: str, division: str) -> tuple[RosterKind, ...]:
        try:
            kinds = load_kinds_of(Path(settings.POLICY_DIR), division)
        except KindProblem as found:
            self._tell(found.problems)
            raise CommandError(f"{len(found.problems)} problems", returncode=PROBLEMS) from None
        if kind and kind not in kinds:
            raise CommandError(f"there is no kind {kind}: yingbao roster kinds", returncode=NOT_FOUND)
        return (kinds[kind],) if kind else tuple(kinds.values())

    def _tell(self, problems: Iterable[str]) -> None:
        for problem in problems:
            self.stderr.write(problem)


def _language() -> str:
    return get_language() or "zh"


def _said(problem: Mapping[str, Any]) -> str:
    return say_problem(settings.POLICY_DIR, problem, _language())


def _row(line: int, name: str, problems: Iterable[Mapping[str, Any]]) -> str:
    sheet, number = line_in_sheet(line)
    place = f"{number}" if sheet == 1 else f"{sheet}!{number}"
    return f"{place}\t{name}\t{' '.join(_said(problem) for problem in problems)}"


def _brief(counts: Mapping[str, Any]) -> str:
    aside = sum(counts.get("aside", {}).values())
    return (
        f"{counts['read']} rows: {counts['good']} good, {counts['refused']} refused; {aside} lines set aside"
    )


def _existing(file: Path) -> Path:
    if not file.is_file():
        raise CommandError(f"{file} is not there", returncode=NOT_FOUND)
    return file.resolve()


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as why:
        raise CommandError(str(why), returncode=USAGE) from None


def _source(number: int) -> Source:
    source = Source.objects.filter(pk=number).first()
    if source is None:
        raise CommandError(f"there is no list {number}", returncode=NOT_FOUND)
    return source
