"""Reading the book of acts and its seals."""

from yingbao.office.audit.queries.acts import list_acts

__all__ = ["list_acts"]
