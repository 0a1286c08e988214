"""Everything that can be found, in the language of the reader or, where it does not exist in it, in another."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TypeVar

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ketenwerk.country.data import Entry, Words, country
from ketenwerk.country.speech import Foreign
from ketenwerk.country.texts import MARKDOWN
from ketenwerk.country.words import words
from ketenwerk.information import queries
from ketenwerk.information.cards import channel_url, page_card
from ketenwerk.information.search import Document, Index

Dated = TypeVar("Dated", bound=Entry)
ENDS = (".", "?", "!", "؟", "።")  # of a sentence
BREAKS = {"softbreak", "hardbreak"}
SPARE = settings.SPARE_LANGUAGES
INDEXES = 16  # one for each language; those of yesterday go


@lru_cache(maxsize=INDEXES)
def index_on(day: date, language: str) -> Index:
    """Made once a day in each process and language, from what holds on that day."""
    with override(language):
        return Index(document for source in SOURCES for document in source(day, language))


def _texts(day: date, language: str) -> Iterator[Document]:
    """The pages of text, without their markup."""
    for page in queries.pages(on=day):
        text = country().text(page.code, language)
        said = "\n".join([text.summary, *_lines(text.body)])
        called = _called("pages", page.code, day, language)
        yield Document(_("Page"), text.title, said, page_card(page).url, text.language, called)


def _lines(body: str) -> Iterator[str]:
    """The headings, paragraphs and points of a list, each on a line."""
    filled = body.replace("{emergency}", country().emergency_number)
    for block in MARKDOWN.parse(filled):
        if block.children:
            yield "".join(" " if part.type in BREAKS else part.content for part in block.children)


def _situations(day: date, language: str) -> Iterator[Document]:
    for each in queries.situations(on=day):
        url = reverse("information:situation", args=[each.address])
        said = [each.first, *(advice.reason for advice in (*each.help, *each.report))]
        called = _called("situations", each.code, day, language)
        kind = _("Whom you can call in this situation")
        yield _document(kind, each.name, said, url, language, called)


def _channels(day: date, language: str) -> Iterator[Document]:
    for channel in queries.channels(on=day):
        said = [channel.what, channel.for_whom, channel.hours]
        url = channel_url(channel.code)
        called = _called("channels", channel.code, day, language)
        yield _document(_("Whom you can call"), channel.name, said, url, language, called)


def _forms(day: date, language: str) -> Iterator[Document]:
    url = reverse("information:signs")
    for form in _holding(country().forms, day):
        if not form.parent:
            called = _called("forms", form.code, day, language)
            said = [form.description]
            yield _document(_("Form of exploitation"), form.name, said, url, language, called)


def _signs(day: date, language: str) -> Iterator[Document]:
    """One document for each group: a hit shows the signs that were meant."""
    url = reverse("information:signs")
    held = list(_holding(country().indicators, day))
    for group in country().vocabulary["indicator-group"].choices:
        said = [sign.text for sign in held if sign.group == group.code]
        called = _called("groups", group.code, day, language)
        yield _document(_("Signs to look at"), group.name, said, url, language, called)


SOURCES: tuple[Callable[[date, str], Iterator[Document]], ...] = (
    _texts,
    _situations,
    _channels,
    _forms,
    _signs,
)


def _holding(entries: Mapping[str, Dated], day: date) -> Iterator[Dated]:
    return (entry for entry in entries.values() if entry.holds_on(day))


def _called(key: str, code: str, day: date, language: str) -> str:
    """What people who read this language call it, also in the first spare one: many know a word of that."""
    known = {language, SPARE[0]}
    topics = (each for each in country().glossary if each.holds_on(day))
    return "\n".join(
        word for each in topics if code in getattr(each, key) for word in each.words_in(known)
    )


def _document(
    kind: str, title: Words, said: Iterable[Words], url: str, language: str, called: str
) -> Document:
    """`language` is what the reader asked for; the document tells which it really is in."""
    named = words(title)
    spoken = named.lang if isinstance(named, Foreign) else language
    text = " ".join(_ended(words(each)) for each in said)
    return Document(kind, str(named), text, url, spoken, called)


def _ended(text: str) -> str:
    return text if text.endswith(ENDS) else f"{text}."
