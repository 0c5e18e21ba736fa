"""Lines of a roll in words: who, whereto, how much, what stands against it and what is to be done."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.exchange.banks.saying import say_failure
from yingbao.edges.web.money.words import LINE_LOOKS
from yingbao.edges.web.place import place_in_words
from yingbao.edges.web.templatetags.written import in_chinese
from yingbao.office.access.queries import get_names, get_officer_names
from yingbao.office.payments.choices import BLOCKING, ProblemKind
from yingbao.office.payments.models import Line, LineProblem
from yingbao.office.register.models import BankAccount
from yingbao.office.register.sealed_columns import SEALED

# What an officer does about each kind of problem.
TO_DO: dict[str, Promise] = {
    ProblemKind.DEAD: _(
        "The line is left out. Look at the person's file: what was paid after the death is recovered."
        " If the death is a mistake, it is taken back there."
    ),
    ProblemKind.MOVED: _(
        "The line is left out. The person is no longer known in the county: ask the township, and end the"
        " award if it is so."
    ),
    ProblemKind.SUSPENDED: _(
        "The line is left out until the suspension ends; what becomes owed then is paid later."
    ),
    ProblemKind.NO_AWARD: _("The line is left out. Look at the award: it has ended or was never made."),
    ProblemKind.NO_ACCOUNT: _(
        "The line is left out. Ask the township for the account, enter it, and check the roll again."
    ),
    ProblemKind.ANOTHERS_ACCOUNT: _(
        "Ask whose account it is. If it is a guardian's or the household's, accept it and say which paper"
        " shows it; otherwise leave the line out."
    ),
    ProblemKind.SHARED_ACCOUNT: _(
        "Several persons are paid to one account. If it is the household's card, accept it and say so;"
        " otherwise leave the line out."
    ),
    ProblemKind.NAME_MISMATCH: _(
        "Compare the name on the card with the name in the file. If it is the same person, accept it and"
        " say how you know; otherwise leave the line out."
    ),
    ProblemKind.ACCOUNT_CHANGED: _(
        "Look at the paper by which the account was changed. If it is in order, accept it and say which"
        " paper; otherwise leave the line out."
    ),
}


@dataclass(frozen=True)
class ShownProblem:
    """Something that stands against a line."""

    problem: LineProblem
    words: str
    to_do: Promise
    blocks: bool
    # The name of who accepted it.
    accepted_by: str

    @property
    def look(self) -> str:
        return "no" if self.blocks else "yes" if self.problem.accepted_by else "unknown"


@dataclass(frozen=True)
class ShownLine:
    """One line as a row shows it; the account is masked."""

    line: Line
    place: str
    account: str
    bank: str
    look: str
    # What the bank said, in words, where it sent the line back.
    failure: str
    problems: list[ShownProblem]


def lines_in_words(lines: Iterable[Line]) -> list[ShownLine]:
    """Return lines in words; accounts, problems and names of divisions are each asked once."""
    lines = list(lines)
    accounts = BankAccount.objects.in_bulk([line.account_id for line in lines if line.account_id])
    names = get_names(code for line in lines for code in (line.division_code[:9], line.division_code))
    problems = problems_of(lines)
    column, language = SEALED["bankaccount.account"], "zh" if in_chinese() else "en"
    return [
        ShownLine(
            line,
            place_in_words(line.division_code, names),
            column.masked(account) if (account := accounts.get(line.account_id)) else "",
            account.bank if account else "",
            LINE_LOOKS.get(line.state, "plain"),
            say_failure(line.failure, language) if line.failure else "",
            problems[line.pk],
        )
        for line in lines
    ]


def problems_of(lines: Iterable[Line]) -> dict[int, list[ShownProblem]]:
    """Return what stands against each line."""
    known = list(LineProblem.objects.filter(line__in=[line.pk for line in lines]).order_by("kind"))
    names = get_officer_names(each.accepted_by for each in known if each.accepted_by)
    found: dict[int, list[ShownProblem]] = defaultdict(list)
    for each in known:
        kind, who = ProblemKind(each.kind), names.get(each.accepted_by, each.accepted_by)
        found[each.line_id].append(ShownProblem(each, str(kind.label), TO_DO[kind], kind in BLOCKING, who))
    return found
