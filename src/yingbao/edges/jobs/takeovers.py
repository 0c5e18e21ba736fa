"""A payee list that was approved is written: some thousand dues a step, as the officer who approved it."""

from collections.abc import Iterator
from datetime import date, datetime

from yingbao.office.jobs.actions import Progress
from yingbao.office.jobs.models import Job
from yingbao.office.payments.actions.carrying_on import carry_on, count_work
from yingbao.office.payments.models import TakeOver


def do_taking_over(*, job: Job, at: datetime) -> Iterator[Progress]:
    """Take over who waits. How far it is stands in the awards, so a killed worker's step is counted too."""
    take_over = TakeOver.objects.select_related("source").get(pk=job.params["taking_over"])
    done, waiting = count_work(take_over)
    total, on = done + waiting, date.fromisoformat(job.params["on"])
    yield Progress(done, total)
    while many := carry_on(take_over=take_over, on=on, at=at):
        done += many
        yield Progress(done, max(total, done))
