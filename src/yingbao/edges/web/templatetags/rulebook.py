"""Ways from a rule or a value to its change, for who may propose one."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yingbao.edges.web.templatetags.unconfirmed import by_mark, where_confirmed
from yingbao.edges.web.templatetags.written import label
from yingbao.law.packs.parameters import DatedParameter
from yingbao.law.packs.resting import Unconfirmed
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.values.month import Month
from yingbao.values.sure import Sure

register = template.Library()


@register.simple_tag(takes_context=True)
def may_propose(context: Context) -> bool:
    """Return whether the reader may propose other rules."""
    officer = context.get("officer")
    return isinstance(officer, Officer) and may(officer, Permission.PROPOSE_RULES)


@register.simple_tag(takes_context=True)
def unconfirmed(context: Context, found: Sequence[Unconfirmed]) -> SafeString | str:
    """Mark what is still to be checked (待核): each name leads to where it is confirmed with a source."""
    proposing = bool(found) and may_propose(context)
    marked = (
        (
            mark,
            format_html_join(gettext(", "), "{}", ((_named(each, proposing=proposing),) for each in of_kind)),
        )
        for mark, of_kind in by_mark(found)
    )
    return format_html_join("", ' <span class="yb-tag yb-tag--unknown">{}</span> {}', marked)


def _named(each: Unconfirmed, *, proposing: bool) -> SafeString | str:
    address = where_confirmed(each, proposing=proposing)
    name = label(each.name)
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, name) if address else name


@register.inclusion_tag("rulebook/_value_links.html", takes_context=True)
def value_links(context: Context, parameter: DatedParameter, start: Month) -> dict[str, Any]:
    """Offer to confirm a value that is still to be checked; one that is not known is to be written."""
    dated = parameter.on(start)
    open_value = may_propose(context) and dated is not None and dated.sure is not Sure.STATED
    return {
        "parameter": parameter,
        "start": start,
        "confirm": open_value and dated is not None and dated.value is not None,
        "write": open_value and dated is not None and dated.value is None,
    }
