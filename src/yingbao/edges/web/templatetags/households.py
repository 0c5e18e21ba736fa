"""How a sum of what is owed per household came about, in sentences: what is in it, and what is not."""

from collections.abc import Iterator

from django import template
from django.utils.translation import gettext, ngettext

from yingbao.edges.web.templatetags.written import count, persons
from yingbao.office.determination.queries.households import Households

register = template.Library()


@register.filter
def in_sentences(households: Households | None) -> list[str]:
    """Return what goes with a sum; nothing where it is not owed per household, or nobody is entitled."""
    return list(_sentences(households)) if households and households.anyone else []


def _sentences(households: Households) -> Iterator[str]:
    """Give how many households the sum is of, and whom and what it leaves out."""
    if households.counted:
        yield ngettext(
            "Owed per household: %(count)s household, counted once.",
            "Owed per household: %(count)s households, each counted once.",
            households.counted,
        ) % {"count": count(households.counted)}
    else:
        yield gettext("Owed per household: the amount of no household is known, so there is no sum.")
    if households.persons_apart:
        told = {"count": persons(households.persons_apart)}
        yield gettext("Household not known: %(count)s, not in the sum.") % told
    if households.without_amount:
        yield ngettext(
            "The amount of %(count)s household is not known and not in the sum.",
            "The amounts of %(count)s households are not known and not in the sum.",
            households.without_amount,
        ) % {"count": count(households.without_amount)}
    if households.contradicting:
        yield ngettext(
            "In %(count)s household the members' facts give different amounts; it is not in the sum.",
            "In %(count)s households the members' facts give different amounts; they are not in the sum.",
            households.contradicting,
        ) % {"count": count(households.contradicting)}
