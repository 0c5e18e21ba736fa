"""The pack of 青禾县, a county invented for the tests: drafted from its plan, then decided by YAML alone.

The code 500298 is that of no county; the plan and all its figures are made up.
"""

import os
from io import StringIO
from pathlib import Path

from django.core.management import call_command

HERE = Path(__file__).parent
POLICY = HERE.parents[2] / "policy"
PLAN, EDITS = HERE / "plan.txt", HERE / "edits"
PACK, COUNTY, VILLAGE = "cn-500298", "500298", "500298101201"


def policy_with_room(folder: Path) -> Path:
    """Return a policy of its own: the packs as they are, and room for one more."""
    (folder / "packs").mkdir(parents=True)
    for path in POLICY.iterdir():
        if path.name != "packs":
            os.symlink(path, folder / path.name)
    for pack in (POLICY / "packs").iterdir():
        os.symlink(pack, folder / "packs" / pack.name)
    return folder


def run(*words: str) -> tuple[str, int]:
    """Run a command as one types it; return what it says and its exit code."""
    out = StringIO()
    try:
        call_command(*words, stdout=out, stderr=out)
    except SystemExit as stop:
        return out.getvalue(), int(stop.code or 0)
    return out.getvalue(), 0


def drafted(policy: Path, plan: Path = PLAN, pack_id: str = PACK, extends: str = "cn-50") -> tuple[str, int]:
    """Draft the pack."""
    names = ["--name", "青禾县", "--name-en", "Qinghe County"]
    asked = ["new", "--plan", str(plan), "--extends", extends, "--id", pack_id, *names]
    return run("pack", "--policy", str(policy), *asked)


def decide(policy: Path) -> None:
    """Put what the officers decided behind what the draft says of itself."""
    for path in sorted(each for each in EDITS.rglob("*") if each.is_file()):
        to = policy / "packs" / PACK / path.relative_to(EDITS)
        to.parent.mkdir(parents=True, exist_ok=True)
        with to.open("a", encoding="utf-8") as file:
            file.write(path.read_text(encoding="utf-8"))
