"""Other rates, laid over the rules of a county for as long as a test lasts."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.programmes import COMPARED
from yingbao.law.packs import Overlay, Pack
from yingbao.office.determination import packs


class Laying:
    """Lays a text over every pack while it is entered; packs are read once for each text."""

    def __init__(self) -> None:
        self.laid: tuple[Overlay, ...] = ()
        self.whole: Callable[..., Pack] = packs._load
        self.known: dict[Any, Pack] = {}

    def lay(self, text: str) -> None:
        self.laid = (Overlay("laid", Path("laid.yaml"), text),)

    def __enter__(self) -> None:
        self.laid = ()
        packs._load = self._load  # type: ignore[assignment]

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, where: TracebackType | None
    ) -> None:
        packs._load = self.whole  # type: ignore[assignment]

    def _load(self, folder: Path, pack: str, laid: tuple[Any, ...], stamp: Any) -> Pack:
        key = (pack, laid, self.laid)
        if key not in self.known:
            self.known[key] = self.whole(folder, pack, (*laid, *self.laid), stamp).only(COMPARED)
        return self.known[key]
