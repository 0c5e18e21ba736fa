"""The screens of the book of acts."""

from django.urls import path

from yingbao.edges.web.audit.act_list import act_export, act_list
from yingbao.edges.web.audit.person_acts import person_acts

urlpatterns = [
    path("persons/<int:person_id>/acts", person_acts, name="person_acts"),
    path("acts/", act_list, name="act_list"),
    path("acts/export", act_export, name="act_export"),
]
