"""The command line begins here."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command, such as `yingbao plan read FILE`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingbao.project.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
