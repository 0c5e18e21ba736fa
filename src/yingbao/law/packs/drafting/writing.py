"""A draft written as the folder of a pack. What is there already is never touched."""

from collections.abc import Iterator
from pathlib import Path

from yingbao.law.packs.drafting.draft import Draft
from yingbao.law.packs.drafting.frame_pages import conditions_page, divisions_page, pack_page, units_page
from yingbao.law.packs.drafting.lines import page
from yingbao.law.packs.drafting.record_pages import clause_pages, parameters_page, targets_page, tasks_page
from yingbao.law.plans.writing import to_yaml


def files_of_draft(draft: Draft, language: str) -> Iterator[tuple[str, str]]:
    """Give the files of the new pack: where each stands in its folder, and its text."""
    yield "pack.yaml", page(pack_page(draft, language))
    yield "plan.yaml", to_yaml(draft.plan)
    yield "divisions.csv", page(divisions_page(draft))
    yield "units.yaml", page(units_page(draft, language))
    yield "tasks.yaml", page(tasks_page(draft, language))
    yield "indicators.yaml", page(targets_page(draft, language))
    yield "conditions/shared.yaml", page(conditions_page(draft, language))
    yield "parameters/draft.yaml", page(parameters_page(draft, language))
    for name, lines in clause_pages(draft, language):
        yield f"clauses/{name}", page(lines)


def write_draft(draft: Draft, folder: Path, language: str) -> list[Path]:
    """Write the draft into a new folder and return the files.

    Raises:
        FileExistsError: the folder is there already; nothing was changed.
    """
    files = list(files_of_draft(draft, language))
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir()
    written = []
    for name, text in files:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written
