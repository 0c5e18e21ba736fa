"""The addresses of the machine's state."""

from django.urls import path

from yingbao.edges.web.health.health import health
from yingbao.edges.web.health.health_show import health_show

urlpatterns = [
    path("health", health, name="health"),
    path("health/", health_show, name="health_show"),
]
