from django.apps import AppConfig


class ScenariosConfig(AppConfig):
    name = "yingbao.office.scenarios"
    label = "scenarios"
