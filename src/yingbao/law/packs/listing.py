"""The files of a pack's folder: which are read, and to which area of life each belongs."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from yingbao.law.facts.documents import Located, read_document
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.packs.words import AREAS

IN_AREAS = ("programmes", "cases")
FILES = {
    "pack.yaml",
    "plan.yaml",
    # The next plan, read and not in force: compared with the present one, and nothing more.
    "plan-next.yaml",
    "units.yaml",
    "tasks.yaml",
    "indicators.yaml",
    "remedies.yaml",
    "divisions.csv",
}
FOLDERS = {*IN_AREAS, "parameters", "conditions", "processes", "letters", "clauses", "reforms", "rosters"}

NO_AREA = Wording(
    "请放进领域文件夹，如 {kind}/livelihood/；领域为 {areas}",
    "put it into the folder of its area, as {kind}/livelihood/; areas are {areas}",
)
STRAY = Wording(
    "政策包里没有读这个文件的地方；请看 docs/reference/policy-packs.md",
    "nothing of a pack is read from here; see docs/reference/policy-packs.md",
)
TWICE = Wording("“{key}”已写在 {other}，请只保留一处", "“{key}” stands in {other} already; keep one of them")


def files_in_areas(pack: Path, kind: str, problems: Problems) -> Iterator[tuple[str, Path]]:
    """Give area and path of the programmes or cases of a pack, in the order of the areas' names."""
    for path in sorted((pack / kind).rglob("*.yaml")):
        area, *below = path.relative_to(pack / kind).parts
        if area not in AREAS or len(below) != 1:
            problems.add(Place(path), NO_AREA.fill(kind=kind, areas=", ".join(AREAS)))
        else:
            yield area, path


def entries_of(paths: Iterable[Path], problems: Problems) -> Iterator[tuple[str, Located]]:
    """Give the entries of these files; each name may stand once in all of them."""
    seen: dict[str, str] = {}
    for path in paths:
        document = read_document(path, problems)
        for key, entry in document.mapping.items() if document else ():
            if key in seen:
                problems.add(entry.key_place, TWICE.fill(key=key, other=seen[key]))
                continue
            seen[key] = path.name
            yield key, entry


def files_of(pack: Path, name: str) -> list[Path]:
    """Return the files of a folder of the pack: parameters, conditions."""
    return sorted((pack / name).glob("*.yaml"))


def note_strays(pack: Path, problems: Problems) -> None:
    """Note every file and folder of a pack that nothing reads, so that none is passed over in silence."""
    for path in sorted(pack.iterdir()):
        if path.name not in (FOLDERS if path.is_dir() else FILES) and not path.name.startswith("."):
            problems.add(Place(path), STRAY)
