"""What a pack says otherwise of programmes above it: listed in pack.yaml, so that a lost file is missed."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from yingbao.law.facts.documents import Located
from yingbao.law.facts.problems import Place, Problems, Wording

UNLISTED = Wording(
    "“{id}”已在上级政策包；如要改动，请写进 pack.yaml 的 adapts",
    "“{id}” stands in a pack above; to say it otherwise, list it under adapts in pack.yaml",
)
NOT_ABOVE = Wording(
    "上级政策包没有“{id}”；adapts 只写上级已有、本级有所不同的项目",
    "no pack above has “{id}”; adapts lists what stands above and is said otherwise here",
)
NO_FILE = Wording(
    "adapts 写了“{id}”，但本包 programmes 下没有它的文件",
    "“{id}” is listed under adapts, but there is no file of it under programmes here",
)


def programmes_of(folders: Iterable[Path]) -> list[dict[str, Path]]:
    """Return each folder's files of programmes by id: that of two-subsidies.yaml is two_subsidies."""
    paths = (sorted((folder / "programmes").rglob("*.yaml")) for folder in folders)
    return [{path.stem.replace("-", "_"): path for path in below} for below in paths]


def check_adapts(
    documents: Sequence[Located], files: Sequence[Mapping[str, Path]], problems: Problems
) -> None:
    """Note what is adapted and not listed, and what is listed and not adapted.

    `documents` are the pack.yaml of a lineage from its oldest ancestor on, `files` the programmes of each.
    """
    above: set[str] = set()
    for document, own in zip(documents, files, strict=True):
        listed = document.find(("adapts",)).items
        names = {item.text for item in listed}
        for name in sorted((own.keys() & above) - names):
            problems.add(Place(own[name]), UNLISTED.fill(id=name))
        for item in listed:
            if item.text not in above:
                problems.add(item.place, NOT_ABOVE.fill(id=item.text))
            elif item.text not in own:
                problems.add(item.place, NO_FILE.fill(id=item.text))
        above |= own.keys()
