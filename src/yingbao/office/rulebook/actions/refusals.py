"""Why a change of the rules is not proposed, decided or ended."""

from collections.abc import Sequence

from yingbao.law.facts.problems import Wording
from yingbao.law.packs.edits import Fault
from yingbao.office.rulebook.models import Amendment


class NoReason(Exception):
    """A change of the rules says why, and on what it rests."""


class NothingChanged(Exception):
    """The proposal says what stands already."""


class Faulty(Exception):
    """The proposal cannot be understood; each fault is listed with its place."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.message.en for fault in faults))


class Negative(Exception):
    """Somebody would be owed less than nothing; each programme is told with how many persons."""

    def __init__(self, told: Sequence[Wording]) -> None:
        self.told = tuple(told)
        super().__init__("\n".join(each.en for each in told))


class NotApproved(Exception):
    """Only what was approved, and not ended yet, can be ended."""


class StillFits(Exception):
    """An amendment that fits the rules is followed by a later one, not ended."""


class Outdated(Exception):
    """It would write over what its author did not see: changed since, or standing from a later month on."""


class AlreadyProposed(Exception):
    """The same officer's same proposal is waiting for a decision."""

    def __init__(self, amendment: Amendment) -> None:
        self.amendment = amendment
        super().__init__(str(amendment.pk))
