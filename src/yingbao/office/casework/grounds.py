"""What a decision rests on: the answer of the rules with the facts it saw, as plain data that can be kept."""

from datetime import date

from yingbao.law.packs import Pack
from yingbao.office.determination.queries.persons import PersonAnswers, ProgrammeAnswer

TRUTH = {True: "yes", False: "no", None: "unknown"}


def grounds_of(answer: ProgrammeAnswer, answers: PersonAnswers, pack: Pack) -> dict[str, object]:
    """Return an answer as it stands: outcome, amount (fen), and each condition with the facts it saw.

    The digest tells which edition of the rules answered.
    """
    explanation = answer.explanation
    return {
        "month": str(answers.month),
        "pack": pack.id,
        "digest": pack.digest,
        "outcome": TRUTH[explanation.outcome],
        "amount_fen": explanation.amount_fen,
        "assumed": pack.is_assumed(answer.programme, answers.month),
        "conditions": [
            {
                "id": reason.id,
                "truth": TRUTH[reason.truth],
                "says": {"zh": said.zh, "en": said.en},
                "facts": {fact: _plain(value) for fact, value in reason.facts.items()},
            }
            for reason in explanation.reasons
            for said in [reason.sentence(answers.places)]
        ],
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value if _is_plain(value) else str(value)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, bool | int | str)
