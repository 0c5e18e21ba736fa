"""Both districts, small, written once; and brought into a register once, for all tests of one file."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from demo.generate import generate
from demo.world import DISTRICTS

# A seventh of the real size keeps every kind of anomaly; YINGBAO_DEMO_SCALE=1 tries the whole.
SCALE = float(os.environ.get("YINGBAO_DEMO_SCALE", "0.15"))


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder the demo was written to."""
    home = tmp_path_factory.mktemp("demo")
    generate(home, scale=SCALE, processes=1)
    return home


@pytest.fixture(scope="module")
def loaded(files: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[Path]:
    """The folder, with everything in it brought in, determined and compared; gone again afterwards."""
    from django.db import transaction

    from demo.load import load

    with django_db_blocker.unblock(), transaction.atomic():
        load(files, DISTRICTS, quiet=True)
        yield files
        transaction.set_rollback(True)
