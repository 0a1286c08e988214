"""Which files a country has, and what stands in each."""

from dataclasses import dataclass

from ketenwerk.country.entries import (
    About,
    Answer,
    Channel,
    Form,
    Holiday,
    Indicator,
    Meaning,
    Membership,
    Municipality,
    OrganisationKind,
    Page,
    Profession,
    Question,
    Region,
    Retention,
    Role,
    Route,
    Situation,
    Source,
    Term,
    Topic,
    Vocabulary,
)
from ketenwerk.country.service_kinds import ServiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All files of a country: `organisation_kinds` is read from `organisation-kinds.toml`."""

    country: tuple[About, ...]
    sources: tuple[Source, ...]
    vocabulary: tuple[Vocabulary, ...]
    municipalities: tuple[Municipality, ...]
    regions: tuple[Region, ...]
    memberships: tuple[Membership, ...]
    roles: tuple[Role, ...]
    organisation_kinds: tuple[OrganisationKind, ...]
    service_kinds: tuple[ServiceKind, ...]
    forms: tuple[Form, ...]
    indicators: tuple[Indicator, ...]
    report_channels: tuple[Channel, ...]
    situations: tuple[Situation, ...]
    texts: tuple[Page, ...]
    glossary: tuple[Topic, ...]
    professions: tuple[Profession, ...]
    meanings: tuple[Meaning, ...]
    retention: tuple[Retention, ...]
    terms: tuple[Term, ...]
    holidays: tuple[Holiday, ...]
    answers: tuple[Answer, ...]
    report_flow: tuple[Question, ...]
    routing: tuple[Route, ...]
