"""Print the rooms in the order the story is told, each with its sentence."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1] / "src" / "yingbao"
STORY = {
    "values": [],
    "law": ["plans", "facts", "calendars", "rules", "engines", "packs"],
    "office": [
        "access",
        "audit",
        "ledger",
        "register",
        "determination",
        "rulebook",
        "scenarios",
        "messages",
        "jobs",
        "casework",
        "provision",
        "payments",
    ],
    "edges": ["exchange", "reports", "jobs", "backups", "cli", "web"],
    "project": ["postgresql"],
}


def sentence(folder: Path) -> str:
    """Return the first line of a room's docstring."""
    docstring = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    return (docstring or "").partition("\n")[0]


def lines(folder: Path) -> int:
    """Count the lines of Python in a room."""
    files = [f for f in folder.rglob("*.py") if "migrations" not in f.parts]
    return sum(len(f.read_text(encoding="utf-8").splitlines()) for f in files)


def main() -> None:
    """Print the map; complain about a room the story forgot."""
    print(sentence(ROOT))
    for wing, rooms in STORY.items():
        print(f"\n{wing + '/':<20}{sentence(ROOT / wing)}")
        for room in rooms:
            print(f"  {room + '/':<18}{sentence(ROOT / wing / room)} ({lines(ROOT / wing / room)} lines)")
        there = {p.parent.name for p in (ROOT / wing).glob("*/__init__.py")}
        if forgotten := there - set(rooms):
            raise SystemExit(f"Not in the story: {', '.join(sorted(forgotten))}")


if __name__ == "__main__":
    main()
