"""What is said about a received file: why it or a row was refused, and what is worth knowing."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext

from yingbao.office.register.models import Source
from yingbao.office.register.roster_sentences import say, say_problem


def language() -> str:
    """Return the reader's language as the sentences know it."""
    return (get_language() or "zh")[:2]


def problem_in_words(problem: Mapping[str, Any]) -> str:
    """Return why a row was refused or is in conflict."""
    return say_problem(Path(settings.POLICY_DIR), problem, language())


def refusal_in_words(source: Source) -> str:
    """Return why a whole file was refused; nothing when it was not."""
    return problem_in_words(json.loads(source.problem)) if source.problem.startswith("{") else source.problem


def remarks_in_words(source: Source) -> list[str]:
    """Return what the reader noticed: rows read, spelling repaired, lines about nobody, columns not used."""
    counts, policy = source.counts, Path(settings.POLICY_DIR)
    said = []
    if "read" in counts:
        told = {
            "read": counts["read"],
            "refused": counts.get("refused", 0),
            "repaired": counts.get("repaired", 0),
        }
        said.append(
            gettext("%(read)s rows were read; %(refused)s refused, in %(repaired)s a spelling was repaired.")
            % told
        )
    for kind, number in counts.get("aside", {}).items():
        told = {"what": say(policy, "aside", kind, {}, language()), "number": number}
        said.append(gettext("Lines about nobody (%(what)s): %(number)s") % told)
    remarks = counts.get("remarks", [])
    return said + [
        say(policy, "remarks", each["code"], each.get("params", {}), language()) for each in remarks
    ]
