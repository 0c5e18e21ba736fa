"""What an answer or an amount rests on and is to be checked, in words and with the way to confirm it."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.templatetags.written import label
from yingbao.law.packs.resting import Unconfirmed

VALUE, CONDITION = _("example value, to be checked"), _("condition to be checked")


def by_mark(found: Iterable[Unconfirmed]) -> list[tuple[Promise, list[Unconfirmed]]]:
    """Return the values and the conditions, each under its mark; a value of several months stands once."""
    once: dict[object, Unconfirmed] = {}
    for each in found:
        once.setdefault(each.parameter or (each.programme, each.condition), each)
    kinds = (
        (VALUE, [each for each in once.values() if each.parameter]),
        (CONDITION, [each for each in once.values() if not each.parameter]),
    )
    return [(mark, of_kind) for mark, of_kind in kinds if of_kind]


def in_a_cell(found: Sequence[Unconfirmed]) -> str | None:
    """Return the marks with the names, as a workbook has them; nothing where all is sure."""
    told = [
        f"{mark}{gettext(': ')}{gettext(', ').join(label(each.name) for each in of_kind)}"
        for mark, of_kind in by_mark(found)
    ]
    return gettext("; ").join(told) or None


def where_confirmed(each: Unconfirmed, *, proposing: bool) -> str:
    """Return the page on which an officer confirms it with a source; for others, where it stands.

    What is only tried stands nowhere: then there is no page.
    """
    if each.tried:
        return ""
    if not proposing:
        return f"{reverse('programme_show', args=[each.programme])}#{each.parameter or 'conditions'}"
    if not each.parameter:
        return reverse("rule_change", args=[each.programme])
    if each.written:
        return reverse("value_confirm", args=[each.parameter, str(each.start)])
    return reverse("value_change", args=[each.parameter])
