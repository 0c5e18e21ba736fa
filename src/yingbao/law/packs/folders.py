"""A pack's folders, from the oldest ancestor to itself, laid over each other."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from yingbao.law.facts.documents import Located, read_document
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.facts.shapes import fit
from yingbao.law.packs.listing import entries_of, files_in_areas, files_of, note_strays
from yingbao.law.packs.merging import is_dropped, merge
from yingbao.law.packs.shapes import PackShape
from yingbao.law.packs.shared import join_shared

NO_PACK = Wording("没有政策包“{id}”", "there is no pack “{id}”")
CIRCLE = Wording("政策包“{id}”绕回自身", "pack “{id}” extends itself in a circle")
WRONG_FOLDER = Wording("id“{id}”与文件夹名不同", "id “{id}” differs from the folder's name")
WRONG_FILE = Wording("id“{id}”与文件名不同", "id “{id}” differs from the file's name")
NO_REFORM = Wording("政策包 {pack} 没有改革方案“{id}”", "pack {pack} has no reform “{id}”")
REFORM_KEY = Wording("改革方案里不认识“{key}”", "“{key}” is not known in a reform")
OTHER_AREA = Wording(
    "“{id}”在上级政策包属于 {area}，请放进同名文件夹", "“{id}” is of {area} in the pack above; put it there"
)
REFORM_KEYS = {"id", "name", "clauses", "parameters", "conditions", "programmes", "note"}


@dataclass(frozen=True)
class Folder:
    """One pack's own files."""

    path: Path
    shape: PackShape


@dataclass
class Written:
    """A pack as written: its own and its ancestors' files in one."""

    folders: list[Folder]
    parameters: dict[str, Located] = field(default_factory=dict)
    conditions: dict[str, Located] = field(default_factory=dict)
    programmes: dict[str, Located] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    reform: Located | None = None

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


def read_written(policy: Path, pack_id: str, reform: str | None, problems: Problems) -> Written | None:
    """Return a pack as written, or None after noting why it cannot be put together."""
    folders = _lineage(policy, pack_id, problems)
    if not folders:
        return None
    written = Written(folders)
    for folder in folders:
        note_strays(folder.path, problems)
        _lay(written.parameters, entries_of(files_of(folder.path, "parameters"), problems))
        _lay(written.conditions, entries_of(files_of(folder.path, "conditions"), problems))
        _lay_programmes(written, folder, problems)
    if reform is not None:
        _overlay(written, reform, problems)
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
        folders.insert(0, Folder(path.parent, shape))
        if shape.extends is None:
            return folders
        place, wanted = document.find(("extends",)).place, shape.extends


def _lay_programmes(written: Written, folder: Folder, problems: Problems) -> None:
    for area, path in files_in_areas(folder.path, "programmes", problems):
        programme = read_document(path, problems)
        if programme is None:
            continue
        name, entry = _identified(path, programme, problems)
        above = written.areas.setdefault(name, area)
        if above != area:
            problems.add(Place(path), OTHER_AREA.fill(id=name, area=above))
        _lay(written.programmes, [(name, entry)])


def _lay(under: dict[str, Located], entries: Iterable[tuple[str, Located]]) -> None:
    for name, entry in entries:
        if is_dropped(entry):
            under.pop(name, None)
        else:
            under[name] = merge(under[name], entry) if name in under else entry


def _identified(path: Path, programme: Located, problems: Problems) -> tuple[str, Located]:
    written = programme.mapping.get("id")
    name = written.text if written else path.stem.replace("-", "_")
    if name.replace("_", "-") != path.stem:
        problems.add(programme.find(("id",)).place, WRONG_FILE.fill(id=name))
    return name, programme


def _overlay(written: Written, reform: str, problems: Problems) -> None:
    paths = [folder.path / "reforms" / f"{reform}.yaml" for folder in reversed(written.folders)]
    path = next((path for path in paths if path.exists()), None)
    document = read_document(path, problems) if path else None
    if document is None:
        missing = NO_REFORM.fill(pack=written.own.shape.id, id=reform)
        problems.add(Place(written.own.path / "pack.yaml"), missing)
        return
    for key, entry in document.mapping.items():
        if key not in REFORM_KEYS:
            problems.add(entry.key_place, REFORM_KEY.fill(key=key))
    if document.find(("id",)).text != reform:
        problems.add(document.find(("id",)).place, WRONG_FILE.fill(id=document.find(("id",)).text))
    written.reform = document
    _lay(written.parameters, _section(document, "parameters"))
    _lay(written.conditions, _section(document, "conditions"))
    _lay(written.programmes, _section(document, "programmes"))


def _section(document: Located, key: str) -> Iterable[tuple[str, Located]]:
    section = document.mapping.get(key)
    return section.mapping.items() if section else ()
