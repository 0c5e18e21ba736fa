"""What each programme says about a person, in words: the answer, every condition, what to ask, what was."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.plan.owed import EVERY, amount_in_words
from yingbao.edges.web.templatetags.written import label, money
from yingbao.law.engines.deciding import supporting_conditions
from yingbao.law.engines.explain import Explanation, Reason
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs import Pack
from yingbao.law.packs.resting import Resting, Unconfirmed
from yingbao.law.rules.programmes import Pays, WrittenProgramme
from yingbao.law.rules.truth import Truth
from yingbao.office.determination.choices import Outcome, WorkList
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.persons import (
    Believed,
    PersonAnswers,
    PersonFinding,
    ProgrammeAnswer,
)
from yingbao.values.citation import Citation
from yingbao.values.month import Month

OUTCOMES: dict[Truth, Promise] = {True: _("Entitled"), False: _("Not entitled"), None: _("Not certain yet")}
TRUTHS: dict[Truth, Promise] = {True: _("met"), False: _("not met"), None: _("not known")}
LOOKS: dict[Truth, str] = {True: "yes", False: "no", None: "unknown"}
BELIEVED: dict[Outcome | None, Promise] = {
    Outcome.YES: _("Entitled"),
    Outcome.ASK: _("Not certain yet"),
    None: _("Not entitled"),
}


@dataclass(frozen=True)
class ShownReason:
    """One condition: its sentence, whether it holds, the facts it saw, and where it is written."""

    sentence: str
    truth: Promise
    look: str
    facts: list[tuple[str, str]]
    citation: Citation | None
    # What it rests on that is still to be checked.
    unconfirmed: tuple[Unconfirmed, ...]


@dataclass(frozen=True)
class ShownFinding:
    """One row of a list about the person."""

    sentence: str
    answer_url: str


@dataclass(frozen=True)
class ShownHistory:
    """What was decided for some months."""

    month_from: Month
    month_to: Month | None
    outcome: Promise
    amount_fen: int | None
    overtaken: bool
    unconfirmed: tuple[Unconfirmed, ...]


@dataclass(frozen=True)
class ShownAnswer:
    """One programme's answer."""

    id: str
    name: str
    # The area of life it belongs to, and what is owed how often, in words.
    area: str
    owed: str
    outcome: Promise
    look: str
    # What decides the answer, or the amount of a yes, and is still to be checked (待核).
    unconfirmed: tuple[Unconfirmed, ...]
    enrolled: list[tuple[Month | None, Month | None, int | None]]
    compared: bool
    # Whether a payee list covers the person; without one nobody knows who is on it.
    listed: bool
    because: str
    questions: list[str]
    findings: list[ShownFinding]
    # Where the reasons and the history stand when they are not here; empty when they are.
    why_url: str
    reasons: list[ShownReason]
    history: list[ShownHistory]


def show_answers(
    answers: PersonAnswers, pack: Pack, *, may_answer: bool, whole: bool = False
) -> list[ShownAnswer]:
    """Return every programme's answer in words; those with something to do come first.

    Unless the `whole` is asked for, only what stands on a list has its reasons here. Those of the others are
    behind a link: a hundred programmes have a thousand, and the sentence that decides stands here anyway.
    """
    written = {programme.id: programme for programme in pack.programmes}
    resting = Resting(pack, answers.month, answers.month)
    shown = [
        replace(
            show_answer(each, answers, resting, may_answer=may_answer, whole=whole or bool(each.findings)),
            area=written[each.programme].area,
            owed=owed_to_one(each, written[each.programme], pack) if each.explanation.outcome else "",
        )
        for each in answers.answers
    ]
    return sorted(shown, key=lambda each: (not each.findings, each.look == "no"))


def show_one(answers: PersonAnswers, answer: ProgrammeAnswer) -> ShownAnswer:
    """Return one of some answers in words, with nothing to be answered."""
    pack = pack_of(answers.county, answers.month)
    resting = Resting(pack, answers.month, answers.month)
    return show_answer(answer, answers, resting, may_answer=False)


def owed_to_one(answer: ProgrammeAnswer, programme: WrittenProgramme, pack: Pack) -> str:
    """Return what the person is owed: the amount of money, or what is counted beside money.

    What is owed per household is said to be the whole household's.
    """
    pays = programme.pays
    if pays is None:
        return ""
    owed = f"{EVERY[pays.per]} {how_much(answer, pays, pack)}"
    return (
        gettext("%(owed)s for the whole household") % {"owed": owed}
        if programme.subject == "household"
        else owed
    )


