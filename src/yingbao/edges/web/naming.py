"""Names of what the rules of a district speak of, in the reader's language."""

from yingbao.edges.web.templatetags.written import label
from yingbao.law.packs import Pack


def programme_name(pack: Pack, programme_id: str) -> str:
    """Return a programme's name; its id where the rules no longer know it."""
    found = next((each for each in pack.programmes if each.id == programme_id), None)
    return label(found.name) if found else programme_id
