"""The forms of accounts and posts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.choosing import offer
from yingbao.edges.web.day_field import DayField
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.templatetags import written
from yingbao.law.packs.records import records_of
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.access.queries import list_divisions_in


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("It is recorded with your name."),
        max_length=300,
        error_messages={"required": _("Say why")},
    )


class PostForm(ReasonForm):
    """A role in a division, from a day to a day."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Choose")), *Role.choices],
        error_messages={"required": _("Choose a role")},
    )
    division = forms.ChoiceField(label=_("Where does it act?"))
    unit = forms.ChoiceField(
        label=_("Which unit does it speak for?"), required=False, help_text=_("Only a lead unit needs one.")
    )
    valid_from = DayField(label=_("From which day?"), required=False, help_text=_("For example 2026-06-01"))
    valid_to = DayField(
        label=_("Until which day?"),
        required=False,
        help_text=_("That day included. Leave it empty if no end is known."),
    )

    field_order = ("name", "username", "password", "title", "role", "division", "reads", "unit")

    def __init__(self, data: Any, *, officer: Officer, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.divisions = division_choices(officer)
        offer(self, "division", self.divisions)
        offer(self, "unit", [("", gettext("None")), *unit_choices(officer)])
        self.order_fields([*self.field_order, "valid_from", "valid_to", "reason"])


class ChangeForm(PostForm):
    """Another own post for an officer."""

    title = forms.CharField(label=_("Title"), required=False, max_length=100)


class GiveForm(PostForm):
    """A further post: it may read a wider division than it acts in."""

    reads = forms.ChoiceField(
        label=_("Where does it read?"), required=False, help_text=_("The same division, or one above it.")
    )
    valid_from = DayField(
        label=_("From which day?"),
        help_text=_("For example 2026-06-01"),
        error_messages={"required": _("Say from which day on")},
    )

    def __init__(self, data: Any, *, officer: Officer, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, officer=officer, initial=initial)
        offer(self, "reads", [("", gettext("Where it acts")), *self.divisions])


class NewForm(ChangeForm):
    """A new account. The reason is the account itself: none is asked for."""

    reason = None  # type: ignore[assignment]  # a field of the form above, left out
    name = forms.CharField(label=_("Name"), max_length=100, error_messages={"required": _("Enter the name")})
    username = forms.SlugField(
        label=_("User name"),
        help_text=_("Letters, digits, - and _. Not a citizen number."),
        max_length=30,
        error_messages={
            "required": _("Enter the user name"),
            "invalid": _("Use letters, digits, - and _ only"),
        },
    )
    password = forms.CharField(
        label=_("First password"),
        help_text=_("At least 10 characters. Hand it over in person."),
        max_length=200,
        strip=False,
        error_messages={"required": _("Enter the first password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class DelegateForm(ReasonForm):
    """Who stands in, from when to when, and why."""

    to = forms.ChoiceField(label=_("Who stands in?"), error_messages={"required": _("Choose who stands in")})
    first = DayField(
        label=_("First day"),
        help_text=_("For example 2026-06-01"),
        error_messages={"required": _("Say from which day on")},
    )
    last = DayField(
        label=_("Last day"),
        help_text=_("That day included."),
        error_messages={"required": _("Standing in has a last day")},
    )

    def __init__(self, data: Any, *, colleagues: Iterable[Officer], today: date) -> None:
        super().__init__(data, initial={"first": today})
        self.colleagues = {each.username: each for each in colleagues}
        shown = [
            (each.username, f"{each.name} · {each.role_name} · {each.own_division.name}")
            for each in self.colleagues.values()
        ]
        offer(self, "to", [("", gettext("Choose")), *shown])
        self.order_fields(["to", "first", "last", "reason"])


def division_choices(officer: Officer) -> list[tuple[str, str]]:
    """Return the divisions an officer manages, each part under its whole."""
    found = list_divisions_in(officer.acting_division_id)
    return [(each.code, f"{'　' * (max(len(each.code) - 6, 0) // 3)}{each.name}") for each in found]


def unit_choices(officer: Officer) -> list[tuple[str, str]]:
    """Return the units of the county's rules."""
    return [(unit.id, written.label(unit.name)) for unit in records_of(rules_of(officer)).units]
