"""The web process. It refuses to serve while a setting would make it unsafe."""

import os
import sys

from django.core.checks import Error, run_checks
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
application = get_wsgi_application()

if refusals := [message for message in run_checks() if isinstance(message, Error)]:
    sys.exit("\n".join(f"{message.id}: {message.msg} {message.hint or ''}" for message in refusals))
