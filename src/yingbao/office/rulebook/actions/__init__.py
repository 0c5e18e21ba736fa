"""The only writers of the room: propose a change, decide about it, end one that no longer fits."""

from yingbao.office.access.own_county import NotOwnCounty
from yingbao.office.access.two_hands import AlreadyDecided, OwnProposal, SomeoneElses
from yingbao.office.rulebook.actions.deciding import approve, refuse, withdraw
from yingbao.office.rulebook.actions.ending import (
    approve_ending,
    propose_ending,
    refuse_ending,
    withdraw_ending,
)
from yingbao.office.rulebook.actions.files import restore_files
from yingbao.office.rulebook.actions.proposing import Proposal, propose
from yingbao.office.rulebook.actions.refusals import (
    AlreadyProposed,
    Faulty,
    Negative,
    NoReason,
    NotApproved,
    NothingChanged,
    Outdated,
    StillFits,
)

__all__ = [
    "AlreadyDecided",
    "AlreadyProposed",
    "Faulty",
    "Negative",
    "NoReason",
    "NotApproved",
    "NotOwnCounty",
    "NothingChanged",
    "Outdated",
    "OwnProposal",
    "Proposal",
    "SomeoneElses",
    "StillFits",
    "approve",
    "approve_ending",
    "propose",
    "propose_ending",
    "refuse",
    "refuse_ending",
    "restore_files",
    "withdraw",
    "withdraw_ending",
]
