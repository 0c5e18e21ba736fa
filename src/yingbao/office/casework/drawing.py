"""Drawing a sample that anyone with its seed can draw again."""

from collections.abc import Iterable
from hashlib import sha256


def drawn(persons: Iterable[int], *, seed: str, share_percent: int) -> list[int]:
    """Return the share of persons whose hash with the seed is smallest, at least one of any.

    It depends on the seed and on who is there, not on the order: the same seed draws the same sample.

    Raises:
        ValueError: the share is not from 1 to 100.
    """
    if not 1 <= share_percent <= 100:
        raise ValueError(f"a share of {share_percent} %")
    everyone = sorted(set(persons), key=lambda person: sha256(f"{seed}:{person}".encode()).digest())
    return sorted(everyone[: -(-len(everyone) * share_percent // 100)])
