"""The form for one fact of the vocabulary, whatever its type."""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.day_field import DayField
from yingbao.edges.web.templatetags import written
from yingbao.law.facts.values import Kind, NotAValue
from yingbao.law.facts.vocabulary import Fact
from yingbao.values.money import MOST_FEN, Money, NotMoney
from yingbao.values.month import Month

YES_OR_NO = [("true", _("Yes")), ("false", _("No"))]
HINTS = {
    Kind.DATE: _("For example 2026-03-31"),
    Kind.MONTH: _("For example 2026-03"),
    Kind.FEN: _("In yuan, for example 110.00"),
    Kind.DIVISION: _("The code of the county, township or village"),
}


class AnswerForm(forms.Form):
    """The answer, since when it holds, and how the officer knows."""

    reason = forms.CharField(
        label=_("How do you know?"),
        help_text=_("It is recorded with your name. For example: asked by telephone, saw the certificate."),
        max_length=300,
        error_messages={"required": _("Say how you know")},
    )

    def __init__(self, data: Any, *, fact: Fact, month: Month) -> None:
        super().__init__(data)
        self.fact, self.month = fact, month
        self.value = ""
        self.fields["answer"] = answer_field(fact)
        self.fields["since"] = DayField(
            label=_("Since when?"),
            help_text=_("The first day on which this was true, for example 2026-06-01"),
            initial=month.first_day,
            error_messages={
                "required": _("Say since when"),
            },
        )
        self.order_fields(["answer", "since", "reason"])

    def clean_answer(self) -> str:
        """Read the answer by the fact's own rule, and keep it as the register writes it."""
        answer = str(self.cleaned_data["answer"]).strip()
        try:
            self.value = stored(self.fact, answer)
        except (NotAValue, NotMoney, ValueError):
            if self.fact.kind is Kind.FEN:
                most = {"most": str(Money(MOST_FEN))}
                raise forms.ValidationError(
                    gettext("Write an amount in yuan, from 0 to %(most)s") % most
                ) from None
            refusal = gettext("This is not a possible answer: %(allowed)s")
            raise forms.ValidationError(refusal % {"allowed": written.label(self.fact.allowed)}) from None
        return answer

    def clean_since(self) -> date:
        """Refuse a day after the month that was asked about: the question would stay open."""
        since: date = self.cleaned_data["since"]
        if since > self.month.last_day:
            last = {"day": written.day(self.month.last_day)}
            raise forms.ValidationError(
                gettext("The question is about the month that ends on %(day)s: write no later day") % last
            )
        return since


def answer_field(fact: Fact) -> forms.Field:
    """Return the field for a fact: a choice where there are few answers, else a line."""
    question = written.label(fact.question) or written.label(fact.name)
    told: dict[str, Any] = {
        "label": question,
        "error_messages": {"required": _("Choose or write the answer")},
    }
    radios = forms.RadioSelect(attrs={"class": "govuk-radios__input"})
    if fact.kind is Kind.BOOLEAN:
        return forms.ChoiceField(choices=YES_OR_NO, widget=radios, **told)
    if fact.choices:
        choices = [(code, written.label(words)) for code, words in fact.choices]
        return forms.ChoiceField(choices=choices, widget=radios, **told)
    if fact.range and fact.range[1] - fact.range[0] < 10:
        numbers = range(fact.range[0], fact.range[1] + 1)
        choices = [(str(number), written.label(fact.say(number))) for number in numbers]
        return forms.ChoiceField(choices=choices, widget=radios, **told)
    return forms.CharField(max_length=40, help_text=HINTS.get(fact.kind, ""), **told)


def stored(fact: Fact, answer: str) -> str:
    """Return an answer as the register keeps it; digits and signs may be full-width.

    Raises:
        NotAValue, NotMoney, ValueError: it is not an answer to this question.
    """
    if fact.kind is Kind.FEN:
        return stored_amount(answer)
    if fact.kind is not Kind.TEXT:
        answer = unicodedata.normalize("NFKC", answer)
    given: object = answer
    if fact.kind is Kind.BOOLEAN:
        given = answer == "true"
    elif fact.kind is Kind.INTEGER:
        given = whole_number(answer)
    value = fact.read(given)
    return answer if isinstance(value, bool) else str(value)


def stored_amount(answer: str) -> str:
    """Return an amount as whole fen; nobody is paid less than nothing, or tens of millions a month."""
    amount = Money.parse(answer)
    if amount.fen < 0 or amount.is_too_large:
        raise NotAValue(answer)
    return str(amount.fen)


def whole_number(answer: str) -> int:
    """Return a number that every database keeps."""
    if not re.fullmatch("-?[0-9]{1,9}", answer):
        raise NotAValue(answer)
    return int(answer)
