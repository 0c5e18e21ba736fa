"""The only writers of the room: add an act to the book, seal what was added."""

from yingbao.office.audit.actions.recording import Doer, record, recorded
from yingbao.office.audit.actions.sealing import seal_acts, seal_when_due

__all__ = ["Doer", "record", "recorded", "seal_acts", "seal_when_due"]
