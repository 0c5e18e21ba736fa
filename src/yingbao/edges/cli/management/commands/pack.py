"""`yingbao pack new`, `check`, `show` and `reference`: packs drafted, looked through, told in words."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import get_language, gettext

from yingbao.edges.cli.management.commands.plan import opened
from yingbao.law.facts.problems import Wording
from yingbao.law.packs import NotInForce, PackProblems, check, find_packs, load
from yingbao.law.packs.drafting import words
from yingbao.law.packs.drafting.draft import NotADistrict, Wanted, draft_pack
from yingbao.law.packs.drafting.telling import tell_draft
from yingbao.law.packs.drafting.writing import write_draft
from yingbao.law.packs.reference import pages
from yingbao.law.packs.telling import tell
from yingbao.values.month import Month

USAGE, PROBLEMS, REFUSED, NOT_FOUND = 2, 3, 4, 5
REFERENCE = settings.ROOT / "docs" / "reference" / "generated"


class Command(BaseCommand):
    help = "Draft a policy pack from a plan, check packs, or show one in words."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--policy", type=Path, default=None, help="folder of the policy")
        verbs = parser.add_subparsers(dest="verb", required=True)
        checking = verbs.add_parser("check", help="print every problem as file:line:column: sentence")
        checking.add_argument("packs", nargs="*", metavar="PACK")
        checking.add_argument("--all", action="store_true", help="all packs (also without any name)")
        checking.add_argument(
            "--amendments", type=Path, default=settings.AMENDMENTS_DIR, help="what districts changed"
        )
        showing = verbs.add_parser("show", help="programmes, rules in words, rates by date")
        showing.add_argument("pack", metavar="PACK")
        showing.add_argument("--month", default=None, metavar="2026-06")
        showing.add_argument("--reform", default=None)
        drafting = verbs.add_parser("new", help="read a plan and write a draft pack for it")
        drafting.add_argument("--plan", type=Path, required=True, help=".txt, .docx, .pdf or a plan.yaml")
        drafting.add_argument("--extends", required=True, metavar="cn-50", help="the pack it builds on")
        drafting.add_argument("--id", required=True, metavar="cn-500298", help="cn- and the county's code")
        drafting.add_argument("--name", required=True, help="the county's name in Chinese")
        drafting.add_argument("--name-en", default="", help="in English; the Chinese name without it")
        drafting.add_argument("--out", type=Path, default=None, help="folder to write the pack's folder into")
        referring = verbs.add_parser("reference", help="whether the pages of reference are current")
        referring.add_argument("--write", action="store_true", help="make them anew")
        referring.add_argument("--folder", type=Path, default=REFERENCE, help="where the pages stand")

    def handle(self, *_: object, **options: object) -> None:
        """Run the verb asked for; what is found wrong goes to standard output, one problem a line."""
        policy = Path(str(options["policy"] or settings.POLICY_DIR))
        if options["verb"] == "check":
            named = options["packs"] if isinstance(options["packs"], list) else []
            amendments = Path(str(options["amendments"]))
            self._check(policy, amendments, [] if options["all"] else [str(name) for name in named])
            return
        if options["verb"] == "reference":
            self._reference(policy, Path(str(options["folder"])), write=bool(options["write"]))
            return
        if options["verb"] == "new":
            self._new(policy, options)
            return
        self._show(policy, str(options["pack"]), options)

    @property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    def _check(self, policy: Path, amendments: Path, names: list[str]) -> None:
        for name in names:
            self._must_exist(policy, name)
        checked = check(policy, names or None, amendments)
        for problem in checked.problems:
            self.stdout.write(problem.speak(self.language))
        said = gettext(
            "%(packs)d packs, %(programmes)d programmes, %(reforms)d reforms, %(amendments)d amendments, "
            "%(cases)d cases on three engines: %(problems)d problems."
        )
        counts = {
            "packs": checked.packs,
            "programmes": checked.programmes,
            "reforms": checked.reforms,
            "amendments": checked.amendments,
            "cases": checked.cases,
            "problems": len(checked.problems),
        }
        self.stdout.write(said % counts)
        if checked.problems:
            sys.exit(PROBLEMS)

    def _new(self, policy: Path, options: dict[str, object]) -> None:
        """Write a draft and tell what is sure, proposed and undecided in it."""
        extends, pack_id, name = (str(options[word]) for word in ("extends", "id", "name"))
        self._must_exist(policy, extends)
        folder = Path(str(options["out"] or policy / "packs")) / pack_id
        if folder.exists():
            self._stop(words.EXISTS.fill(folder=folder), REFUSED)
        wanted = Wanted(pack_id, extends, Wording(name, str(options["name_en"] or name)))
        try:
            draft = draft_pack(policy, opened(Path(str(options["plan"]))), wanted)
        except NotADistrict:
            example = f"{extends}0000" if len(extends) == len("cn-50") else "cn-500298"
            self._stop(words.NO_DISTRICT.fill(id=pack_id, extends=extends, example=example), USAGE)
        except PackProblems as wrong:
            for problem in wrong.problems:
                self.stderr.write(problem.speak(self.language))
            sys.exit(PROBLEMS)
        write_draft(draft, folder, self.language)
        for line in tell_draft(draft, self.language):
            self.stdout.write(line)
        self.stdout.write(words.WRITTEN.fill(folder=folder).speak(self.language))
        self.stdout.write(words.NEXT.fill(id=pack_id).speak(self.language))

    def _stop(self, said: Wording, code: int) -> NoReturn:
        self.stderr.write(said.speak(self.language))
        sys.exit(code)

    def _reference(self, policy: Path, folder: Path, *, write: bool) -> None:
        try:
            made = pages(policy)
        except PackProblems as wrong:
            for problem in wrong.problems:
                self.stderr.write(problem.speak(self.language))
            sys.exit(PROBLEMS)
        stale = [name for name, text in made.items() if _text(folder / name) != text]
        if write:
            folder.mkdir(parents=True, exist_ok=True)
            for name in stale:
                (folder / name).write_text(made[name], encoding="utf-8")
        elif stale:
            said = gettext("Not current: %(pages)s. Run yingbao pack reference --write.")
            self.stderr.write(said % {"pages": ", ".join(stale)})
            sys.exit(PROBLEMS)

    def _show(self, policy: Path, name: str, options: dict[str, object]) -> None:
        self._must_exist(policy, name)
        reforms = [str(options["reform"])] if options["reform"] else []
        try:
            month = Month.parse(str(options["month"])) if options["month"] else None
            pack = load(policy, name, *reforms)
            if month:
                pack.for_month(month)
        except PackProblems as wrong:
            for problem in wrong.problems:
                self.stderr.write(problem.speak(self.language))
            sys.exit(PROBLEMS)
        except NotInForce:
            self.stderr.write(
                gettext("%(pack)s is not in force in %(month)s.") % {"pack": name, "month": month}
            )
            sys.exit(NOT_FOUND)
        except ValueError:
            self.stderr.write(gettext("A month is written 2026-06, not %s.") % options["month"])
            sys.exit(USAGE)
        for line in tell(pack, month, self.language):
            self.stdout.write(line)

    def _must_exist(self, policy: Path, name: str) -> None:
        packs = find_packs(policy)
        if name not in packs:
            said = gettext("There is no pack %(name)s; there are: %(packs)s")
            self.stderr.write(said % {"name": name, "packs": ", ".join(packs)})
            sys.exit(NOT_FOUND)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
