"""Every environment variable the product reads is described, and nothing but `project` reads the environment."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "src" / "yingbao" / "project"
VARIABLE = re.compile(r'"(YINGBAO_[A-Z_]+)"')


def test_every_setting_is_described() -> None:
    read = {
        name for path in PROJECT.glob("*.py") for name in VARIABLE.findall(path.read_text(encoding="utf-8"))
    }
    described = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")

    assert read
    assert [name for name in sorted(read) if f"`{name}`" not in described] == []


def test_only_the_project_reads_the_environment() -> None:
    elsewhere = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "src" / "yingbao").rglob("*.py")
        if PROJECT not in path.parents
        and re.search(r"\bos\.environ\b|\bgetenv\b", path.read_text(encoding="utf-8"))
    ]

    assert elsewhere == []
