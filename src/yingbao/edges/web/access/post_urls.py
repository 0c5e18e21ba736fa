"""Posts and accounts."""

from django.urls import path

from yingbao.edges.web.access.officer_change import officer_change, officer_switch
from yingbao.edges.web.access.officer_help import officer_help
from yingbao.edges.web.access.officer_list import officer_list
from yingbao.edges.web.access.officer_new import officer_new
from yingbao.edges.web.access.officer_show import officer_show
from yingbao.edges.web.access.post_delegate import officer_delegate, post_delegate
from yingbao.edges.web.access.post_end import post_end
from yingbao.edges.web.access.post_give import officer_give
from yingbao.edges.web.access.post_list import post_enter, post_list
from yingbao.edges.web.access.role_list import role_list

urlpatterns = [
    path("posts/", post_list, name="post_list"),
    path("posts/enter", post_enter, name="post_enter"),
    path("posts/delegate", post_delegate, name="post_delegate"),
    path("posts/<int:post_id>/end", post_end, name="post_end"),
    path("roles/", role_list, name="role_list"),
    path("officers/", officer_list, name="officer_list"),
    path("officers/new", officer_new, name="officer_new"),
    path("officers/<int:officer_id>", officer_show, name="officer_show"),
    path("officers/<int:officer_id>/change", officer_change, name="officer_change"),
    path("officers/<int:officer_id>/help", officer_help, name="officer_help"),
    path("officers/<int:officer_id>/switch", officer_switch, name="officer_switch"),
    path("officers/<int:officer_id>/give", officer_give, name="officer_give"),
    path("officers/<int:officer_id>/delegate", officer_delegate, name="officer_delegate"),
]
