"""Who handles money in the tests: the cast of tests.people, and three more officers of 武陵源区."""

from dataclasses import dataclass
from datetime import datetime

from tests.people import NOON, PASSWORD, WULINGYUAN, Cast, make_cast
from yingbao.edges.jobs.running import do_next_job
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.payments.queries.takeovers import WORK


@dataclass(frozen=True)
class Treasury:
    """The officers a roll passes through."""

    cast: Cast
    preparer: Officer  # civil affairs, draws up
    approver: Officer  # civil affairs, the other one
    finance: Officer  # pays, reads the bank's answers, plans the budget


def make_treasury() -> Treasury:
    """Create the cast and the officers of money. Their password is PASSWORD."""
    cast = make_cast()
    return Treasury(
        cast,
        cast.xiang_dong,
        _officer("liu_kang", "刘康", Role.CIVIL_AFFAIRS_COUNTY),
        _officer("peng_cai", "彭财", Role.FINANCE),
    )


def _officer(account: str, name: str, role: Role) -> Officer:
    return Officer.objects.create_user(
        account, password=PASSWORD, name=name, own_role=role, own_division_id=WULINGYUAN
    )


def take_over_waiting(at: datetime = NOON) -> None:
    """Let the worker write the payee lists that were approved."""
    while job := do_next_job(lambda: at, kinds=[WORK]):
        assert job.state == "done", job.problem
