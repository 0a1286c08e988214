"""The first steps of the chain, a person at a desk, and what the database holds: for the tests of three houses."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from ketenwerk.audit.models import AuditEntry
from ketenwerk.care.facts import Needs
from ketenwerk.casework import actions as cases
from ketenwerk.casework.actions import TrackPlan
from ketenwerk.signals import actions as signals

NEEDS = Needs("23-plus", "woman")
HOUSES = ("reporting", "signals", "care", "casework")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Desk:
    """Somebody who signed in and reads English."""

    client: Client

    def get(self, name, *args, **query):
        return self.client.get(self._address(name, args), query)

    def post(self, name, *args, **data):
        return self.client.post(self._address(name, args), data)

    def text(self, name, *args, **query):
        answer = self.get(name, *args, **query)
        assert answer.status_code == 200, answer.content.decode()
        return answer.content.decode()

    def _address(self, name, args):
        with override("en"):
            return reverse(name, args=args)


def desk_of(cast, person) -> Desk:
    client = Client()
    client.force_login(cast.people[person], backend=BACKEND)
    return Desk(client)


def raised(intake, report, *, at):
    return signals.raise_signal(intake, report, at=at)


def opened(director, signal, cast, *, at: datetime):
    """A case with a care and a criminal track."""
    day = at.date() + timedelta(days=2)
    plans = [
        TrackPlan("care", cast.organisations["zorgkompas"].id, "first-contact", day),
        TrackPlan(
            "criminal", cast.organisations["politie-middenland"].id, "informative-talk", day
        ),
    ]
    return cases.open_case(director, signal, plans=plans, reason="Needed", at=at)


def asked(coordinator, case, service, *, at: datetime):
    care = case.tracks.get(kind="care")
    return cases.ask_for_place(coordinator, care, service, needs=NEEDS, note="Quiet", at=at)


def soon(at: datetime, days: int = 3) -> date:
    return at.date() + timedelta(days=days)


def kept() -> dict[str, list[dict[str, object]]]:
    """Everything the houses hold, to see that nothing changed."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for house in HOUSES
        for model in apps.get_app_config(house).get_models()
    }


def trail(**wanted) -> list[str]:
    """The acts on the trail, in order."""
    return list(AuditEntry.objects.filter(**wanted).order_by("id").values_list("act", flat=True))
