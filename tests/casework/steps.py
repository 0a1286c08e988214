"""The first steps of the chain, a person at a desk, and what the database holds: for the tests of three houses."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from ketenwerk.audit.models import AuditEntry
from ketenwerk.care.facts import Needs
from ketenwerk.care.referring.actions import Asking
from ketenwerk.casework import actions as cases
from ketenwerk.casework.actions import TrackPlan
from ketenwerk.casework.models import Track
from ketenwerk.casework.placing import actions as placing
from ketenwerk.signals import actions as signals

NEEDS = Needs("23-plus", "woman")
ASKING = Asking(NEEDS, "Quiet")
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


def asked(coordinator, case, *services, at: datetime, at_once: int = 1):
    """What each service was asked, in their order."""
    care, asking = case.tracks.get(kind="care"), Asking(NEEDS, "Quiet", at_once)
    search = placing.ask_for_places(coordinator, care, services, asking, at=at)
    return list(search.referrals.order_by("position"))


def taken_in(referral, shelter, coordinator, *, at: datetime):
    """Accepted, arrived, and confirmed by the sender; the track as it is then."""
    placing.accept_place(shelter, referral, at=at)
    placing.confirm_arrival(shelter, referral, at=at)
    return placing.confirm_handover(coordinator, referral, at=at)


def step(track) -> tuple[str, object]:
    """What comes next, and on which day."""
    found = Track.objects.get(pk=track.pk)
    return found.next_step, found.next_step_on


def responsible(track) -> object:
    return Track.objects.get(pk=track.pk).responsible_id


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
