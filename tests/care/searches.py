"""Looking for a place without a case, as the tests of care do."""

from datetime import datetime, timedelta
from uuid import uuid4

from ketenwerk.care.models import PlaceRequest, Referral, Service
from ketenwerk.care.referring import actions
from ketenwerk.care.referring.actions import Asking
from tests.casework.steps import NEEDS


def look(actor, *services, at, reference=None, needs=NEEDS, at_once=1) -> PlaceRequest:
    asking = Asking(needs, "Quiet", at_once)
    reference = reference or uuid4()
    return actions.ask_for_places(
        actor, services, asking, reference=reference, region="care-utrecht", at=at
    )


def ask(actor, service, *, at, reference=None) -> Referral:
    return look(actor, service, at=at, reference=reference).referrals.get()


def asked(search: PlaceRequest) -> list[Referral]:
    """As they stand now, in the order in which they were lined up."""
    return list(search.referrals.order_by("position"))


def states(search: PlaceRequest) -> list[str]:
    return [each.state for each in asked(search)]


def free(service: Service) -> int:
    return Service.objects.get(pk=service.pk).free


def after(moment: datetime) -> datetime:
    return moment + timedelta(minutes=1)


def later(moment: datetime, **time: float) -> datetime:
    return moment + timedelta(**time)