def how_much(answer: ProgrammeAnswer, pays: Pays, pack: Pack) -> str:
    """Return the amount of an answer with its unit; a number not known beside money by what reckons it."""
    if pays.in_money:
        return money(answer.amount.fen if answer.amount else None)
    if answer.amount is None:
        return amount_in_words(pays, pack)
    return f"{answer.amount.fen} {label(pack.owed[pays.unit])}"


def show_answer(
    answer: ProgrammeAnswer, answers: PersonAnswers, resting: Resting, *, may_answer: bool, whole: bool = True
) -> ShownAnswer:
    """Return one programme's answer in words, with its reasons and its history when the `whole` is wanted."""
    explanation = answer.explanation
    programme = explanation.programme
    vocabulary = explanation.explainer.facts
    reasons, history = (explanation.reasons, answer.history) if whole else ((), ())
    return ShownAnswer(
        id=answer.programme,
        name=label(answer.name),
        area="",
        owed="",
        unconfirmed=deciding_doubts(explanation, resting),
        outcome=OUTCOMES[explanation.outcome],
        look=LOOKS[explanation.outcome],
        enrolled=[
            (
                Month.of(each.valid_from) if each.valid_from else None,
                Month.of(each.valid_to) if each.valid_to else None,
                each.amount_fen,
            )
            for each in answer.enrolled
        ],
        compared=programme.enrolment is not None and programme.enrolment.compare != "none",
        listed=answer.listed,
        because=label(explanation.failing[0].sentence(answers.places)) if explanation.failing else "",
        questions=[label(each.wording) for each in explanation.questions],
        findings=[show_finding(each, may_answer=may_answer) for each in answer.findings],
        why_url="" if whole else why_url(answers, answer.programme),
        reasons=[show_reason(each, vocabulary, answers, resting) for each in reasons],
        history=[show_history(each, answer.programme, resting) for each in history],
    )


def why_url(answers: PersonAnswers, programme: str) -> str:
    """Return the address of the page with the reasons of one programme's answer."""
    return f"{reverse('person_programme', args=[answers.person, programme])}?month={answers.month}"


def deciding_doubts(explanation: Explanation, resting: Resting) -> tuple[Unconfirmed, ...]:
    """Return what is to be checked of what decides an answer: of a yes its values, else its conditions."""
    programme = explanation.programme
    numbered = {each.condition.number: each.truth for each in explanation.reasons}
    deciding = supporting_conditions(programme.eligible, numbered)
    names = [each.id for each in programme.conditions if each.number in deciding]
    if explanation.outcome is True:
        return resting.of_yes(programme.id, names)
    return resting.of_conditions(programme.id, names)


def show_finding(finding: PersonFinding, *, may_answer: bool) -> ShownFinding:
    """Return a row of a list; one that asks a question leads to its answer."""
    asks = finding.list == WorkList.ASK and finding.reason != "row_refused"
    url = reverse("question_answer", args=[finding.id]) if asks and may_answer else ""
    return ShownFinding(label(finding.sentence), url)


def show_reason(
    reason: Reason, vocabulary: Mapping[str, Fact], answers: PersonAnswers, resting: Resting
) -> ShownReason:
    """Return one condition's answer with the facts it saw, divisions by name."""
    seen = [
        (label(vocabulary[name].name), answers.places.get(str(value)) or label(vocabulary[name].say(value)))
        for name, value in reason.facts.items()
        if name in vocabulary
    ]
    return ShownReason(
        sentence=label(reason.sentence(answers.places)),
        truth=TRUTHS[reason.truth],
        look=LOOKS[reason.truth],
        facts=seen,
        citation=reason.citation,
        unconfirmed=resting.of_conditions(reason.explanation.programme.id, [reason.id]),
    )


def show_history(believed: Believed, programme: str, resting: Resting) -> ShownHistory:
    """Return what was decided for some months, and what of a yes is still to be checked today."""
    return ShownHistory(
        believed.month_from,
        believed.month_to,
        BELIEVED[believed.outcome],
        believed.amount.fen if believed.amount else None,
        believed.run_to is not None,
        resting.during(believed.month_from, believed.month_to or resting.end).of_programme(programme)
        if believed.outcome is Outcome.YES
        else (),
    )
