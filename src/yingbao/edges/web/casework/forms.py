"""The forms of acts in a case."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.casework.words import stop_name
from yingbao.edges.web.choosing import offer
from yingbao.edges.web.day_field import DayField
from yingbao.edges.web.telephone_field import TelephoneField
from yingbao.edges.web.templatetags.written import in_chinese, label
from yingbao.office.casework.actions.accepting import missing_papers
from yingbao.office.casework.choices import Aim, Origin
from yingbao.office.casework.course import Course, Position
from yingbao.office.casework.models import Case, Paper
from yingbao.office.casework.queries.offices import nearest_card
from yingbao.values.month import Month

RADIOS = forms.RadioSelect(attrs={"class": "govuk-radios__input"})
LONG = 2000


class DayForm(forms.Form):
    """What is done on a day, today or before."""

    on = DayField(
        label=_("On which day"),
        help_text=_("For example 2026-06-01"),
    )

    def __init__(self, data: Any, *, today: date, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.today = today
        self.fields["on"].initial = today
        self.order_fields([name for name in self.fields if name != "on"] + ["on"])

    def clean_on(self) -> date:
        """Refuse a day still to come."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(gettext("The day is still to come."))
        return on


class CaseForm(DayForm):
    """A form of one act: it knows the case, its course and where it stands."""

    def __init__(self, data: Any, *, case: Case, course: Course, position: Position, today: date) -> None:
        super().__init__(data, today=today)
        self.case, self.course, self.position = case, course, position
        self.prepare()
        self.order_fields([name for name in self.fields if name != "on"] + ["on"])

    def prepare(self) -> None:
        """Fill in what the case decides about the form."""


class OptionalWordsForm(CaseForm):
    """A remark, if there is one."""

    words = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("May stay empty."),
    )


