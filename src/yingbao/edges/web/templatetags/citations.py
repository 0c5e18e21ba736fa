"""Citations: where something is written, as a link when the place is in the plan."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yingbao.values.citation import Citation
from yingbao.values.sure import Sure

register = template.Library()


@register.simple_tag
def cite(citation: Citation | str | None) -> SafeString | str:
    """Return 规划 专栏1.2.a as a link to the clause; a law by its number, 待核 where it is unsure."""
    if not citation:
        return "—"
    cited = Citation.parse(citation) if isinstance(citation, str) else citation
    if not cited.is_plan:
        told = f"{cited.document} {cited.clause}".strip()
        if cited.sure is Sure.STATED:
            return told
        unsure = gettext("to be checked")
        return format_html('{} <span class="yb-tag yb-tag--unknown">{}</span>', told, unsure)
    return format_html(
        '<a class="govuk-link" href="{}">{} {}</a>',
        reverse("clause_show", args=[cited.clause]),
        gettext("Plan"),
        cited.clause,
    )
