from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "yingbao.office.rulebook"
    label = "rulebook"

    def ready(self) -> None:
        from yingbao.office.rulebook import self_checks  # noqa: F401  # registers the checks
