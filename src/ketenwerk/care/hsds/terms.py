"""The two taxonomies, of what is asked for and of help one can walk into, with ids that never change."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext as _

from ketenwerk.country.data import country
from ketenwerk.country.words import choices, words

SERVICE, HELP = "service-kind", "help-kind"
_NAMESPACE = uuid5(NAMESPACE_URL, "ketenwerk:hsds")


@dataclass(frozen=True, slots=True)
class Term:
    id: UUID
    taxonomy: str
    code: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Taxonomy:
    id: UUID
    code: str
    name: str
    description: str


def made_id(*parts: object) -> UUID:
    """The same id for the same parts, in every installation."""
    return uuid5(_NAMESPACE, ":".join(map(str, parts)))


def taxonomy_id(code: str) -> UUID:
    return made_id("taxonomy", code)


def term_id(taxonomy: str, code: str) -> UUID:
    return made_id(taxonomy, code)


def taxonomies() -> tuple[Taxonomy, ...]:
    return (
        Taxonomy(
            taxonomy_id(SERVICE),
            SERVICE,
            _("Kinds of shelter and help"),
            _("What is asked for by organisations of the chain, on behalf of somebody."),
        ),
        Taxonomy(
            taxonomy_id(HELP),
            HELP,
            _("Kinds of help for everybody"),
            _("Where anybody may call or walk in."),
        ),
    )


def terms() -> tuple[Term, ...]:
    return (*_of_services(), *_of_help())


def code_of(wanted: UUID, taxonomy: str) -> str:
    """The code behind the id of a term; empty when it is none of this taxonomy."""
    codes = list(country().service_kinds) if taxonomy == SERVICE else _help_codes()
    return next((code for code in codes if term_id(taxonomy, code) == wanted), "")


def _of_services() -> Iterator[Term]:
    for kind in country().service_kinds.values():
        yield Term(
            term_id(SERVICE, kind.code), SERVICE, kind.code, words(kind.name), words(kind.for_whom)
        )


def _of_help() -> Iterator[Term]:
    for code, name in choices(HELP):
        yield Term(term_id(HELP, code), HELP, code, name, name)


def _help_codes() -> list[str]:
    return [code for code, _ in choices(HELP)]
