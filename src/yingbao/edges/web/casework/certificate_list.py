"""The life of certificates (残疾人证): which expire, have expired, are frozen, annulled or to be moved."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.casework.refusals import REFUSALS, say
from yingbao.edges.web.http import OfficerRequest, way_back
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.paging import paging
from yingbao.edges.web.place import county_of, place_in_words, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.searching import lies_in
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_names, list_townships
from yingbao.office.audit import actions as audit
from yingbao.office.casework.actions.expiries import ExpiryUnknown, remind_of_expiry
from yingbao.office.casework.choices import AwardState
from yingbao.office.casework.models import CertificateReminder
from yingbao.office.casework.queries.awards import visible_awards
from yingbao.office.casework.queries.certificates import (
    Life,
    count_by_township,
    limits_of,
    of_life,
    visible_certificates,
)

NAMES: dict[Life, Promise] = {
    Life.EXPIRING: _("About to expire"),
    Life.EXPIRED: _("Expired"),
    Life.FROZEN: _("Frozen"),
    Life.ANNULLED: _("Annulled"),
    Life.FREEZE: _("Moved away, to be frozen"),
    Life.ANNUL: _("Moved away, to be annulled"),
}


@policy(permission=Permission.VIEW_PERSONS, scope=Scope.DIVISION)
def certificate_list(request: OfficerRequest) -> HttpResponse:
    """Show certificates by what became of them; filters stand in the address."""
    officer, asked, today = request.user, request.GET, timezone.localdate()
    county = county_of(officer)
    life = Life(asked["life"]) if asked.get("life") in set(Life) else Life.EXPIRING
    rows = of_life(visible_certificates(officer), life, county, today)
    counts = count_by_township(rows)
    township = asked.get("township", "")
    if township:
        rows = rows.filter(lies_in(township, "place"))
    listed = paging(request, rows.count())
    found = list(rows.select_related("person").order_by("expires_on", "id")[listed.slice])
    persons = [each.person_id for each in found]
    names = get_names(code for each in found for code in (each.place[:9], each.place))
    told = set(
        CertificateReminder.objects.filter(county=county, person__in=persons).values_list(
            "person_id", "expires_on"
        )
    )
    touched: dict[int, list[str]] = {}
    pack = rules_of(officer)
    for award in visible_awards(officer).filter(person__in=persons).exclude(state=AwardState.ENDED):
        touched.setdefault(award.person_id, []).append(programme_name(pack, award.programme))
    audit.record(
        "casework.certificates.viewed",
        by=officer,
        subject=f"certificates:{life.value}",
        detail={"page": listed.page, "rows": listed.total},
    )
    page = {
        "lives": list(NAMES.items()),
        "life": life,
        "name": NAMES[life],
        "limits": limits_of(county, today),
        "townships": [(each, counts.get(each.pk, 0)) for each in list_townships(officer)],
        "township": township,
        "rows": [
            (
                each,
                place_in_words(each.place, names),
                (each.person_id, each.expires_on) in told,
                touched.get(each.person_id, []),
            )
            for each in found
        ],
        "paging": listed,
        "may_tell": life is Life.EXPIRING and may(officer, Permission.HAND_IN_CASES),
    }
    return render(request, "casework/certificate_list.html", page)


@policy(permission=Permission.HAND_IN_CASES, scope=Scope.DIVISION, writes=True)
def certificate_tell(request: OfficerRequest, certificate_id: int) -> HttpResponse:
    """Write that the person was told, once for each day of expiry; the letter is made with it."""
    certificate = visible_certificates(request.user).filter(pk=certificate_id).first()
    if certificate is None:
        raise Http404
    back = way_back(request, reverse("certificate_list"))
    how = request.POST.get("how", "").strip()[:80]
    if not how:
        messages.warning(request, gettext("Write how the person was told, for example by telephone."))
        return redirect(back)
    try:
        remind_of_expiry(
            certificate=certificate,
            county=county_of(request.user),
            how=how,
            on=timezone.localdate(),
            at=timezone.now(),
            by=request.user,
        )
    except ExpiryUnknown:
        messages.warning(request, gettext("Nobody knows on which day this certificate expires."))
    except REFUSALS as refusal:
        messages.warning(request, say(refusal))
    else:
        messages.success(request, gettext("Written down; the letter is made."))
    return redirect(back)
