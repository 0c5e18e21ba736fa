"""What each programme says about a person, in words: the answer, every condition, what to ask, what was."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.plan.owed import EVERY, amount_in_words
from yingbao.edges.web.templatetags.written import label, money
from yingbao.law.engines.explain import Reason
from yingbao.law.packs import Pack
from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.law.rules.truth import Truth
from yingbao.office.determination.choices import Outcome, WorkList
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
    # Whether an assumed value (待核) decides it.
    assumed: bool
    enrolled: list[tuple[Month | None, Month | None, int | None]]
    compared: bool
    # Whether a payee list covers the person; without one nobody knows who is on it.
    listed: bool
    because: str
    questions: list[str]
    findings: list[ShownFinding]
    reasons: list[ShownReason]
    history: list[ShownHistory]


def show_answers(answers: PersonAnswers, pack: Pack, *, may_answer: bool) -> list[ShownAnswer]:
    """Return every programme's answer in words; those with something to do come first."""
    written = {programme.id: programme for programme in pack.programmes}
    shown = [
        replace(
            show_answer(each, answers, may_answer=may_answer),
            area=written[each.programme].area,
            owed=owed_to_one(each, written[each.programme], pack) if each.explanation.outcome else "",
            assumed=pack.is_assumed(each.programme, answers.month),
        )
        for each in answers.answers
    ]
    return sorted(shown, key=lambda each: (not each.findings, each.look == "no"))


def owed_to_one(answer: ProgrammeAnswer, programme: WrittenProgramme, pack: Pack) -> str:
    """Return what the person is owed: the amount of money, or what is counted beside money."""
    pays = programme.pays
    if pays is None:
        return ""
    amount = (
        money(answer.amount.fen if answer.amount else None) if pays.in_money else amount_in_words(pays, pack)
    )
    return f"{EVERY[pays.per]} {amount}"


def show_answer(answer: ProgrammeAnswer, answers: PersonAnswers, *, may_answer: bool) -> ShownAnswer:
    """Return one programme's answer in words."""
    explanation = answer.explanation
    programme = explanation.programme
    return ShownAnswer(
        id=answer.programme,
        name=label(answer.name),
        area="",
        owed="",
        assumed=False,
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
        reasons=[show_reason(each, answers) for each in explanation.reasons],
        history=[show_history(each) for each in answer.history],
    )


def show_finding(finding: PersonFinding, *, may_answer: bool) -> ShownFinding:
    """Return a row of a list; one that asks a question leads to its answer."""
    asks = finding.list == WorkList.ASK and finding.reason != "row_refused"
    url = reverse("question_answer", args=[finding.id]) if asks and may_answer else ""
    return ShownFinding(label(finding.sentence), url)


def show_reason(reason: Reason, answers: PersonAnswers) -> ShownReason:
    """Return one condition's answer with the facts it saw, divisions by name."""
    vocabulary = {fact.id: fact for fact in reason.explanation.rules.facts}
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
    )


def show_history(believed: Believed) -> ShownHistory:
    """Return what was decided for some months."""
    return ShownHistory(
        believed.month_from,
        believed.month_to,
        BELIEVED[believed.outcome],
        believed.amount.fen if believed.amount else None,
        believed.run_to is not None,
    )
