from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "yingbao.edges.cli"
    label = "cli"
