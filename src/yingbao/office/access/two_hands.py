"""What one officer proposes and another decides: changes of the rules, lists taken over, debts given up."""

from datetime import datetime
from typing import Any, Protocol

from django.utils import timezone

from yingbao.office.access.models import Officer
from yingbao.office.access.queries import is_same_person

WAITING = "proposed"


class AlreadyDecided(Exception):
    """Someone has decided about it, or it was withdrawn."""


class OwnProposal(Exception):
    """Whoever proposed it does not decide about it: two officers are needed."""


class SomeoneElses(Exception):
    """Only who proposed it withdraws it."""


class Proposal(Protocol):
    """A row that waits for a decision: its state is a word, and WAITING until somebody decides."""

    pk: Any
    state: str
    proposed_by: str
    proposed_at: datetime
    decided_by: Any  # some rows hold nothing until then, some an empty text
    decided_at: datetime | None


def must_wait(proposal: Proposal) -> None:
    """Refuse what is decided already. The caller holds the row.

    Raises:
        AlreadyDecided: somebody was faster.
    """
    if proposal.state != WAITING:
        raise AlreadyDecided(str(proposal.pk))


def must_be_anothers(proposal: Proposal, by: Officer) -> None:
    """Refuse an officer who decides about the own proposal, or about that of whom it stands in for.

    Raises:
        AlreadyDecided, OwnProposal: it is not this officer's to decide.
    """
    must_wait(proposal)
    if is_same_person(by, proposal.proposed_by, timezone.localdate(proposal.proposed_at)):
        raise OwnProposal(str(proposal.pk))


def must_be_own(proposal: Proposal, by: Officer) -> None:
    """Refuse an officer who takes back what another proposed.

    Raises:
        AlreadyDecided, SomeoneElses: it is not this officer's to withdraw.
    """
    must_wait(proposal)
    if proposal.proposed_by != by.username:
        raise SomeoneElses(str(proposal.pk))


def decide(proposal: Proposal, state: str, *, at: datetime, by: Officer) -> None:
    """Enter who decided, when, and what; whoever holds the row saves it."""
    proposal.state = state
    proposal.decided_by = by.username
    proposal.decided_at = at