class WordsForm(CaseForm):
    """Words that must be there."""

    words = forms.CharField(
        label=_("In words"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write it in words")},
    )


class RefusalForm(WordsForm):
    """Why nothing is granted: these words stand in the letter."""

    def prepare(self) -> None:
        """Say where the words go."""
        self.fields["words"].label = gettext("Reasons")
        self.fields["words"].help_text = gettext("They stand in the letter to the applicant.")
        self.fields["words"].error_messages["required"] = gettext("Say why")


class OpinionForm(CaseForm):
    """For or against, and why."""

    agrees = forms.ChoiceField(
        label=_("Your opinion"),
        choices=[("yes", _("The conditions are met")), ("no", _("The conditions are not met"))],
        widget=RADIOS,
        error_messages={"required": _("Choose your opinion")},
    )
    words = forms.CharField(
        label=_("Reasons"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed when the conditions are not met."),
    )

    def clean(self) -> dict[str, Any]:
        """An opinion against says why."""
        given = super().clean() or {}
        if given.get("agrees") == "no" and not given.get("words", "").strip():
            self.add_error("words", gettext("Write why the conditions are not met"))
        return given


class SendBackForm(WordsForm):
    """To which step, and what is to be done there."""

    to = forms.ChoiceField(label=_("Back to"), widget=RADIOS, error_messages={"required": _("Choose a step")})

    def prepare(self) -> None:
        """Only earlier steps."""
        self.order_fields(["to", "words"])
        earlier = self.course.earlier(self.position.step) if self.position.step else ()
        offer(self, "to", [(step.id, label(step.name)) for step in earlier])


class StopForm(OptionalWordsForm):
    """What the clock stands still for."""

    cause = forms.ChoiceField(label=_("Why"), widget=RADIOS, error_messages={"required": _("Choose why")})

    def prepare(self) -> None:
        """Only what the process names."""
        self.order_fields(["cause", "words"])
        offer(self, "cause", [(cause, stop_name(cause)) for cause in self.course.process.stops_clock])


class PapersForm(CaseForm):
    """Which papers are there, and which are not needed."""

    brought = forms.MultipleChoiceField(
        label=_("Brought"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes__input"}),
    )

    def prepare(self) -> None:
        """The papers not yet there, each with a line for why it is not needed."""
        self.lacking = missing_papers(self.case)
        names = [(str(paper.number), name_of(paper)) for paper in self.lacking]
        offer(self, "brought", names)
        for number, name in names:
            self.fields[f"not_needed_{number}"] = forms.CharField(
                label=gettext("Not needed: %(paper)s") % {"paper": name},
                help_text=gettext(
                    "Why, for example: the office has it already. Leave empty if it is needed."
                ),
                required=False,
                max_length=200,
            )

    def clean(self) -> dict[str, Any]:
        """Gather the reasons by the number of the paper."""
        given = super().clean() or {}
        given["not_needed"] = {
            paper.number: why
            for paper in self.lacking
            if (why := str(given.get(f"not_needed_{paper.number}", "")).strip())
        }
        if not given["not_needed"] and not given.get("brought") and "brought" not in self.errors:
            self.add_error("brought", gettext("Tick what was brought, or write why it is not needed"))
        return given


class MissingForm(OptionalWordsForm):
    """By when the papers are to be brought."""

    bring_by = DayField(
        label=_("To be brought by"),
        help_text=_("This day stands in the letter. For example 2026-06-30"),
    )

    def prepare(self) -> None:
        """All that is missing is told; the remark comes after the day."""
        self.told_missing = [name_of(paper) for paper in missing_papers(self.case)]
        self.order_fields(["bring_by", "words"])

    def clean_bring_by(self) -> date:
        """Refuse a day that has passed."""
        bring_by: date = self.cleaned_data["bring_by"]
        if bring_by <= self.today:
            raise forms.ValidationError(gettext("Give the applicant at least one day."))
        return bring_by


class ApplyForm(CaseForm):
    """Who applies, and when."""

    origin = forms.ChoiceField(
        label=_("Who applies"),
        widget=RADIOS,
        choices=[
            (Origin.PERSON, _("The person")),
            (Origin.GUARDIAN, _("A guardian or relative")),
            (Origin.VILLAGE, _("The village, on the person's behalf")),
        ],
        initial=Origin.PERSON,
        error_messages={"required": _("Choose who applies")},
    )
    relation = forms.CharField(
        label=_("Relation to the person"),
        required=False,
        max_length=40,
        help_text=_("Only if somebody else applies, for example: mother, village committee."),
    )
    applicant_name = forms.CharField(label=_("Name of who applies"), required=False, max_length=40)
    applicant_phone = TelephoneField(label=_("Telephone"), required=False, max_length=20)

    def clean(self) -> dict[str, Any]:
        """Who applies for another says who it is."""
        given = super().clean() or {}
        if given.get("origin") == Origin.GUARDIAN:
            for name in ("relation", "applicant_name"):
                if not given.get(name, "").strip():
                    self.add_error(name, gettext("Write who applies for the person"))
        return given


class ApproveForm(OptionalWordsForm):
    """The approval; what is not a grant says from which month on."""

    def prepare(self) -> None:
        """A grant begins with the month of the application."""
        if self.case.aim == Aim.GRANT:
            return
        self.fields["words"].required = True
        self.fields["words"].help_text = gettext("The reason stands in the letter.")
        after = Month.of(self.today).next
        self.fields["from_month"] = forms.TypedChoiceField(
            label=gettext("From which month"),
            choices=[(str(after - back), label_of(after - back)) for back in range(25)],
            coerce=Month.parse,
            initial=str(after),
        )


class PublishForm(CaseForm):
    """Where objections are received by telephone."""

    telephone = TelephoneField(
        label=_("Telephone for objections"),
        max_length=40,
        help_text=_("Of your office; it stands on the notice."),
        error_messages={"required": _("Write the telephone of your office")},
    )

    def prepare(self) -> None:
        """The telephone of the counter, to be changed where another is answered."""
        card = nearest_card(self.case.division_code[:9])
        self.fields["telephone"].initial = card.telephone if card else ""


def name_of(paper: Paper) -> str:
    """Return what a paper is called."""
    return paper.name_zh if in_chinese() else paper.name_en


def label_of(month: Month) -> str:
    """Return a month as a choice."""
    return f"{month.year}年{month.month}月" if in_chinese() else str(month)
