"""What is put into the installation before anybody looks: `python -m tests.journeys.inside <what> …`."""

import sys
from collections.abc import Callable

import django

django.setup()

from django.utils import timezone  # noqa: E402 - models exist only now

from ketenwerk.accounts.links import password_link  # noqa: E402
from ketenwerk.accounts.models import User  # noqa: E402
from ketenwerk.commands.cast import load_cast  # noqa: E402
from ketenwerk.commands.crowd import MONTHS, load_crowd  # noqa: E402


def crowd() -> None:
    """The invented people, and what they lived through."""
    today = timezone.now()
    load_crowd(load_cast(at=today - MONTHS), today=today)


def password(email: str, chosen: str) -> None:
    """Let one of them sign in with a password, as everybody does the first time."""
    user = User.objects.get(email=email)
    user.set_password(chosen)
    user.save()


def link(email: str) -> None:
    """Print the address where one of them sets a password."""
    sys.stdout.write(password_link(User.objects.get(email=email)))


WHAT: dict[str, Callable[..., None]] = {one.__name__: one for one in (crowd, password, link)}

if __name__ == "__main__":
    WHAT[sys.argv[1]](*sys.argv[2:])
