"""yingbao audit seal|verify|anchor: seal the book of acts, read it again, keep its state elsewhere."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.office.audit.actions import seal_acts
from yingbao.office.audit.anchors import NotAnAnchor, read_anchors, write_anchor
from yingbao.office.audit.queries.seals import get_last_seal
from yingbao.office.audit.verification import (
    Anchored,
    Fault,
    Misfit,
    Verification,
    compare_anchors,
    verify_book,
)

USAGE, PROBLEMS, REFUSED, NOT_FOUND = 2, 3, 4, 5
FAULTS: dict[Fault, Promise] = {
    Fault.SEAL_MISSING: _("seal %(seal)s is missing"),
    Fault.SEAL_ALTERED: _("seal %(seal)s was altered"),
    Fault.CHAIN_BROKEN: _("seal %(seal)s does not follow the one before it"),
    Fault.ACT_MISSING: _("act %(act)s of seal %(seal)s is missing"),
    Fault.ACT_ALTERED: _("act %(act)s of seal %(seal)s was altered"),
    Fault.ACTS_ALTERED: _("the acts of seal %(seal)s are not those that were sealed"),
    Fault.SEALED_TWICE: _("act %(act)s of seal %(seal)s was sealed before"),
    Fault.SLIPPED_IN: _("act %(act)s was put in after the acts around it were sealed"),
    Fault.BOOK_SHORTER: _("the book ends before seal %(seal)s, which the anchor knows"),
    Fault.ANCHOR_DIFFERS: _("seal %(seal)s is not the one the anchor knows"),
}


class Command(BaseCommand):
    help = "Seal the book of acts, verify it, write down its state elsewhere"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("seal", help="seal what was written; `yingbao work` does so by itself")
        verify = verbs.add_parser("verify", help="read every act and seal again and say what does not fit")
        verify.add_argument("--anchor", type=Path, help="a file that `audit anchor` wrote")
        anchor = verbs.add_parser("anchor", help="add the newest seal to a file kept on another machine")
        anchor.add_argument("file", type=Path)

    def handle(self, *, verb: str, **options: Any) -> None:
        {"seal": self.seal, "verify": self.verify, "anchor": self.anchor}[verb](options)

    def seal(self, options: dict[str, Any]) -> None:
        told = {"count": seal_acts(at=timezone.now())}
        self.stdout.write(gettext("%(count)s acts sealed") % told)

    def verify(self, options: dict[str, Any]) -> None:
        anchors = anchors_in(options["anchor"]) if options["anchor"] else []
        found = verify_book(anchors)
        for misfit in found.told:
            self.stdout.write(said(misfit))
        self.stdout.write(summary(found, anchors))
        if not found.fits:
            text = gettext("The book of acts was tampered with: %(count)s faults")
            raise CommandError(text % {"count": found.faults}, returncode=PROBLEMS)

    def anchor(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        if path.exists():
            check_anchors(anchors_in(path))
        last = get_last_seal()
        if last is None:
            raise CommandError(gettext("Nothing is sealed yet"), returncode=REFUSED)
        line = write_anchor(last.number, last.digest, timezone.now())
        try:
            with path.open("a", encoding="ascii") as file:
                file.write(line)
        except OSError as why:
            raise CommandError(f"{path}: {why.strerror}", returncode=NOT_FOUND) from None
        self.stdout.write(line, ending="")


def anchors_in(path: Path) -> list[Anchored]:
    """Return the anchors of a file, or end with the exit code of what is wrong with it."""
    try:
        return read_anchors(path.read_text(encoding="ascii"))
    except OSError as why:
        raise CommandError(f"{path}: {why.strerror}", returncode=NOT_FOUND) from None
    except UnicodeDecodeError:
        raise CommandError(gettext("%(file)s is no anchor file") % {"file": path}, returncode=USAGE) from None
    except NotAnAnchor as why:
        told = {"file": path, "line": why.line}
        raise CommandError(gettext("%(file)s:%(line)s is no anchor") % told, returncode=USAGE) from None


def check_anchors(anchors: list[Anchored]) -> None:
    """End as a problem where the book is not the one of the file: another anchor would hide it."""
    misfits = compare_anchors(anchors)
    if misfits:
        raise CommandError("\n".join(said(each) for each in misfits), returncode=PROBLEMS)


def said(misfit: Misfit) -> str:
    """Return in words what does not fit."""
    return str(FAULTS[misfit.fault]) % {"seal": misfit.seal, "act": misfit.act}


def summary(found: Verification, anchors: list[Anchored]) -> str:
    """Return how much was read."""
    text = gettext("%(sealed)s acts under %(seals)s seals, %(unsealed)s not sealed yet, %(anchors)s anchors")
    told = {"sealed": found.sealed, "seals": found.seals, "unsealed": found.unsealed, "anchors": len(anchors)}
    return f"{text % told}\n{found.digest}"
