"""Whether the product can serve: one word for whoever watches, and nothing more."""

from django.http import HttpRequest, HttpResponse

from yingbao.edges.web.health.signs import can_serve
from yingbao.edges.web.policy import Scope, policy


@policy(scope=Scope.PUBLIC)
def health(request: HttpRequest) -> HttpResponse:
    """Answer ok, or not ok with 503; why stands on the administrator's page."""
    good = can_serve()
    answer = HttpResponse("ok" if good else "not ok", status=200 if good else 503, content_type="text/plain")
    answer.headers["Cache-Control"] = "no-store"
    return answer
