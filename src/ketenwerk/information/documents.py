"""Everything that can be found, in the language of the reader or, where it does not exist in it, in another."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ketenwerk.country.data import Entry, Words, country
from ketenwerk.country.reading import sentences
from ketenwerk.country.words import words
from ketenwerk.information.cards import channel_url, page_card
from ketenwerk.information.search import Document, Index

Dated = TypeVar("Dated", bound=Entry)
INDEXES = 16  # one for each language; those of yesterday go


@lru_cache(maxsize=INDEXES)
def index_on(day: date, language: str) -> Index:
    """Made once a day in each process and language, from what holds on that day."""
    with override(language):
        return Index(document for source in SOURCES for document in source(day, language))


def _texts(day: date, language: str) -> Iterator[Document]:
    """The pages of text."""
    for page in _holding(country().pages, day):
        text = country().text(page.code, language)
        said = " ".join(sentences(text))
        yield Document(_("Page"), text.title, said, page_card(page).url, text.language)


def _situations(day: date, language: str) -> Iterator[Document]:
    """What may be going on, each leading to whom one can call then."""
    for each in _holding(country().situations, day):
        url = reverse("information:situation", args=[each.address])
        yield _document(_("Whom you can call"), each.name, [each.first], url, language)


def _channels(day: date, language: str) -> Iterator[Document]:
    for channel in _holding(country().channels, day):
        said = [channel.what, channel.for_whom, channel.hours]
        kind = _("Whom you can call")
        yield _document(kind, channel.name, said, channel_url(channel.code), language)


def _forms(day: date, language: str) -> Iterator[Document]:
    url = reverse("information:signs")
    for form in _holding(country().forms, day):
        if not form.parent:
            yield _document(
                _("Form of exploitation"), form.name, [form.description], url, language
            )


def _signs(day: date, language: str) -> Iterator[Document]:
    """One document for each group: a hit shows the signs that were meant."""
    url = reverse("information:signs")
    held = list(_holding(country().indicators, day))
    for group in country().vocabulary["indicator-group"].choices:
        said = [sign.text for sign in held if sign.group == group.code]
        yield _document(_("Signs to look at"), group.name, said, url, language)


SOURCES: tuple[Callable[[date, str], Iterator[Document]], ...] = (
    _texts,
    _situations,
    _channels,
    _forms,
    _signs,
)


def _holding(entries: Mapping[str, Dated], day: date) -> Iterator[Dated]:
    return (entry for entry in entries.values() if entry.holds_on(day))


def _document(kind: str, title: Words, said: Iterable[Words], url: str, language: str) -> Document:
    """`language` is what the reader asked for; the document tells which it really is in."""
    name = words(title)
    text = " ".join(f"{words(each).rstrip('.')}." for each in said)
    return Document(kind, str(name), text, url, getattr(name, "lang", language))
