"""An update of the product that names a value otherwise: what was approved over the old name no longer fits."""

import shutil
from pathlib import Path
from typing import Any

from tests.office.rulebook.proposals import RATE

RENAMED = "care_rate_of_the_province"


def rename_the_rate(settings: Any, folder: Path) -> None:
    """Let the policy be one in which the rate of the nursing subsidy has another id."""
    policy = folder / "policy"
    shutil.copytree(settings.POLICY_DIR, policy)
    for path in policy.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        if RATE in text:
            path.write_text(text.replace(RATE, RENAMED), encoding="utf-8")
    settings.POLICY_DIR = policy
