"""What other districts were asked about a conflict, and said; nothing else of theirs is told."""

from typing import NamedTuple

from yingbao.office.access.sight import seeing_all
from yingbao.office.register.choices import Resolution
from yingbao.office.register.models import Conflict

COUNTY = 6


class AnswerElsewhere(NamedTuple):
    """The county that was asked, and how it decided; None while it has not."""

    county: str
    how: Resolution | None


@seeing_all(reason="which county asks or answers is told, and nothing of its person")
def get_asking_county(conflict: Conflict) -> str:
    """Return the county whose list raised the question; empty where it is the own one."""
    return conflict.asked_by.division_code[:COUNTY] if conflict.asked_by else ""


@seeing_all(reason="which county asks or answers is told, and nothing of its person")
def list_answers_elsewhere(conflict: Conflict) -> list[AnswerElsewhere]:
    """Return what the counties that were asked have decided, in the order in which they were asked."""
    asked = conflict.asked.order_by("id").values_list("division_code", "how")
    return [AnswerElsewhere(code[:COUNTY], Resolution(how) if how else None) for code, how in asked]
