"""What can be seen of organisations and the people in them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from ketenwerk.accounts.models import User
from ketenwerk.country.data import country
from ketenwerk.foundation.problems import NotFound
from ketenwerk.organisations.actor import EVERYWHERE, Actor, Grant, Role
from ketenwerk.organisations.models import Coverage, Membership, Organisation

NATIONAL = "national"


def actor_for(user: User, *, on: date, organisation: str = "") -> Actor:
    """The user as an actor of one organisation: the named one, or the first they joined.

    Without a current membership the actor holds nothing.
    """
    held = Membership.objects.on(on).filter(user=user).select_related("organisation")
    found = list(held.order_by("starts_on", "id"))
    if not found:
        return Actor(user_id=str(user.pk), organisation="")
    chosen = next((m for m in found if str(m.organisation_id) == organisation), found[0])
    mine = [m for m in found if m.organisation_id == chosen.organisation_id]
    return Actor(str(user.pk), str(chosen.organisation_id), frozenset(_grants(mine)))


def memberships(user: User, *, on: date) -> QuerySet[Membership]:
    """Where the user works today."""
    held = Membership.objects.on(on).filter(user=user).select_related("organisation")
    return held.order_by("organisation__name", "role", "id")


def organisation(organisation_id: UUID | str) -> Organisation:
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None:
        raise NotFound("organisation.not-found")
    return found


def organisations() -> QuerySet[Organisation]:
    """All of them, in an order that stays."""
    return Organisation.objects.order_by("id")


def partners(region: str, *kinds: str) -> QuerySet[Organisation]:
    """Organisations that work for the region, of these kinds when any are named, by name."""
    found = Organisation.objects.filter(coverages__region__in=[region, *national_regions()])
    if kinds:
        found = found.filter(kind__in=kinds)
    return found.distinct().order_by("name", "id")


def receivers_of_reports() -> list[tuple[Organisation, frozenset[str]]]:
    """Every organisation that receives reports, with the regions it works for, in an order that stays."""
    found = Organisation.objects.filter(receives_reports=True).prefetch_related("coverages")
    return [
        (each, frozenset(covered.region for covered in each.coverages.all()))
        for each in found.order_by("code")
    ]


def intakes_of(region: str) -> QuerySet[Organisation]:
    """Everybody who receives reports for the region: its own intakes and the national ones, by name."""
    return partners(region).filter(receives_reports=True)


def colleagues(organisation: UUID, role: Role, *, on: date) -> dict[str, str]:
    """Who holds this role in the organisation on this day: names by id, in the order of the names."""
    held = Membership.objects.on(on).filter(organisation=organisation, role=role)
    found = held.filter(user__is_active=True).order_by("user__name", "user")
    return {str(key): name for key, name in found.values_list("user", "user__name")}


def people(ids: Iterable[str]) -> dict[str, str]:
    """The names of people who work or worked here by id; one that is nobody's is left out."""
    known = [UUID(each) for each in set(ids) if _is_id(each)]
    held = Membership.objects.filter(user__in=known).values_list("user", "user__name")
    return {str(key): name for key, name in held}


def directing_organisation(region: str, *, on: date) -> Organisation | None:
    """The organisation whose chain director holds the region on this day."""
    held = Membership.objects.on(on).filter(role=Role.CHAIN_DIRECTOR, region=region)
    first = held.select_related("organisation").order_by("starts_on", "id").first()
    return first.organisation if first else None


def coordinating_organisation(region: str, *, on: date) -> Organisation | None:
    """The organisation whose care coordinator holds the region on this day."""
    held = Membership.objects.on(on).filter(role=Role.CARE_COORDINATOR, region=region)
    first = held.select_related("organisation").order_by("starts_on", "id").first()
    return first.organisation if first else None


def people_to_try(*, on: date) -> QuerySet[Membership]:
    """Everybody with a role, for the sign-in page of the demo."""
    held = Membership.objects.on(on).select_related("user", "organisation")
    return held.order_by("role", "region", "user__name", "id")


def names(ids: set[UUID]) -> dict[UUID, str]:
    """The names of organisations by id."""
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))


def national_regions() -> list[str]:
    return [region.code for region in country().regions_of_kind(NATIONAL)]


def _grants(memberships: list[Membership]) -> list[Grant]:
    covered = Coverage.objects.filter(organisation=memberships[0].organisation_id)
    regions = [_wide(code) for code in covered.values_list("region", flat=True)]
    return [
        (Role(membership.role), region)
        for membership in memberships
        for region in ([_wide(membership.region)] if membership.region else regions)
    ]


def _wide(region: str) -> str:
    return EVERYWHERE if region in national_regions() else region


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
