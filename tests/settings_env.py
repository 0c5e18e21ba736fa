"""The environment of the test run, set before Django reads its settings.

A home of its own that is removed afterwards, a key file, and plain HTTP. YINGBAO_DATABASE may be given:
the whole suite runs on SQLite and on PostgreSQL. Nothing here is a default of the product.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def set_environment() -> Path:
    """Set what the settings need and return the home of this run."""
    home = Path(tempfile.mkdtemp(prefix="yingbao-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "yingbao.project.settings"
    os.environ["YINGBAO_HOME"] = str(home)
    os.environ["YINGBAO_SECRET_KEY"] = "tests-only-" + "k" * 60
    os.environ["YINGBAO_PLAIN_HTTP"] = "1"
    os.environ["YINGBAO_SECOND_FACTOR"] = "offer"
    os.environ.pop("YINGBAO_KEY_FILE", None)
    os.environ.pop("YINGBAO_UPLOADS", None)
    return home
