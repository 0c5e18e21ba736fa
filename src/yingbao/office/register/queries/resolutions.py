"""How an officer may decide a conflict."""

from yingbao.office.access.models import Officer
from yingbao.office.register.choices import ConflictKind, Resolution
from yingbao.office.register.models import Conflict, Death
from yingbao.office.register.queries import deaths
from yingbao.office.register.queries.visible import get_person


def list_resolutions(officer: Officer, conflict: Conflict) -> list[Resolution]:
    """Return the decisions that are open to this officer, in the order in which they are offered.

    About someone whom only others know, nothing can be decided but what the officer's own list says.
    """
    ids = [each for each in (conflict.person_id, conflict.other_person_id) if each]
    found = [get_person(officer, each) for each in ids]
    seen, unseen = {person.pk for person in found if person}, None in found
    match conflict.kind:
        case ConflictKind.SECOND_HOLDER:
            about = [Resolution.RENAMED, Resolution.ALSO_CALLED] if conflict.detail.get("name") else []
            leave = [Resolution.KEPT_APART, Resolution.ACKNOWLEDGED]
        case ConflictKind.CONTRADICTING:
            about = _of_a_death(conflict) if seen else []
            leave = [Resolution.ACKNOWLEDGED]
        case _:
            about = [Resolution.MERGED] if len(seen) == 2 else []
            leave = [Resolution.KEPT_APART, Resolution.ACKNOWLEDGED]
    if unseen and conflict.kind != ConflictKind.TWO_COUNTIES:
        about = [Resolution.SAME_PERSON]
    return [*about, *leave]


def _of_a_death(conflict: Conflict) -> list[Resolution]:
    adopt = [Resolution.ADOPTED] if conflict.detail.get("died_on") else []
    return [*adopt, *([Resolution.REVOKED] if get_known_death(conflict) else [])]


def get_known_death(conflict: Conflict) -> Death | None:
    """Return the death known now of the person of a conflict."""
    return deaths.get_known_death(conflict.person.merged_into or conflict.person)
