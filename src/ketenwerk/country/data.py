"""The country this installation serves, and the questions other houses ask about it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from django.conf import settings

from ketenwerk.country.calendar import Calendar, UnknownYear, months_after
from ketenwerk.country.check import check, checked
from ketenwerk.country.entries import (
    About,
    Answer,
    Channel,
    Choice,
    Entry,
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
    Text,
    Topic,
    Vocabulary,
    Words,
)
from ketenwerk.country.reader import CountryError, Finding
from ketenwerk.country.service_kinds import Placer, ServiceKind
from ketenwerk.country.speech import said
from ketenwerk.country.tables import Tables
from ketenwerk.country.texts import Texts
from ketenwerk.country.translations import Translation, translations

__all__ = [
    "About",
    "Answer",
    "Calendar",
    "Channel",
    "Choice",
    "Country",
    "CountryError",
    "Entry",
    "Finding",
    "Form",
    "Holiday",
    "Indicator",
    "Meaning",
    "Membership",
    "Municipality",
    "OrganisationKind",
    "Page",
    "Placer",
    "Profession",
    "Question",
    "Region",
    "Retention",
    "Role",
    "Route",
    "ServiceKind",
    "Situation",
    "Source",
    "Term",
    "Text",
    "Topic",
    "UnknownYear",
    "Vocabulary",
    "Words",
    "check",
    "country",
    "load",
]

Choices = list[tuple[str, str]]
Coded = TypeVar("Coded", bound=Entry | Source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """All entries by code. A code that does not exist raises KeyError."""

    about: About
    sources: Mapping[str, Source]
    regions: Mapping[str, Region]
    municipalities: Mapping[str, Municipality]
    memberships: Mapping[str, tuple[Membership, ...]]  # by municipality
    roles: Mapping[str, Role]
    organisation_kinds: Mapping[str, OrganisationKind]
    service_kinds: Mapping[str, ServiceKind]  # in the order in which they are shown
    forms: Mapping[str, Form]
    indicators: Mapping[str, Indicator]
    channels: Mapping[str, Channel]
    situations: Mapping[str, Situation]
    pages: Mapping[str, Page]
    texts: Texts
    glossary: tuple[Topic, ...]
    professions: Mapping[str, Profession]
    meanings: Mapping[str, Meaning]
    retentions: Mapping[str, Retention]
    terms: Mapping[str, Term]
    holidays: tuple[Holiday, ...]
    vocabulary: Mapping[str, Vocabulary]
    answers: Mapping[str, Answer]
    questions: Mapping[str, Question]  # in the order in which they are asked
    routes: tuple[Route, ...]  # the first that fits is taken
    calendar: Calendar
    translations: Mapping[str, Translation]  # by language

    @property
    def code(self) -> str:
        return self.about.code

    @property
    def name(self) -> Words:
        return self.about.name

    @property
    def languages(self) -> tuple[str, ...]:
        return self.about.languages

    def text(self, page: str, lang: str) -> Text:
        """The words of a page in this language, or in a spare one."""
        wanted = ((page, each) for each in (lang, *settings.SPARE_LANGUAGES))
        return next(self.texts[each] for each in wanted if each in self.texts)

    @property
    def time_zone(self) -> str:
        return self.about.time_zone

    @property
    def emergency_number(self) -> str:
        return self.about.emergency_number

    def said(self, text: Words, lang: str) -> str:
        """A text in this language; a `Foreign` text in another where nobody has translated it."""
        made = self.translations.get(lang)
        return said(text, lang, made.words if made else {})

    def municipality(self, code: str) -> Municipality:
        return self.municipalities[code]

    def region(self, code: str) -> Region:
        return self.regions[code]

    def regions_of_kind(self, kind: str) -> tuple[Region, ...]:
        return tuple(region for region in self.regions.values() if region.kind == kind)

    def region_of(self, municipality_code: str, kind: str, on: date) -> Region:
        """The region of this kind that holds the municipality on that day. KeyError when none."""
        for membership in self.memberships[municipality_code]:
            region = self.regions[membership.region]
            if region.kind == kind and membership.holds_on(on):
                return region
        raise KeyError(f"{municipality_code} is in no region of kind {kind!r} on {on}")

    def municipalities_of(self, region_code: str, on: date) -> tuple[Municipality, ...]:
        """Those that belong to the region on that day, by name."""
        inside = (
            municipality
            for municipality in self.municipalities.values()
            for membership in self.memberships[municipality.code]
            if membership.region == region_code and membership.holds_on(on)
        )
        return tuple(sorted(inside, key=_by_name))

    def municipality_choices(self) -> Choices:
        current = sorted(_current(self.municipalities.values()), key=_by_name)
        return [(each.code, each.label) for each in current]

    def region_choices(self, kind: str) -> Choices:
        return [(region.code, region.name) for region in _current(self.regions_of_kind(kind))]

    def form_choices(self, lang: str) -> Choices:
        """The forms a person outside can choose from: those that are no part of another."""
        forms = _current(self.forms.values())
        return [(form.code, self.said(form.name, lang)) for form in forms if not form.parent]

    def role_choices(self, lang: str) -> Choices:
        return [(role.code, self.said(role.name, lang)) for role in _current(self.roles.values())]

    def organisation_kind_choices(self, lang: str) -> Choices:
        kinds = _current(self.organisation_kinds.values())
        return [(kind.code, self.said(kind.name, lang)) for kind in kinds]

    def service_kind_choices(self, lang: str) -> Choices:
        kinds = _current(self.service_kinds.values())
        return [(kind.code, self.said(kind.name, lang)) for kind in kinds]

    def service_kind(self, code: str) -> ServiceKind:
        return self.service_kinds[code]

    def may_place(self, service_kind: str, organisation_kind: str, at: datetime) -> bool:
        """Whether organisations of this kind may place somebody there at this moment."""
        kind = self.service_kinds[service_kind]
        return kind.may_place(organisation_kind, at, time_zone=self.time_zone)

    def choices(self, vocabulary_code: str, lang: str) -> Choices:
        """A list from vocabulary.toml, such as "urgency" or "track-outcome-care"."""
        return [
            (each.code, self.said(each.name, lang))
            for each in self.vocabulary[vocabulary_code].choices
        ]

    def word(self, vocabulary_code: str, code: str, lang: str) -> str:
        """The name of one choice. Raises KeyError when the list has no such choice."""
        return dict(self.choices(vocabulary_code, lang))[code]

    def form_name(self, code: str, lang: str) -> str:
        return self.said(self.forms[code].name, lang)

    def role_name(self, code: str, lang: str) -> str:
        return self.said(self.roles[code].name, lang)

    def indicators_of(self, form_code: str) -> tuple[Indicator, ...]:
        """Signs seen with this form, with the form it is part of, or with every form."""
        wanted = {form_code, self.forms[form_code].parent}
        signs = _current(self.indicators.values())
        return tuple(sign for sign in signs if not sign.forms or wanted.intersection(sign.forms))

    def sources_of(self, entry: Entry) -> tuple[Source, ...]:
        return tuple(self.sources[code] for code in entry.source)

    def term(self, code: str) -> Term:
        return self.terms[code]

    def retention(self, code: str) -> Retention:
        return self.retentions[code]

    def is_working_day(self, day: date) -> bool:
        """Raises UnknownYear when no holidays are known for the year of `day`."""
        return self.calendar.is_working_day(day)

    def working_days_after(self, day: date, n: int) -> date:
        """See Calendar.working_days_after."""
        return self.calendar.working_days_after(day, n)

    def due_on(self, term_code: str, start: date, *, region: str = "") -> date:
        """The last day of a term from `start`, as the region agreed where it did. Raises UnknownYear."""
        term = self._agreed(term_code, region, start) or self.terms[term_code]
        if term.working_days:
            return self.working_days_after(start, term.days or 0)
        return _after(start, term)

    def _agreed(self, term_code: str, region: str, on: date) -> Term | None:
        return next(
            (
                term
                for term in self.terms.values()
                if term.instead_of == term_code and term.region == region and term.holds_on(on)
            ),
            None,
        )

    def kept_until(self, retention_code: str, start: date) -> date:
        """The last day on which a record is kept whose term began to run on `start`."""
        return _after(start, self.retentions[retention_code])


@cache
def country() -> Country:
    """The country of this installation, read once. Raises CountryError when it does not fit."""
    return load(Path(settings.COUNTRIES_DIR) / settings.COUNTRY)


def load(folder: Path) -> Country:
    """The country whose files stand in `folder`. Raises CountryError with every finding."""
    tables, texts = checked(folder)
    memberships = _memberships(tables)
    about = tables.country[0]
    return Country(
        about=about,
        sources=_by_code(tables.sources),
        regions=_by_code(tables.regions),
        municipalities=_by_code(_placed(tables, memberships)),
        memberships=memberships,
        roles=_by_code(tables.roles),
        organisation_kinds=_by_code(tables.organisation_kinds),
        service_kinds=_by_code(tables.service_kinds),
        forms=_by_code(tables.forms),
        indicators=_by_code(tables.indicators),
        channels=_by_code(tables.report_channels),
        situations=_by_code(tables.situations),
        pages=_by_code(tables.texts),
        texts=texts,
        glossary=tables.glossary,
        professions=_by_code(tables.professions),
        meanings=_by_code(tables.meanings),
        retentions=_by_code(tables.retention),
        terms=_by_code(tables.terms),
        holidays=tables.holidays,
        vocabulary=_by_code(tables.vocabulary),
        answers=_by_code(tables.answers),
        questions=_by_code(tables.report_flow),
        routes=tables.routing,
        calendar=Calendar(frozenset(about.weekend), frozenset(day.on for day in tables.holidays)),
        translations=translations(folder),
    )


def _memberships(tables: Tables) -> Mapping[str, tuple[Membership, ...]]:
    found: dict[str, list[Membership]] = {each.code: [] for each in tables.municipalities}
    for membership in (*tables.memberships, *_everywhere(tables)):
        for code in membership.municipalities:
            found[code].append(membership)
    return MappingProxyType({code: tuple(memberships) for code, memberships in found.items()})


def _everywhere(tables: Tables) -> Iterator[Membership]:
    """A region that is the whole country has every municipality, on the region's own grounds."""
    for region in tables.regions:
        if region.whole_country:
            yield Membership(
                code=region.code,
                region=region.code,
                municipalities=tuple(each.code for each in tables.municipalities),
                source=region.source,
                verified=region.verified,
                valid_from=region.valid_from,
                valid_to=region.valid_to,
            )


def _placed(
    tables: Tables, memberships: Mapping[str, tuple[Membership, ...]]
) -> Iterator[Municipality]:
    """The municipalities, each with the regions it belongs to without an end."""
    kinds = {region.code: region.kind for region in tables.regions}
    for municipality in tables.municipalities:
        current = tuple(_current(memberships[municipality.code]))
        regions = MappingProxyType({kinds[each.region]: each.region for each in current})
        yield replace(municipality, regions=regions, memberships=current)


def _after(start: date, span: Term | Retention) -> date:
    """A span has either months or days; the check has seen to that."""
    if span.months is not None:
        return months_after(start, span.months)
    return start + timedelta(days=span.days or 0)


def _by_code(entries: Iterable[Coded]) -> Mapping[str, Coded]:
    return MappingProxyType({entry.code: entry for entry in entries})


def _current(entries: Iterable[Coded]) -> Iterable[Coded]:
    """Entries without an end."""
    return (entry for entry in entries if getattr(entry, "valid_to", None) is None)


def _by_name(municipality: Municipality) -> str:
    """An apostrophe in front does not count: 's-Gravenhage stands under the s."""
    return municipality.name.casefold().lstrip("'")
