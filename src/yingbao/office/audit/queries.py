"""Reading the book of acts."""

from django.db.models import QuerySet

from yingbao.office.audit.models import Act


def list_acts(*, subject: str = "", by: str = "") -> QuerySet[Act]:
    """Return the acts about one subject, or of one officer, or all; the newest first."""
    acts = Act.objects.order_by("-id")
    if subject:
        acts = acts.filter(subject=subject)
    return acts.filter(by=by) if by else acts
