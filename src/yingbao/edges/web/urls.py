"""Every screen, by room."""

from django.urls import path

from yingbao.edges.web.access.language_change import language_change
from yingbao.edges.web.access.reading_change import reading_change
from yingbao.edges.web.access.sign_in import sign_in
from yingbao.edges.web.access.sign_out import sign_out
from yingbao.edges.web.determination.home import home

urlpatterns = [
    path("", home, name="home"),
    path("sign-in", sign_in, name="sign_in"),
    path("sign-out", sign_out, name="sign_out"),
    path("reading", reading_change, name="reading_change"),
    path("language", language_change, name="language_change"),
]
