"""The one post an officer works in at a time (docs/adr/0012)."""

from dataclasses import dataclass

from yingbao.values.division import DivisionCode


@dataclass(frozen=True)
class AtWork:
    """A role, the division it acts in, the one it reads (the same, or one above it), and for whom."""

    role: str
    acts_in: str
    reads: str
    unit: str = ""
    # The account of the absent colleague; empty when the officer stands in for nobody.
    stands_in_for: str = ""
    absent_name: str = ""
    # The number of the Post; none for the own post of the account.
    post_id: int | None = None

    @property
    def acting_scope(self) -> tuple[str, str]:
        """The half-open range of division codes in which this post changes anything."""
        return DivisionCode(self.acts_in).range

    @property
    def scope(self) -> tuple[str, str]:
        """The half-open range of division codes in which this post sees persons."""
        return DivisionCode(self.reads).range
