"""The example files name only commands and settings that exist, and with them the deployment check is silent."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from yingbao.office.register.sealing import write_new_keys

pytestmark = pytest.mark.about_databases

ROOT = Path(__file__).resolve().parents[3]
FILES = sorted((ROOT / "deploy").iterdir())
GUIDES = [ROOT / "docs/how-to/deploy.md", ROOT / "docs/zh/部署与备份.md"]


def values() -> dict[str, str]:
    lines = (ROOT / "deploy" / "yingbao.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_every_setting_named_is_described() -> None:
    described = (ROOT / "docs/reference/settings.md").read_text()
    named = {name for path in [*FILES, *GUIDES] for name in re.findall(r"YINGBAO_[A-Z_]+", path.read_text())}

    assert {"YINGBAO_SECRET_KEY", "YINGBAO_PROXIES"} <= named
    assert [name for name in sorted(named) if f"`{name}`" not in described] == []


def test_every_command_named_exists() -> None:
    pattern = re.compile(r"(?:`|bin/)yingbao (\w+)")
    named = {word for path in [*FILES, *GUIDES] for word in pattern.findall(path.read_text())}

    assert {"backup", "restore", "work", "keys", "migrate"} <= named
    assert named <= set(get_commands())


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_file_named_is_there(guide: Path) -> None:
    named = re.findall(r"deploy/[\w.-]+\.\w+", guide.read_text())

    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_proxy_says_what_the_settings_believe() -> None:
    written = (ROOT / "deploy" / "nginx.conf").read_text()

    assert "X-Forwarded-Proto $scheme" in written
    assert values()["YINGBAO_PROXIES"] == str(written.count("proxy_pass"))


def test_the_deployment_check_is_silent_with_the_settings_of_the_example(tmp_path: Path) -> None:
    write_new_keys(tmp_path / "keys" / "register.key")
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("YINGBAO_", "DJANGO_"))
    }
    ours = {
        "YINGBAO_SECRET_KEY": "0123456789abcdef" * 5,
        "YINGBAO_HOME": str(tmp_path),
        "YINGBAO_DATABASE": f"sqlite:///{tmp_path}/y.sqlite3",
        "YINGBAO_KEY_FILE": str(tmp_path / "keys" / "register.key"),
    }
    command = [sys.executable, "-m", "yingbao.project.main", "check", "--deploy", "--fail-level", "WARNING"]
    env = {**clean, **values(), **ours, "PYTHONPATH": str(ROOT / "src")}

    silent = subprocess.run(command, env=env, capture_output=True, check=False, text=True)
    assert silent.returncode == 0, silent.stderr
    weak = subprocess.run(
        command, env={**env, "YINGBAO_SECRET_KEY": "x"}, capture_output=True, check=False, text=True
    )
    assert weak.returncode == 1
    assert "yingbao.E023" in weak.stderr
