"""Everything that is done with an address that is kept sealed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.care.models import Reveal, SecretAddress, Service
from ketenwerk.care.whereabouts import queries, rules
from ketenwerk.care.whereabouts.told import Whereabouts
from ketenwerk.foundation.decision import every
from ketenwerk.keys.fields import open_as, shred
from ketenwerk.organisations.actor import Actor


@dataclass(frozen=True, slots=True)
class Request:
    """One request to be told an address, as the shelter and who asked see it."""

    id: UUID
    asked_for: str
    asked_at: datetime
    reason: str
    agreed_at: datetime | None
    told_at: datetime | None
    may_agree: bool
    may_be_told: bool


@action
def keep_address(actor: Actor, service: Service, text: str, *, at: datetime) -> SecretAddress:
    """The new one takes the place of the old, with every request for it: nobody is told an address that has changed."""
    service = service.refreshed()
    allow(rules.may_keep(actor, service))
    _forget(service)
    address = SecretAddress.objects.create(service=service, text=text, kept_at=at)
    record("address.kept", service)
    return address


@action
def forget_address(actor: Actor, service: Service, *, at: datetime) -> None:
    """Make it unreadable in every copy."""
    del at
    service = service.refreshed()
    allow(rules.may_keep(actor, service))
    _forget(service)
    record("address.forgotten", service)


@action
def ask_address(actor: Actor, address: SecretAddress, reason: str, *, at: datetime) -> Reveal:
    """Ask the shelter to agree that one person is told where it is."""
    allow(rules.may_ask(actor, address))
    reveal = Reveal.objects.create(
        address=address,
        asked_by=actor.user_id,
        asked_for_id=actor.organisation,
        asked_at=at,
        reason=reason,
    )
    record("address.asked", address.service)
    return reveal


@action
def read_requests(actor: Actor, address: SecretAddress, *, at: datetime) -> list[Request]:
    """Who asked for this address and why, whether the shelter agreed, and when it was told."""
    found = list(queries.reveals_of(actor, address))
    allow(every(*(rules.may_read_requests(actor, each) for each in found)))
    record("address.requests-read", address.service)
    return [_request(actor, each, at=at) for each in found]


@action
def agree_to_reveal(actor: Actor, reveal: Reveal, *, at: datetime) -> None:
    """From now on, for an hour, who asked can be told this one address once."""
    fresh = _fresh(reveal)
    allow(rules.may_agree(actor, fresh, at=at))
    fresh.agreed_by, fresh.agreed_at = actor.user_id, at
    fresh.save(update_fields=["agreed_by", "agreed_at"])
    record("address.agreed", fresh.address.service, reveal=str(fresh.id))


@action
def tell_address(actor: Actor, reveal: Reveal, *, at: datetime) -> Whereabouts:
    """Two people wanted it; it is told once. The shelter sees that, and when."""
    fresh = _fresh(reveal)
    allow(rules.may_be_told(actor, fresh, at=at))
    fresh.told_at = at
    fresh.save(update_fields=["told_at"])
    record("address.told", fresh.address.service, reveal=str(fresh.id))
    open_as(fresh.address, fresh.address.two_people())
    return Whereabouts(str(fresh.address.text), audience=actor)


def _forget(service: Service) -> None:
    for old in SecretAddress.objects.filter(service=service).defer("text"):
        for reveal in old.reveals.all():
            shred(reveal)
            reveal.delete()
        shred(old)
        old.delete()


def _fresh(reveal: Reveal) -> Reveal:
    """As it is now, locked; and the address it leads to."""
    return reveal.refreshed()


def _request(actor: Actor, reveal: Reveal, *, at: datetime) -> Request:
    return Request(
        id=reveal.id,
        asked_for=reveal.asked_for.name,
        asked_at=reveal.asked_at,
        reason=str(reveal.reason),
        agreed_at=reveal.agreed_at,
        told_at=reveal.told_at,
        may_agree=bool(rules.may_agree(actor, reveal, at=at)),
        may_be_told=bool(rules.may_be_told(actor, reveal, at=at)),
    )
