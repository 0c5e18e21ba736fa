"""Both payee lists taken over, and what was owed since January found: through the product's own actions."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Sum
from django.utils import timezone

from demo import months
from demo.people import LIVING, NURSING
from yingbao.edges.jobs.running import do_next_job
from yingbao.office.access.models import Officer
from yingbao.office.determination.actions import determine
from yingbao.office.jobs.choices import JobState
from yingbao.office.ledger.choices import Fund
from yingbao.office.payments.actions.recovering import demand, note_repayment
from yingbao.office.payments.actions.taking_over import approve_taking_over, propose_taking_over
from yingbao.office.payments.choices import Debtor
from yingbao.office.payments.queries.recoveries import to_be_recovered
from yingbao.office.payments.queries.takeovers import WORK, lists_to_take_over
from yingbao.office.provision.actions.reckoning import reckon
from yingbao.office.provision.choices import Cause
from yingbao.office.provision.models import Due
from yingbao.values.money import Money
from yingbao.values.month import Month

PROGRAMMES = (LIVING, NURSING)
# Paid by the lists since then, by the product from the month after the last list on.
SINCE = months.BASELINE
FIRST = months.NOW + 1
# Who proposes and who approves, both of civil affairs.
SEATS = {"430811": ("xiang_dong", "liu_kang"), "500156": ("luo_yong", "meng_qin")}


class NotTakenOver(Exception):
    """The worker could not write a list: the demo or the taking over is wrong."""


def fill(district: str) -> str:
    """Take the lists of a district over and find what was owed since; tell in a few words what was found."""
    by, today = Officer.objects.get(username=SEATS[district][0]), timezone.localdate()
    take_over(district, today)
    for ordinal in range(SINCE, months.NOW + 1):
        month = Month.parse(months.text(ordinal))
        reckon(county=district, month=month, on=today, at=timezone.now(), by=by)
    return told(district)


def told(district: str) -> str:
    """Return how many dues of more and of less there are, and their sums in yuan."""
    found = Due.objects.filter(county=district).exclude(cause=Cause.LISTED)
    parts = (("more", found.filter(amount__gt=0)), ("less", found.filter(amount__lt=0)))
    sums = {name: dues.aggregate(many=Count("id"), fen=Sum("amount")) for name, dues in parts}
    return " ".join(f"{name} {each['many']} ({Money(each['fen'] or 0)})" for name, each in sums.items())


def take_over(district: str, on: date, *, since: int = SINCE, first: int = FIRST) -> None:
    """Propose and approve on a day what is not taken over yet, and do the worker's part of it."""
    proposer, approver = (Officer.objects.get(username=name) for name in SEATS[district])
    first_month = Month.parse(months.text(first))
    for programme, source in lists_to_take_over(district, first_month):
        if programme.id in PROGRAMMES:
            take_over = propose_taking_over(
                county=district,
                programme=programme.id,
                source=source,
                since=Month.parse(months.text(since)),
                first_month=first_month,
                at=timezone.now(),
                by=proposer,
            )
            approve_taking_over(take_over=take_over, on=on, at=timezone.now(), by=approver)
    while job := do_next_job(timezone.now, kinds=[WORK]):
        if job.state != JobState.DONE:
            raise NotTakenOver(job.problem)


def find_again(district: str, ordinals: Iterable[int], on: date, by: Officer) -> None:
    """Determine months again and find again what was owed, after something was learned of them."""
    for ordinal in ordinals:
        month = Month.parse(months.text(ordinal))
        determine(county=district, month=month, at=timezone.now(), by="demo")
        reckon(county=district, month=month, on=on, at=timezone.now(), by=by)


def recover(district: str) -> int:
    """Demand of every estate what was paid too much, have half of them pay it back; return the sum in fen."""
    by, today = Officer.objects.get(username=SEATS[district][0]), timezone.localdate()
    demanded = 0
    for number, found in enumerate(to_be_recovered(by)):
        receivable = demand(
            county=district,
            person=found.person,
            programme=found.programme,
            debtor=Debtor.ESTATE,
            debtor_name=f"{found.person.name}的继承人",
            reason="去世后仍在发放",
            may_be_deducted=False,
            on=today,
            at=timezone.now(),
            by=by,
        )
        demanded += receivable.fen
        if number % 2 == 0:
            note_repayment(
                receivable=receivable,
                fen=receivable.fen,
                receipt=f"演示{number:04}",
                fund=Fund.COUNTY,
                on=today,
                at=timezone.now(),
                by=by,
            )
    return demanded
