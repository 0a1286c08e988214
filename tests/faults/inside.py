"""What is done and looked at inside an installation: `python -m tests.faults.inside <what> …`, answers as JSON."""

import json
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connection, connections  # noqa: E402 - models exist only now
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from ketenwerk.accounts.models import User  # noqa: E402
from ketenwerk.audit import chain  # noqa: E402
from ketenwerk.audit.models import AuditEntry  # noqa: E402
from ketenwerk.commands.cast import load_cast, rows  # noqa: E402
from ketenwerk.foundation.problems import NotFound  # noqa: E402
from ketenwerk.keys.models import KeyGrant  # noqa: E402
from ketenwerk.organisations.actor import ANONYMOUS, Actor  # noqa: E402
from ketenwerk.organisations.queries import actor_for  # noqa: E402
from ketenwerk.reporting import actions  # noqa: E402
from ketenwerk.reporting.models import Report  # noqa: E402

ASKED_WITH = {
    "sqlite": ("PRAGMA", ("journal_mode", "synchronous")),
    "postgresql": ("SHOW", ("fsync", "synchronous_commit", "full_page_writes")),
}
SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


def cast() -> dict[str, int]:
    """Put the invented organisations and people in the database."""
    return {"people": len(load_cast(at=timezone.now()).people)}


def stories(person: str) -> dict[str, int]:
    """Every story this person's organisation can read, and how often it is kept."""
    reader, at = actor(person), timezone.now()
    kept = Report.objects.visible_to(reader)
    return Counter(actions.read_report(reader, report, at=at).story for report in kept)


def mailboxes() -> list[str]:
    """Of the codes on the input, those that open no mailbox."""
    return [code for code in json.load(sys.stdin) if not _opens(code)]


def kept() -> dict[str, int]:
    """How much there is, in both databases."""
    return {
        "reports": Report.objects.count(),
        "received": AuditEntry.objects.filter(act="report.received").count(),
        "grants": KeyGrant.objects.count(),
    }


def trail() -> list[str]:
    """What is wrong with the audit trail."""
    return [f"{found.code} {found.where}" for found in chain.verify(at=timezone.now())]


def durability() -> dict[str, str]:
    """How both databases say they keep what they acknowledge."""
    show, names = ASKED_WITH[connection.vendor]
    return {
        f"{store}.{name}": str(_ask(store, f"{show} {name}"))
        for store in ("default", "keys")
        for name in names
    }


def session(person: str) -> dict[str, str]:
    """The cookies of a browser in which this person is signed in."""
    client = Client()
    client.force_login(_user(person), backend=SIGN_IN)
    return {name: morsel.value for name, morsel in client.cookies.items()}


def actor(person: str) -> Actor:
    return actor_for(_user(person), on=timezone.localdate())


def _user(person: str) -> User:
    [email] = [row["email"] for row in rows("people") if row["code"] == person]
    return User.objects.get(email=email)


def _opens(code: str) -> bool:
    at = timezone.now()
    try:
        ticket = actions.enter_mailbox(ANONYMOUS, code, at=at)
    except NotFound:
        return False
    return bool(actions.read_mailbox(ANONYMOUS, ticket, at=at).state)


def _ask(store: str, statement: str) -> Any:
    with connections[store].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


WHAT: dict[str, Callable[..., object]] = {
    one.__name__: one for one in (cast, stories, mailboxes, kept, trail, durability, session)
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(WHAT[sys.argv[1]](*sys.argv[2:])))
