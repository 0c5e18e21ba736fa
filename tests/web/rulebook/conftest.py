"""Amendments are written into a folder of the test's own."""

from pathlib import Path
from typing import Any

import pytest

from tests.programmes import compared_only  # noqa: F401  # a fixture


@pytest.fixture(autouse=True)
def amendments(tmp_path: Path, settings: Any) -> Path:
    settings.AMENDMENTS_DIR = tmp_path / "amendments"
    return tmp_path / "amendments"
