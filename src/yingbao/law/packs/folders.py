"""A pack's folders, from the oldest ancestor to itself, laid over each other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from yingbao.law.facts.documents import Located, read_document
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.facts.shapes import fit
from yingbao.law.packs.adapting import check_adapts, programmes_of
from yingbao.law.packs.listing import entries_of, files_in_areas, files_of, note_strays
from yingbao.law.packs.merging import lay
from yingbao.law.packs.overlays import WRONG_FILE, Laid, read_overlays, sections
from yingbao.law.packs.shapes import PackShape
from yingbao.law.packs.shared import join_shared

NO_PACK = Wording("没有政策包“{id}”", "there is no pack “{id}”")
CIRCLE = Wording("政策包“{id}”绕回自身", "pack “{id}” extends itself in a circle")
WRONG_FOLDER = Wording("id“{id}”与文件夹名不同", "id “{id}” differs from the folder's name")
OTHER_AREA = Wording(
    "“{id}”在上级政策包属于 {area}，请放进同名文件夹", "“{id}” is of {area} in the pack above; put it there"
)


@dataclass(frozen=True)
class Folder:
    """One pack's own files."""

    path: Path
    shape: PackShape
    document: Located


@dataclass
class Written:
    """A pack as written: its own and its ancestors' files in one."""

    folders: list[Folder]
    parameters: dict[str, Located] = field(default_factory=dict)
    conditions: dict[str, Located] = field(default_factory=dict)
    programmes: dict[str, Located] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    overlays: list[Located] = field(default_factory=list)

    @property
    def own(self) -> Folder:
        """The pack itself; the folders before it are its ancestors."""
        return self.folders[-1]

    @property
    def absent(self) -> frozenset[str]:
        """The programmes a pack above has and `absent: true` took away."""
        return frozenset(self.areas.keys() - self.programmes.keys())


def find_packs(policy: Path) -> list[str]:
    """Return the ids of all packs."""
    return sorted(path.parent.name for path in (policy / "packs").glob("*/pack.yaml"))


def find_districts(policy: Path) -> list[str]:
    """Return the ids of the packs no other extends: the places people live under."""
    paths = (policy / "packs").glob("*/pack.yaml")
    documents = [read_document(path, Problems()) for path in paths]
    extended = {document.find(("extends",)).text for document in documents if document}
    return [name for name in find_packs(policy) if name not in extended]


def find_reforms(policy: Path, pack_id: str) -> list[str]:
    """Return the ids of a pack's own reforms."""
    return sorted(path.stem for path in (policy / "packs" / pack_id / "reforms").glob("*.yaml"))


def read_written(policy: Path, pack_id: str, laid: Sequence[Laid], problems: Problems) -> Written | None:
    """Return a pack as written, or None after noting why it cannot be put together."""
    folders = _lineage(policy, pack_id, problems)
    if not folders:
        return None
    written = Written(folders)
    for folder in folders:
        note_strays(folder.path, problems)
        lay(written.parameters, entries_of(files_of(folder.path, "parameters"), problems))
        lay(written.conditions, entries_of(files_of(folder.path, "conditions"), problems))
        _lay_programmes(written, folder, problems)
    files = programmes_of(folder.path for folder in folders)
    check_adapts([folder.document for folder in folders], files, problems)
    written.overlays = read_overlays(laid, [folder.path for folder in folders], problems)
    for overlay in written.overlays:
        for section, entries in sections(overlay):
            lay(getattr(written, section), entries.items())
    for name, programme in written.programmes.items():
        written.programmes[name] = join_shared(programme, written.conditions)
    return written


def _lineage(policy: Path, pack_id: str, problems: Problems) -> list[Folder]:
    folders: list[Folder] = []
    place, wanted = Place(policy / "packs" / pack_id / "pack.yaml"), pack_id
    while True:
        if wanted in {folder.shape.id for folder in folders}:
            problems.add(place, CIRCLE.fill(id=wanted))
            return []
        path = policy / "packs" / wanted / "pack.yaml"
        if not path.exists():
            problems.add(place, NO_PACK.fill(id=wanted))
            return []
        document = read_document(path, problems)
        shape = fit(PackShape, document, problems) if document else None
        if document is None or shape is None:
            return []
        if shape.id != wanted:
            problems.add(document.find(("id",)).place, WRONG_FOLDER.fill(id=shape.id))
            return []
        folders.insert(0, Folder(path.parent, shape, document))
        if shape.extends is None:
            return folders
        place, wanted = document.find(("extends",)).place, shape.extends


def _lay_programmes(written: Written, folder: Folder, problems: Problems) -> None:
    for area, path in files_in_areas(folder.path, "programmes", problems):
        programme = read_document(path, problems)
        if programme is None:
            continue
        name, entry = identified(path, programme, problems)
        above = written.areas.setdefault(name, area)
        if above != area:
            problems.add(Place(path), OTHER_AREA.fill(id=name, area=above))
        lay(written.programmes, [(name, entry)])


def identified(path: Path, document: Located, problems: Problems) -> tuple[str, Located]:
    """Return a document with its id, after which its file is named: two_subsidies in two-subsidies.yaml."""
    written = document.mapping.get("id")
    name = written.text if written else path.stem.replace("-", "_")
    if name.replace("_", "-") != path.stem:
        problems.add(document.find(("id",)).place, WRONG_FILE.fill(id=name))
    return name, document
