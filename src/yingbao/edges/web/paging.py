"""Pages of a long list: which rows these are, and how many there are in all."""

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Paging:
    """One page of a list."""

    page: int
    pages: int
    total: int
    per_page: int

    @property
    def first(self) -> int:
        return (self.page - 1) * self.per_page + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.page * self.per_page, self.total)

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None

    @property
    def slice(self) -> slice:
        """The rows of this page in the whole list."""
        return slice((self.page - 1) * self.per_page, self.page * self.per_page)


def paging(request: HttpRequest, total: int, per_page: int = 50) -> Paging:
    """Return the page asked for; one beyond the last is the last."""
    pages = max(1, -(-total // per_page))
    return Paging(min(page_number(request), pages), pages, total, per_page)


def page_number(request: HttpRequest) -> int:
    """Return the number of the page in the address, 1 when there is none that makes sense."""
    written = request.GET.get("page", "")
    return max(1, int(written)) if written.isascii() and written.isdigit() and len(written) < 9 else 1
