"""Why an account or a post is not made, changed or ended."""


class OfficerExists(Exception):
    """There is an account of this name."""


class UnknownDivision(Exception):
    """The division was never loaded."""


class WeakPassword(Exception):
    """The password is refused; the reasons are the messages."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


class OutsideScope(Exception):
    """The officer acts on an account or a division outside the own one."""


class OwnAccount(Exception):
    """Nobody gives posts to oneself, or changes the own account."""


class NoReason(Exception):
    """Giving, ending, changing or closing says why."""


class NeedsUnit(Exception):
    """Who speaks for a lead unit says for which one."""


class WrongDays(Exception):
    """The last day lies before the first, or standing in has no last day."""


class ReadsTooLittle(Exception):
    """A post reads the division it acts in, or one above it."""


class BothHands(Exception):
    """Whoever manages accounts sees no person: one account does not hold both."""


class NotSameCounty(Exception):
    """A colleague of another county does not stand in."""


class SwitchedOff(Exception):
    """The account is closed; it gets no post."""


class NotOwnPost(Exception):
    """Only the own post is passed on, and only while working in it."""


class AlreadyEnded(Exception):
    """The post has ended."""


class NotCurrent(Exception):
    """The officer does not hold this post today."""


class PortalTaken(Exception):
    """This account of the portal opens another officer's account already."""
