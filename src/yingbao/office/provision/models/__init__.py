"""The tables of what is owed, one noun of the field per file."""

from yingbao.office.provision.models.dues import Due
from yingbao.office.provision.models.freezings import Freezing
from yingbao.office.provision.models.reckonings import Reckoning

__all__ = ["Due", "Freezing", "Reckoning"]
