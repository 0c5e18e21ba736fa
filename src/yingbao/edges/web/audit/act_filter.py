"""What someone looks for in the book of acts: an officer, a kind of act, days, a person."""

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.audit.sentences import GROUPS, Group, verbs_of
from yingbao.edges.web.day_field import DayField
from yingbao.office.access.models import Officer
from yingbao.office.audit.models import Act
from yingbao.office.audit.queries.acts import Wanted, list_acts_about, list_acts_in, narrow
from yingbao.office.register.queries.subjects import list_merged, list_subjects
from yingbao.office.register.queries.visible import get_person

DAYS_AT_FIRST = 30


class ActFilter(forms.Form):
    """The filter as it stands in the address."""

    by = forms.CharField(label=_("Account"), required=False, max_length=150)
    group = forms.ChoiceField(label=_("Kind of act"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)
    person = forms.IntegerField(
        label=_("Person no."),
        required=False,
        min_value=1,
        max_value=2**62,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("The number in the address of the person's file, no citizen number."),
        error_messages={"invalid": _("Write digits only")},
    )

    def __init__(self, data: Any, today: datetime.date) -> None:
        # Without any filter the last month is shown, and the form says so.
        first = today - datetime.timedelta(days=DAYS_AT_FIRST)
        super().__init__(data or {"since": first.isoformat(), "until": today.isoformat()})
        group = self.fields["group"]
        assert isinstance(group, forms.ChoiceField)  # noqa: S101  # declared above
        group.choices = [("", _("All")), *((each.value, word) for each, word in GROUPS.items())]

    def acts(self, officer: Officer) -> QuerySet[Act]:
        """Return the acts of the officers of the division that the filter lets through."""
        if not self.is_valid():
            return Act.objects.none()
        asked = self.cleaned_data
        verbs, beginnings = verbs_of(Group(asked["group"])) if asked["group"] else ([], [])
        wanted = Wanted(
            by=asked["by"],
            verbs=verbs,
            beginning=beginnings,
            since=_midnight(asked["since"]),
            before=_midnight(asked["until"], later=1),
        )
        acts = narrow(list_acts_in(*officer.scope), wanted)
        return acts.filter(pk__in=_about(officer, asked["person"])) if asked["person"] else acts


def _about(officer: Officer, number: int) -> QuerySet[Act, Any]:
    """Return the acts about a person; of one who is not visible, those that name the number itself."""
    person = get_person(officer, number)
    persons = list_merged(person) if person else [number]
    subjects = list_subjects(persons) if person else [f"person:{number}"]
    return list_acts_about(persons, subjects).order_by().values("pk")


def _midnight(day: datetime.date | None, later: int = 0) -> datetime.datetime | None:
    if day is None:
        return None
    start = datetime.datetime.combine(day + datetime.timedelta(days=later), datetime.time())
    return timezone.make_aware(start)
