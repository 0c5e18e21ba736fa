"""Ways from a rule or a value to its change, for who may propose one."""

from typing import Any

from django import template
from django.template.context import Context

from yingbao.law.packs.parameters import DatedParameter
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
