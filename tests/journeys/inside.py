"""What an administrator does for one of the invented people: `python -m tests.journeys.inside PASSWORD EMAIL …`."""

import json
import sys

import django

django.setup()

from ketenwerk.accounts.links import password_link  # noqa: E402 - models exist only now
from ketenwerk.accounts.models import User  # noqa: E402


def let_in(email: str, password: str) -> str:
    """Give one of them a password; the address where another can be set."""
    user = User.objects.get(email=email)
    user.set_password(password)
    user.save()
    return password_link(user)


if __name__ == "__main__":
    chosen, *emails = sys.argv[1:]
    sys.stdout.write(json.dumps({email: let_in(email, chosen) for email in emails}))
