"""The addresses of signing in through a portal; there are none unless the settings name one."""

from django.urls import path

from yingbao.edges.web.access import portal_officer as of_officer
from yingbao.edges.web.access import portal_sign_in as own

urlpatterns = [
    path("sign-in/portal", own.portal_sign_in, name="portal_sign_in"),
    path("sign-in/portal/back", own.portal_back, name="portal_back"),
    path("account/portal/link", own.portal_link, name="portal_link"),
    path("account/portal/unlink", own.portal_unlink, name="portal_unlink"),
    path("officers/<int:officer_id>/portal", of_officer.officer_portal_link, name="officer_portal_link"),
    path(
        "officers/<int:officer_id>/portal/off",
        of_officer.officer_portal_unlink,
        name="officer_portal_unlink",
    ),
]
