"""The door for the web server. It stays closed while the keys are not right."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketenwerk.settings")
application = get_wsgi_application()

from ketenwerk.keys import root, start  # noqa: E402 - models exist only now

try:
    start.verify()
except root.RootKeyError as error:
    raise SystemExit(str(error)) from error
