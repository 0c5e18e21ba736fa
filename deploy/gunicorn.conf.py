"""How gunicorn serves the pages. The rules are read once, before the workers part (yingbao.project.wsgi)."""

import gc
from typing import Any

wsgi_app = "yingbao.project.wsgi"
bind = "127.0.0.1:8000"
workers = 4
timeout = 60
# Otherwise every worker reads the rules by itself, while an officer waits for the first page.
preload_app = True


def when_ready(server: Any) -> None:
    """Leave alone what was read: the workers go on sharing its memory."""
    gc.collect()
    gc.freeze()
