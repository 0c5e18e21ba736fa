"""Acts in more cases than an officer waits for: done one after the other, as the officer who asked."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.timezone import localdate

from yingbao.edges.jobs.pieces import pieces
from yingbao.office.access.sight import seeing
from yingbao.office.casework.actions.bundling import carry_out, who_asked
from yingbao.office.casework.models import Bundle
from yingbao.office.casework.queries.bundles import waiting_in
from yingbao.office.jobs.actions import Progress
from yingbao.office.jobs.models import Job

# So few at a time that a worker cancelled or killed leaves little behind its progress.
PIECE = 10


def do_bundle(*, job: Job, at: datetime, begun: Progress) -> Iterator[Progress]:
    """Do the act of a bundle in every case that waits; it sees what the officer's post sees."""
    bundle = Bundle.objects.get(pk=job.params["bundle"])
    for cases, made in pieces(waiting_in(bundle), begun, at_once=PIECE):
        # Asked anew for every piece: an officer whose post has ended does nothing more in it.
        officer = who_asked(bundle, localdate(at))
        if officer is None:
            carry_out(bundle=bundle, cases=cases, at=at, by=None)
        else:
            with seeing(officer):
                carry_out(bundle=bundle, cases=cases, at=at, by=officer)
        yield made
