"""yingbao plan read|show|diff|coverage|compare: a plan becomes plan.yaml, says, changed, became this."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from yingbao.law.facts.problems import Problems
from yingbao.law.packs import Pack, PackProblems, find_packs, load
from yingbao.law.packs.comparing import compare
from yingbao.law.packs.comparison_telling import comparison_as_json, tell_comparison
from yingbao.law.packs.coverage import Coverage, cover, coverage_of
from yingbao.law.packs.coverage_telling import coverage_as_json, tell_coverage
from yingbao.law.packs.pack import read_pack
from yingbao.law.packs.records import read_records
from yingbao.law.plans.differences import Change, diff, report
from yingbao.law.plans.document import PlanDocument, Why
from yingbao.law.plans.reading import Unreadable, read_plan
from yingbao.law.plans.writing import NotAPlanFile, from_yaml, to_yaml
from yingbao.office.access.sight import seeing_all
from yingbao.office.determination.queries.entitled import count_in_county
from yingbao.office.determination.queries.runs import get_latest_determined
from yingbao.values.month import Month

PROBLEMS, NOT_FOUND = 3, 5
WHY = {
    Why.NUMBER_SKIPPED: gettext_noop("a number before this one is missing"),
    Why.NUMBER_REPEATED: gettext_noop("this number was already used here"),
    Why.TABLE_UNKNOWN: gettext_noop("the columns of this table are not known"),
    Why.ROW_UNCLEAR: gettext_noop("the cells of this row could not be told apart"),
    Why.ROW_WITHOUT_UNIT: gettext_noop("this task names no lead and no responsible unit"),
    Why.BOX_EMPTY: gettext_noop("this box has no text"),
    Why.BOX_OPEN: gettext_noop("it is not clear where this box ends"),
    Why.NO_HEADINGS: gettext_noop("no chapter was found; the text is kept as it stands"),
}
CHANGES = {
    Change.ADDED: gettext_noop("added"),
    Change.REMOVED: gettext_noop("removed"),
    Change.CHANGED: gettext_noop("changed"),
    Change.MOVED: gettext_noop("moved"),
}


class Command(BaseCommand):
    help = "Read a plan document (.txt, .docx, .pdf), show it, compare two versions"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        read = verbs.add_parser("read", help="read a plan; exit code 3 when something could not be placed")
        read.add_argument("file", type=Path)
        read.add_argument(
            "--output", type=Path, help="write plan.yaml here; otherwise it goes to standard output"
        )
        show = verbs.add_parser("show", help="show the clauses, or one of them with what it contains")
        show.add_argument("file", type=Path)
        show.add_argument("clause", nargs="?", help="the id of a clause, such as 专栏1.2")
        compare = verbs.add_parser("diff", help="show which clauses were added, removed, changed or moved")
        compare.add_argument("old", type=Path)
        compare.add_argument("new", type=Path)
        resting = verbs.add_parser(
            "compare", help="show which clauses differ, and which programmes, values and persons rest on them"
        )
        resting.add_argument("old", type=Path)
        resting.add_argument("new", type=Path)
        resting.add_argument("--pack", required=True, help="the pack that was made of the old plan")
        resting.add_argument("--policy", type=Path, default=None, help="folder of the policy")
        resting.add_argument("--json", action="store_true", help="print it for a machine")
        covering = verbs.add_parser(
            "coverage",
            help="show what the clauses of a pack's plan became; exit code 3 when one has no place",
        )
        covering.add_argument("pack", metavar="PACK")
        covering.add_argument("--policy", type=Path, default=None, help="folder of the policy")
        covering.add_argument("--json", action="store_true", help="every clause with its place, as JSON")

    def handle(self, *, verb: str, **options: Any) -> None:
        if verb == "read":
            self.read(options["file"], options["output"])
        elif verb == "show":
            self.show(options["file"], options["clause"])
        elif verb == "coverage":
            self.coverage(options["policy"] or settings.POLICY_DIR, options["pack"], as_json=options["json"])
        elif verb == "compare":
            self.compare(**{name: options[name] for name in ("old", "new", "pack", "policy", "json")})
        else:
            self.diff(options["old"], options["new"])

    def read(self, file: Path, output: Path | None) -> None:
        plan = opened(file)
        if output is None:
            self.stdout.write(to_yaml(plan), ending="")
        else:
            output.write_text(to_yaml(plan), encoding="utf-8")
            self.stdout.write(summary(plan))
        self.complain(file, plan)

    def show(self, file: Path, clause: str | None) -> None:
        plan = opened(file)
        if clause is not None and clause not in plan.by_id:
            raise CommandError(_("No clause %(id)s in this plan.") % {"id": clause}, returncode=NOT_FOUND)
        for each in plan.clauses if clause is None else plan.under(clause):
            self.stdout.write(f"{each.id}\t{each.text}")
        if clause is None:
            self.stdout.write(summary(plan))

    def diff(self, old: Path, new: Path) -> None:
        found = diff(opened(old), opened(new))
        if found:
            self.stdout.write(report(found))
        counts = {change: sum(each.change is change for each in found) for change in Change}
        self.stdout.write(" · ".join(f"{_(CHANGES[change])} {count}" for change, count in counts.items()))

    def compare(self, *, old: Path, new: Path, pack: str, policy: Path | None, json: bool) -> None:
        """Tell what a new text would concern; it changes nothing."""
        known = self.pack_named(policy or settings.POLICY_DIR, pack)
        coverage = coverage_of(known)
        if coverage is None:
            raise CommandError(_("%(pack)s has no plan.") % {"pack": pack}, returncode=NOT_FOUND)
        found = compare(opened(old), opened(new), coverage, known)
        month, persons = entitled_to(known.jurisdiction, [each.id for each in found.of_kind("programme")])
        language = get_language() or settings.LANGUAGE_CODE
        if json:
            self.stdout.write(comparison_as_json(found, persons, language))
            return
        self.stdout.write("\n".join(tell_comparison(found, language)))
        if persons is None:
            self.stdout.write(_("No month has been determined yet, so no persons can be counted."))
        for programme, count in (persons or {}).items():
            words = _("%(programme)s: %(count)d entitled in %(month)s")
            self.stdout.write(words % {"programme": programme, "count": count, "month": month})

    def pack_named(self, policy: Path, pack_id: str) -> Pack:
        """Return a pack as written."""
        if pack_id not in find_packs(policy):
            raise CommandError(
                _("There is no pack %(name)s; there are: %(packs)s")
                % {"name": pack_id, "packs": ", ".join(find_packs(policy))},
                returncode=NOT_FOUND,
            )
        try:
            return load(policy, pack_id)
        except PackProblems as wrong:
            raise CommandError(str(wrong), returncode=PROBLEMS) from wrong

    def coverage(self, policy: Path, pack_id: str, *, as_json: bool) -> None:
        """Tell what became of the plan; what is read wrong comes first, and gaps end with exit code 3."""
        if pack_id not in find_packs(policy):
            raise CommandError(
                _("There is no pack %(name)s; there are: %(packs)s")
                % {"name": pack_id, "packs": ", ".join(find_packs(policy))},
                returncode=NOT_FOUND,
            )
        problems = Problems()
        pack = read_pack(policy, pack_id, problems)
        coverage = cover(pack, read_records(pack, problems)) if pack else Coverage(PlanDocument(), ())
        language = get_language() or settings.LANGUAGE_CODE
        for problem in problems:
            self.stderr.write(problem.speak(language))
        if pack is not None and not coverage.clauses:
            raise CommandError(_("%(pack)s has no plan.") % {"pack": pack_id}, returncode=NOT_FOUND)
        if pack is not None:
            told = (
                coverage_as_json(coverage, language) if as_json else tell_coverage(coverage, pack, language)
            )
            self.stdout.write("\n".join(told))
        if coverage.gaps or problems:
            sys.exit(PROBLEMS)

    def complain(self, file: Path, plan: PlanDocument) -> None:
        """Name every problem with file and line; the exit code says that there are some."""
        for problem in plan.problems:
            self.stderr.write(f"{file}:{problem.line}: {_(WHY[problem.why])}: {problem.text}")
        if plan.problems:
            count = len(plan.problems)
            words = ngettext("%(count)d place is not clear", "%(count)d places are not clear", count)
            raise CommandError(words % {"count": count}, returncode=PROBLEMS)


@seeing_all(reason="whom a change of the plan concerns is counted in a whole county")
def entitled_to(county: str, programmes: list[str]) -> tuple[Month | None, dict[str, int] | None]:
    """Return the newest determined month and how many of the county are entitled to each programme."""
    try:
        month = get_latest_determined(county)
    except (OperationalError, ProgrammingError):
        # A policy writer's machine need not have a register.
        return None, None
    if month is None:
        return None, None
    return month, count_in_county(county=county, month=month, programmes=programmes)


def opened(file: Path) -> PlanDocument:
    """Return the plan in a document or in a plan.yaml."""
    try:
        if file.suffix.lower() in (".yaml", ".yml"):
            return from_yaml(file.read_text(encoding="utf-8"))
        return read_plan(file)
    except OSError as obstacle:
        raise CommandError(
            _("%(file)s cannot be opened.") % {"file": file}, returncode=NOT_FOUND
        ) from obstacle
    except (NotAPlanFile, Unreadable) as obstacle:
        raise CommandError(_("%(file)s is not a plan.") % {"file": file}, returncode=PROBLEMS) from obstacle


def summary(plan: PlanDocument) -> str:
    """Return in one line what the plan holds."""
    return _(
        "%(title)s (%(number)s): %(clauses)d clauses, %(boxes)d boxes, "
        "%(indicators)d indicators, %(tasks)d tasks"
    ) % {
        "title": plan.title,
        "number": plan.number,
        "clauses": sum(bool(clause.text) for clause in plan.clauses),
        "boxes": len(plan.boxes),
        "indicators": len(plan.indicators),
        "tasks": len(plan.tasks),
    }
