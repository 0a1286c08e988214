"""The one who acts: passed first to every action, query and rule. Never a request."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from ketenwerk.foundation.decision import Decision, no, require

EVERYWHERE = "*"  # what stands for the region of an organisation that works for the whole country


class Role(StrEnum):
    """What somebody does. What a role is called stands in countries/<code>/roles.toml."""

    INTAKE = "intake"
    CHAIN_DIRECTOR = "chain-director"
    CARE_COORDINATOR = "care-coordinator"
    CASE_WORKER = "case-worker"
    PLACEMENT_OFFICER = "placement-officer"
    FOCAL_OFFICER = "focal-officer"
    PRIVACY_OFFICER = "privacy-officer"
    AUDITOR = "auditor"
    PROGRAMME_OFFICER = "programme-officer"
    ADMINISTRATOR = "administrator"


# Those who work with people's situations. The others keep watch, count or arrange, and read no content.
WORKING = (
    Role.INTAKE,
    Role.CHAIN_DIRECTOR,
    Role.CARE_COORDINATOR,
    Role.CASE_WORKER,
    Role.PLACEMENT_OFFICER,
    Role.FOCAL_OFFICER,
)
Grant = tuple[Role, str]  # a role, in a region


@dataclass(frozen=True, slots=True)
class Actor:
    """Who (`user_id`), for whom (`organisation`), as what and where (`grants`)."""

    user_id: str
    organisation: str
    grants: frozenset[Grant] = frozenset()

    @property
    def organisation_id(self) -> UUID | None:
        """For queries: nothing belongs to nobody."""
        return UUID(self.organisation) if self.organisation else None

    def holds(self, role: Role, *, region: str) -> Decision:
        held = {(role, region), (role, EVERYWHERE)} & self.grants
        return require(that=bool(held), otherwise="role.missing")

    def is_from(self, organisation: object) -> Decision:
        same = bool(self.organisation) and str(organisation) == self.organisation
        return require(that=same, otherwise="organisation.other")

    def works_for(self, organisation: object) -> Decision:
        """From this organisation, in a role that works with people's situations."""
        mine = self.is_from(organisation)
        return mine if not mine or self.has(*WORKING) else no("role.missing")

    def has(self, *roles: Role) -> bool:
        return any(role in roles for role, _ in self.grants)

    def regions(self, *roles: Role) -> frozenset[str]:
        """Where this actor holds one of the roles."""
        return frozenset(region for role, region in self.grants if role in roles)


SYSTEM = Actor(user_id="system", organisation="")
ANONYMOUS = Actor(user_id="anonymous", organisation="")
