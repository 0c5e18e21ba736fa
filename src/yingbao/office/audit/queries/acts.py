"""Reading the book of acts."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from yingbao.office.audit.models import Act

# An act names a person in its detail as `person`, or several in a list `persons`.
MENTIONING = {
    "postgresql": """SELECT id FROM audit_act WHERE detail @> %s::jsonb
        UNION ALL SELECT id FROM audit_act WHERE detail @> %s::jsonb""",
    "sqlite": """SELECT id FROM audit_act WHERE json_extract(detail, '$.person') = %s
        UNION ALL SELECT id FROM audit_act WHERE json_extract(detail, '$.persons') IS NOT NULL
            AND EXISTS (SELECT 1 FROM json_each(detail, '$.persons') WHERE value = %s)""",
}


@dataclass(frozen=True)
class Wanted:
    """Which acts someone looks for; what is empty does not narrow."""

    by: str = ""
    verbs: Collection[str] = ()
    # Verbs that begin so.
    beginning: Collection[str] = ()
    since: datetime | None = None
    before: datetime | None = None


def list_acts(*, subject: str = "", by: str = "") -> QuerySet[Act]:
    """Return the acts about one subject, or of one officer, or all; the newest first."""
    acts = Act.objects.order_by("-id")
    if subject:
        acts = acts.filter(subject=subject)
    return acts.filter(by=by) if by else acts


def list_acts_in(low: str, high: str) -> QuerySet[Act]:
    """Return the acts of officers acting in a half-open range of division codes; the newest first."""
    return list_acts().filter(division__gte=low, division__lt=high)


def list_takings(by: str, *, since: datetime) -> QuerySet[Act]:
    """Return the acts by which an account took lists away since a moment; the oldest first."""
    return Act.objects.filter(by=by, at__gte=since, verb__endswith="exported").order_by("id")


def list_acts_about(persons: Iterable[int], subjects: Iterable[str]) -> QuerySet[Act]:
    """Return the acts with one of the subjects, and those whose detail names a person; the newest first."""
    about = Q(subject__in=list(subjects))
    for person in persons:
        about |= Q(pk__in=_mentioning(person))
    return list_acts().filter(about)


def _mentioning(person: int) -> RawSQL:
    given: tuple[object, object] = (person, person)
    if connection.vendor == "postgresql":
        given = (json.dumps({"person": person}), json.dumps({"persons": [person]}))
    return RawSQL(MENTIONING[connection.vendor], given)  # noqa: S611  # constants; the person is a parameter


def narrow(acts: QuerySet[Act], wanted: Wanted) -> QuerySet[Act]:
    """Return those of some acts that someone looks for."""
    if wanted.by:
        acts = acts.filter(by=wanted.by)
    if wanted.verbs or wanted.beginning:
        kinds = Q(verb__in=wanted.verbs)
        for beginning in wanted.beginning:
            kinds |= Q(verb__gte=beginning, verb__lt=f"{beginning}~")
        acts = acts.filter(kinds)
    if wanted.since:
        acts = acts.filter(at__gte=wanted.since)
    return acts.filter(at__lt=wanted.before) if wanted.before else acts
