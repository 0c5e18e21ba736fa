"""What the pages of money are asked with: the officers who pay, and what a page says."""

from typing import Any

import pytest

from tests.money import Treasury, make_treasury


@pytest.fixture
def treasury(db: None) -> Treasury:
    return make_treasury()


@pytest.fixture
def cast(treasury: Treasury) -> Any:
    return treasury.cast


def said(answer: Any) -> str:
    """Return what a page says; one that was not shown fails."""
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())
