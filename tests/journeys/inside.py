"""What an administrator does for one of the invented people: `python -m tests.journeys.inside <what> …`."""

import sys
from collections.abc import Callable

import django

django.setup()

from ketenwerk.accounts.links import password_link  # noqa: E402 - models exist only now
from ketenwerk.accounts.models import User  # noqa: E402


def password(email: str, chosen: str) -> None:
    """Let one of them sign in with a password, as everybody does the first time."""
    user = User.objects.get(email=email)
    user.set_password(chosen)
    user.save()


def link(email: str) -> None:
    """Print the address where one of them sets a password."""
    sys.stdout.write(password_link(User.objects.get(email=email)))


WHAT: dict[str, Callable[..., None]] = {one.__name__: one for one in (password, link)}

if __name__ == "__main__":
    WHAT[sys.argv[1]](*sys.argv[2:])
