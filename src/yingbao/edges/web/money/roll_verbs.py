"""Every act an officer can do with a roll: its words, whose post it is of, and when it can be done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import is_in_scope
from yingbao.office.payments.choices import RollState
from yingbao.office.payments.models import Roll


@dataclass(frozen=True)
class Verb:
    """One act: the button, what it means, who may, in which states of a roll."""

    name: str
    button: Promise
    meaning: Promise
    permission: Permission
    states: frozenset[str]
    # Its own page; else the page of all small acts.
    page: str = "roll_act"
    # It turns the roll back or ends it: never the first thing to press.
    aside: bool = False

    def url(self, roll: Roll) -> str:
        """Return where it is done."""
        return reverse(self.page, args=[roll.pk, self.name] if self.page == "roll_act" else [roll.pk])


VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in [
        Verb(
            "prepare",
            _("Submit for approval"),
            _(
                "From now on nothing on the roll changes. Another officer looks at it and approves it,"
                " or sends it back."
            ),
            Permission.PREPARE_ROLLS,
            frozenset({RollState.BUILT}),
        ),
        Verb(
            "approve",
            _("Approve the roll"),
            _("What is approved is exactly what is shown here. If a line changes, the approval ends."),
            Permission.APPROVE_ROLLS,
            frozenset({RollState.PREPARED}),
            "roll_approve",
        ),
        Verb(
            "file",
            _("Make the bank file"),
            _(
                "Everyone is checked once more: whoever is known dead, moved away or suspended is taken"
                " off, and the roll comes back to be approved again."
            ),
            Permission.PAY_ROLLS,
            frozenset({RollState.APPROVED, RollState.FILED, RollState.SENT}),
            "roll_file",
        ),
        Verb(
            "send",
            _("Mark as sent to the bank"),
            _("Write on which day the file was handed to the bank. It cannot be undone."),
            Permission.PAY_ROLLS,
            frozenset({RollState.FILED}),
        ),
        Verb(
            "return",
            _("Read the bank's return"),
            _("Each line is then paid or sent back. What was sent back can be issued again."),
            Permission.PAY_ROLLS,
            frozenset({RollState.SENT}),
            "roll_return",
        ),
        Verb(
            "check",
            _("Check again"),
            _("Everyone on the roll is checked by what is known now. Nothing else changes."),
            Permission.PREPARE_ROLLS,
            frozenset({RollState.BUILT}),
            aside=True,
        ),
        Verb(
            "send-back",
            pgettext_lazy("roll", "Send back"),
            _("Whoever drew the roll up puts it right and submits it again. Say what is wrong."),
            Permission.APPROVE_ROLLS,
            frozenset({RollState.PREPARED, RollState.APPROVED}),
            aside=True,
        ),
        Verb(
            "cancel",
            _("Cancel the roll"),
            _("Nobody is paid by it. What it would have paid is open again for another roll."),
            Permission.PREPARE_ROLLS,
            frozenset({RollState.DRAWING, RollState.BUILT, RollState.PREPARED, RollState.APPROVED}),
            aside=True,
        ),
    ]
}


def may_now(verb: Verb, roll: Roll, officer: Officer) -> bool:
    """Return whether the roll's state and the officer's post allow an act."""
    return _fits(verb, roll) and may(officer, verb.permission) and is_in_scope(officer, roll.county)


def _fits(verb: Verb, roll: Roll) -> bool:
    # A roll that asks the bank for nothing has no file: it is marked as sent as soon as it is approved.
    if roll.state == RollState.APPROVED and not roll.lines_in and verb.name in {"file", "send"}:
        return verb.name == "send"
    return roll.state in verb.states


def open_verbs(roll: Roll, officer: Officer) -> list[Verb]:
    """Return the acts open to an officer, the one that brings the roll on first."""
    found = [verb for verb in VERBS.values() if may_now(verb, roll, officer)]
    # Once the file was made it only waits to be sent; it can be taken again, which comes second.
    found.sort(key=lambda verb: verb.aside or (verb.name == "file" and roll.state != RollState.APPROVED))
    return found
