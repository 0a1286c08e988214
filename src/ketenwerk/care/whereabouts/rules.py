"""Who may keep an address here, who may ask for one, who agrees, and who is told."""

from datetime import datetime, timedelta

from ketenwerk.care.models import TAKES_A_PLACE, Referral, Reveal, SecretAddress, Service
from ketenwerk.care.rules import may_count
from ketenwerk.country.data import country
from ketenwerk.foundation.decision import Decision, every, require
from ketenwerk.organisations.actor import Actor, Role

ASKING_LASTS = timedelta(days=1)
AGREEING_LASTS = timedelta(hours=1)


def may_keep(actor: Actor, service: Service) -> Decision:
    """The shelter itself, of a place where people stay. Elsewhere an address is no secret."""
    stays = country().service_kind(service.kind).stay
    return every(may_count(actor, service), require(that=stays, otherwise="address.no-stay"))


def may_ask(actor: Actor, address: SecretAddress) -> Decision:
    """A care coordinator whose organisation has somebody who was accepted there. Never a director: it is care."""
    return every(_coordinates_care(actor), _has_somebody_there(actor, address))


def may_agree(actor: Actor, reveal: Reveal, *, at: datetime) -> Decision:
    """Somebody of the shelter, to a request of the last day, once."""
    return every(
        may_count(actor, reveal.address.service),
        require(that=reveal.asked_by != actor.user_id, otherwise="address.same-person"),
        require(that=not reveal.agreed_by, otherwise="address.agreed-already"),
        require(
            that=_within(reveal.asked_at, at, ASKING_LASTS), otherwise="address.asked-too-long-ago"
        ),
    )


def may_be_told(actor: Actor, reveal: Reveal, *, at: datetime) -> Decision:
    """Who asked, within the hour after the shelter agreed, once, and while somebody of theirs is expected there."""
    recent = _within(reveal.agreed_at, at, AGREEING_LASTS)
    return every(
        _coordinates_care(actor),
        require(that=reveal.asked_by == actor.user_id, otherwise="address.not-who-asked"),
        require(that=bool(reveal.agreed_by), otherwise="address.nobody-agreed"),
        require(that=reveal.told_at is None, otherwise="address.told-already"),
        require(that=recent, otherwise="address.agreed-too-long-ago"),
        _has_somebody_there(actor, reveal.address),
    )


def may_read_requests(actor: Actor, reveal: Reveal) -> Decision:
    """The shelter, and those who asked."""
    ours = may_count(actor, reveal.address.service)
    return ours or actor.works_for(reveal.asked_for_id)


def _coordinates_care(actor: Actor) -> Decision:
    return require(that=actor.has(Role.CARE_COORDINATOR), otherwise="role.missing")


def _has_somebody_there(actor: Actor, address: SecretAddress) -> Decision:
    there = Referral.objects.filter(service=address.service_id, state__in=TAKES_A_PLACE)
    mine = there.filter(sender=actor.organisation_id)
    return require(that=mine.exists(), otherwise="address.nobody-there")


def _within(since: datetime | None, at: datetime, lasts: timedelta) -> bool:
    return since is not None and since <= at <= since + lasts
