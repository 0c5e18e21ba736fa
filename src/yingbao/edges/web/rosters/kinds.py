"""The kinds of rosters a county has, in words."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, gettext

from yingbao.office.register.models import Source
from yingbao.office.register.roster_kinds import RosterKind, load_kinds_of


def kinds_of(county: str) -> dict[str, RosterKind]:
    """Return the national kinds and the county's own, by id."""
    return load_kinds_of(Path(settings.POLICY_DIR), county)


def kind_name(kind_id: str, kinds: dict[str, RosterKind]) -> str:
    """Return what a kind is called; an officer's entry is called that."""
    if kind_id == Source.OFFICER_ENTRY:
        return gettext("Entered by an officer")
    if kind_id not in kinds:
        return kind_id or gettext("Not recognized yet")
    words = kinds[kind_id].name
    return words.en if (get_language() or "").startswith("en") else words.zh
