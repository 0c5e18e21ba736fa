"""The screens of messages."""

from django.urls import path

from yingbao.edges.web.messages.message_list import message_list, message_put_aside

urlpatterns = [
    path("messages/", message_list, name="message_list"),
    path("messages/aside", message_put_aside, name="message_put_aside"),
]
