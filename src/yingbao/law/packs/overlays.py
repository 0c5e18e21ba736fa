"""What is laid over a pack: a reform to try, an amendment in force, a draft not yet on disk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from yingbao.law.facts.documents import Located, read_document, read_text
from yingbao.law.facts.problems import Place, Problems, Wording

NO_REFORM = Wording("政策包 {pack} 没有改革方案“{id}”", "pack {pack} has no reform “{id}”")
WRONG_FILE = Wording("id“{id}”与文件名不同", "id “{id}” differs from the file's name")
REFORM_KEY = Wording("改革方案里不认识“{key}”", "“{key}” is not known in a reform")
OVERLAID = ("parameters", "conditions", "programmes")
# An amendment also says from when it is in force, and on what it rests.
REFORM_KEYS = {"id", "name", "clauses", "note", "in_force", "source", *OVERLAID}


@dataclass(frozen=True)
class Overlay:
    """Changes with an id of their own; the path is where their problems are told.

    A draft brings its text along and need not be on disk.
    """

    id: str
    path: Path
    text: str | None = None

    def read(self, problems: Problems) -> Located | None:
        """Return what is laid over, or None after noting why it cannot be read."""
        if self.text is not None:
            return read_text(self.text, self.path, problems)
        return read_document(self.path, problems)


def document_of(source: str) -> str:
    """Return the document an overlay rests on as its relations cite it; a colon would begin a clause."""
    return source.strip().replace(":", "·").replace("：", "·")


# A reform is named by its id; the pack itself or the nearest pack above that has it is meant.
Laid: TypeAlias = str | Overlay


def read_overlays(laid: Sequence[Laid], folders: Sequence[Path], problems: Problems) -> list[Located]:
    """Return the documents to lay over a pack, in order, after noting what is wrong with them.

    `folders` are the pack's own, from the oldest ancestor to itself.
    """
    found: list[Located] = []
    for one in laid:
        overlay = find_reform(one, folders) if isinstance(one, str) else one
        document = overlay.read(problems) if overlay else None
        if overlay is None:
            missing = NO_REFORM.fill(pack=folders[-1].name, id=str(one))
            problems.add(Place(folders[-1] / "pack.yaml"), missing)
        elif document is not None:
            _check(overlay, document, problems)
            found.append(document)
    return found


def find_reform(name: str, folders: Sequence[Path]) -> Overlay | None:
    """Return the reform of that id of the pack, or of the nearest pack above that has it."""
    paths = [folder / "reforms" / f"{name}.yaml" for folder in reversed(folders)]
    return next((Overlay(name, path) for path in paths if path.exists()), None)


def sections(document: Located) -> Iterable[tuple[str, dict[str, Located]]]:
    """Give what an overlay changes: the section and its entries."""
    for key in OVERLAID:
        section = document.mapping.get(key)
        yield key, section.mapping if section else {}


def _check(overlay: Overlay, document: Located, problems: Problems) -> None:
    for key, entry in document.mapping.items():
        if key not in REFORM_KEYS:
            problems.add(entry.key_place, REFORM_KEY.fill(key=key))
    written = document.find(("id",))
    if written.text != overlay.id:
        problems.add(written.place, WRONG_FILE.fill(id=written.text))
