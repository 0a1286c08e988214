"""What can be seen of addresses that are kept: that there is one, and who asked for it. Never the address."""

from uuid import UUID

from django.db.models import QuerySet

from ketenwerk.care import queries
from ketenwerk.care.models import Reveal, SecretAddress
from ketenwerk.foundation.problems import NotFound
from ketenwerk.organisations.actor import Actor


def address_of(actor: Actor, service_id: UUID) -> SecretAddress | None:
    """Of a service that the actor may see; nothing when none is kept."""
    service = queries.service_by_id(actor, service_id)
    found = SecretAddress.objects.filter(service=service).select_related("service__organisation")
    return found.defer("text").first()


def kept_address_of(actor: Actor, service_id: UUID) -> SecretAddress:
    found = address_of(actor, service_id)
    if found is None:
        raise NotFound("address.not-found")
    return found


def reveals_of(actor: Actor, address: SecretAddress) -> QuerySet[Reveal]:
    """The newest first."""
    return _reveals(actor).filter(address=address).order_by("-asked_at", "id")


def reveal_by_id(actor: Actor, reveal_id: UUID) -> Reveal:
    found = _reveals(actor).filter(id=reveal_id).first()
    if found is None:
        raise NotFound("address.not-found")
    return found


def _reveals(actor: Actor) -> QuerySet[Reveal]:
    visible = Reveal.objects.visible_to(actor)
    return visible.select_related("address__service", "asked_for").defer("address__text")
