"""What gunicorn serves. It refuses to start where a commit, the keys or the rules would not be safe."""

import os

from django.core.checks import run_checks
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingbao.project.settings")
application = get_wsgi_application()

problems = [problem for problem in run_checks(tags=["safety", "keys", "rules"]) if problem.is_serious()]
if problems:
    raise SystemExit("\n".join(str(problem) for problem in problems))
