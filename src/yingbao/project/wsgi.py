"""What gunicorn serves. It refuses to start where a commit, the keys or the rules would not be safe.

What every page needs is read here, so that no officer waits for it.
"""

import os

from django.core.checks import run_checks
from django.core.wsgi import get_wsgi_application

from yingbao.project.reading_ahead import read_ahead

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingbao.project.settings")
application = get_wsgi_application()

tags = ["safety", "keys", "rules", "serving"]
found = run_checks(tags=tags, include_deployment_checks=True)
problems = [problem for problem in found if problem.is_serious()]
if problems:
    raise SystemExit("\n".join(str(problem) for problem in problems))
read_ahead()
