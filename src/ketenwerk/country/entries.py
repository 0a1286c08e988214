"""The shape of every entry in a country's files. The field names are the keys in the file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

Words = Mapping[str, str]  # language -> text, in every language of the country
Given = Mapping[str, tuple[str, ...]]  # name -> the answers of which one must have been given


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something can be read.

    `kind` is "published", "own-knowledge" or "proposal"; what rests on the last two is unverified.
    """

    code: str
    kind: str
    title: str
    url: str = ""
    read_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One fact with its grounds.

    `code` is never changed and never given to anything else. `source` holds codes of sources.
    `valid_from` and `valid_to` are the first and the last day for which the entry may be used.
    `verified` is true only when a person has compared it with a published source.
    """

    code: str
    source: tuple[str, ...]
    verified: bool
    valid_from: date
    valid_to: date | None = None
    note: str = ""

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(Entry):
    """An area in which organisations work together.

    `centre` is the municipality that has the lead, empty where none has. A region that is the
    `whole_country` holds every municipality without listing them.
    """

    kind: str
    name: str
    centre: str = ""
    whole_country: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Entry):
    """Municipalities that belong to a region, for as long as the entry holds."""

    region: str
    municipalities: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality(Entry):
    """`longitude` and `latitude` are degrees (WGS 84) of the middle of its largest part.

    `regions` (kind -> region code) and `memberships` are those without an end date; they are not
    written in the file of municipalities but gathered from the memberships.
    """

    name: str
    longitude: float
    latitude: float
    known_as: str = ""
    regions: Words = field(default_factory=dict, metadata={"gathered": True})
    memberships: tuple[Membership, ...] = field(default=(), metadata={"gathered": True})

    @property
    def label(self) -> str:
        return f"{self.name} ({self.known_as})" if self.known_as else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Entry):
    """What a member of an organisation does in the chain."""

    name: Words
    description: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationKind(Entry):
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Entry):
    """A form of exploitation under one version of the law; `parent` is the form it is part of."""

    name: Words
    description: Words
    law_version: str
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Entry):
    """A sign. It carries no weight: signs are explained, never added up.

    Without `forms` it is seen with every form. `youth` marks signs special to the young.
    """

    text: Words
    group: str
    sector: str
    forms: tuple[str, ...] = ()
    youth: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Profession(Entry):
    """Who looks at signs, with advice for this work. The name stands in the list "profession".

    A sign fits when both its sector and its group do. `reporter` is who reports, in a report.
    """

    reporter: str
    sectors: tuple[str, ...]
    groups: tuple[str, ...]
    channels: tuple[str, ...]
    ask: Words
    now: tuple[Words, ...]
    never: tuple[Words, ...]

    def fits(self, sign: Indicator) -> bool:
        return sign.sector in self.sectors and sign.group in self.groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning(Entry):
    """What signs of a form may mean, and what else can be behind them. Without `form`: signs of every form."""

    may: Words
    also: tuple[Words, ...]
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """On these ISO weekdays (Monday is 1), from one time of the clock to another; "24:00" ends the day."""

    days: tuple[int, ...]
    opens: str
    closes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel(Entry):
    """Where to report or find help. An empty `phone`, `web`, `languages` or `open` means: not known to us.

    `anonymous` is "yes", "no" or "unknown". `languages` are ISO 639-1 codes. `hours` says in words
    what `open` says for counting; `on_holidays` is "open" (as on any day), "closed" or "unknown".
    """

    name: Words
    for_whom: Words
    what: Words
    hours: Words
    cost: Words
    anonymous: str
    last_checked: date
    phone: str = ""
    web: str = ""
    languages: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    open: tuple[Opening, ...] = ()
    on_holidays: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Whom to turn to, and why in this situation."""

    channel: str
    reason: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation(Entry):
    """What somebody may be in, with two roads that need not go together, each in order.

    `help` is for the person, `report` is about the offender. `address` is the word in the address
    of the page: it must not tell what the page is about.
    """

    address: str
    name: Words
    first: Words
    help: tuple[Advice, ...]
    report: tuple[Advice, ...]

    @property
    def channels(self) -> tuple[str, ...]:
        return tuple(each.channel for each in (*self.help, *self.report))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Entry):
    """A page of text. Its words stand in `texts/<language>/<code>.md`.

    `group` is where it stands in the list of pages, `audience` for whom it was written. `address`
    is the word in its address. A `neutral` page does not say in the title of the window what it is about.
    """

    group: str
    address: str
    audience: tuple[str, ...]
    profession: str = ""
    neutral: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The words of a page in one language; `body` is Markdown.

    `written` is "person" or "machine". An empty `reviewed_by` means: nobody has checked it yet.
    """

    title: str
    summary: str
    written: str
    look_again_on: date
    reviewed_by: str = ""
    reviewed_on: date | None = None
    code: str = field(default="", metadata={"gathered": True})
    language: str = field(default="", metadata={"gathered": True})
    body: str = field(default="", metadata={"gathered": True})

    def is_overdue(self, day: date) -> bool:
        """Whether somebody should have looked at it again before this day."""
        return self.look_again_on < day

    @property
    def is_unchecked_translation(self) -> bool:
        return self.written == "machine" and not self.reviewed_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Everyday:
    """What people call a topic in one language, in a word or a few."""

    language: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Entry):
    """Something people look for in words of their own, and what they should find. The words are never shown."""

    said: tuple[Everyday, ...]
    pages: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    def words_in(self, languages: Collection[str]) -> tuple[str, ...]:
        return tuple(
            word for each in self.said if each.language in languages for word in each.words
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention(Entry):
    """How long records of a kind are kept from `counted_from` on: either `days` or `months`."""

    kind: str
    counted_from: Words
    why: Words
    days: int | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Entry):
    """Within how long a thing must be done: `days` (working days if so marked) or `months`.

    A region that agreed on something else has an entry of its own: `region`, `instead_of` the term for all.
    """

    what: Words
    days: int | None = None
    months: int | None = None
    working_days: bool = False
    region: str = ""
    instead_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday(Entry):
    """A day on which terms do not run."""

    on: date
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    code: str
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary(Entry):
    """A list of words to choose from, in the order in which they are shown."""

    what: Words
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Entry):
    """A block of text for a message to a reporter: `situation` says when, `name` is what the intake chooses by.

    A block with `closes` goes with that reason for closing.
    """

    situation: str
    name: Words
    text: Words
    closes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is said above a question, for those whose answers fit `when`; `again` on the last page too."""

    text: Words
    when: tuple[Given, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Entry):
    """One page of the road to a report, for those whose earlier answers fit `when`.

    `when` holds alternatives: one of them must fit, and an alternative fits when every question that
    it names was answered with one of its answers. `fills` is the fact of a report that the answer
    becomes. `words_from` names the list of choices (in vocabulary.toml, or "forms" or "indicators").
    `on_paper` says the same as `when`, where that would be too long to read on the paper form.
    A question that is `brought` is only asked of those who come with an answer to it.
    From an `enough` question on, the rest may be left out.
    """

    kind: str
    label: Words
    hint: Words | None = None
    why: Words | None = None
    words_from: str = ""
    choices: tuple[Choice, ...] = ()
    when: tuple[Given, ...] = ()
    on_paper: Words | None = None
    remarks: tuple[Remark, ...] = ()
    fills: str = ""
    brought: bool = False
    enough: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Entry):
    """To which kind of organisation a report goes, when the facts of it fit `when`; and why, in words.

    `area` is "region" for an organisation that works there, or "nation" for one of the whole country.
    """

    kinds: tuple[str, ...]
    area: str
    why: Words
    when: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class About(Entry):
    """The country itself. `weekend` holds ISO weekdays (Monday is 1)."""

    name: Words
    languages: tuple[str, ...]
    time_zone: str
    emergency_number: str
    weekend: tuple[int, ...]
    covering_kinds: tuple[str, ...]
