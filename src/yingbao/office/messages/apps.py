from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "yingbao.office.messages"
    label = "office_messages"
