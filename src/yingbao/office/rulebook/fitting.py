"""Which approved amendments of a county no longer fit its rules, as after an update of the packs."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from yingbao.law import packs
from yingbao.law.facts.problems import PackProblems
from yingbao.law.packs import Overlay, Pack
from yingbao.law.packs.amendments import Amendment as Laid
from yingbao.law.packs.edits import with_id
from yingbao.law.packs.fitting import Misfit, find_misfits
from yingbao.office.determination.packs import pack_id_of, pack_of, stamps_of
from yingbao.office.rulebook.choices import AmendmentState
from yingbao.office.rulebook.files import path_of
from yingbao.office.rulebook.models import Amendment
from yingbao.values.month import Month


def list_misfits(county: str) -> list[Misfit]:
    """Return the amendments in force that no longer fit, with what is wrong.

    Their texts are those that were approved, whatever stands in their files.
    """
    approved = Amendment.objects.filter(county=county, state=AmendmentState.APPROVED).order_by("number")
    laid = [_laid(amendment) for amendment in approved]
    if _is_readable(county, laid):
        return []
    return _misfits(Path(settings.POLICY_DIR), pack_id_of(county), tuple(laid), stamps_of(county))


@lru_cache(maxsize=16)
def _misfits(policy: Path, pack_id: str, laid: tuple[Laid, ...], _stamps: object) -> list[Misfit]:
    """Return what does not fit; looked for again when anything of the rules changed."""
    return find_misfits(policy, pack_id, laid)


def say_misfit(misfit: Misfit) -> list[dict[str, str]]:
    """Return what no longer fits as it is kept: where, and the sentence in both languages."""
    return [
        {
            "place": f"{problem.place.file.name}:{problem.place.line}",
            "zh": problem.message.zh,
            "en": problem.message.en,
        }
        for problem in misfit.problems
    ]


def get_readable_pack(county: str, month: Month) -> Pack | None:
    """Return the rules of a month; where they cannot be read, those without any amendment; else nothing."""
    try:
        return pack_of(county, month)
    except PackProblems:
        pass
    try:
        return packs.load(Path(settings.POLICY_DIR), pack_id_of(county))
    except PackProblems:
        return None


def _is_readable(county: str, laid: Sequence[Laid]) -> bool:
    try:
        for month in sorted({each.start for each in laid}):
            pack_of(county, month)
    except PackProblems:
        return False
    return True


def _laid(amendment: Amendment) -> Laid:
    text = with_id(amendment.file, amendment.text)
    path = path_of(amendment.pack_id, amendment.file)
    return Laid(amendment.number or 0, amendment.month, Overlay(amendment.file, path, text))
