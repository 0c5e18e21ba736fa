"""The room of background work, as Django knows it."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "yingbao.office.jobs"
    label = "jobs"
