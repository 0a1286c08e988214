"""What every page needs: icons, languages, the emergency number, and small ways of writing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ketenwerk.country.data import Words, country
from ketenwerk.country.speech import direction, own_name
from ketenwerk.country.words import words as in_words
from ketenwerk.web.icons import ICONS

register = template.Library()
register.filter(own_name)


@dataclass(frozen=True, slots=True)
class Language:
    """A language under its own name, with the address of this same page in it."""

    code: str
    name: str
    direction: str
    url: str
    current: bool


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing that says nothing by itself: write the words beside it. Raises KeyError."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24"'
        ' aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(ICONS[name]),  # noqa: S308 - our own drawings, no text from anywhere else
    )


@register.simple_tag(takes_context=True)
def every_language(context: Context) -> list[Language]:
    """The page in every language, the reader's own among them; none where it cannot be asked for again."""
    return list(_in_languages(context, settings.LANGUAGES))


@register.simple_tag(takes_context=True)
def whole_languages(context: Context) -> list[Language]:
    """The same page in the other languages in which every page is there."""
    found = _in_languages(context, settings.WHOLE_LANGUAGES)
    return [each for each in found if not each.current]


def _in_languages(context: Context, names: Sequence[tuple[str, str]]) -> Iterator[Language]:
    """The language stands in front in every address of ours, and nothing else in it differs."""
    path = _to_ask_again(context)
    here, _, rest = path.removeprefix("/").partition("/")
    if here in dict(settings.LANGUAGES):
        for code, name in names:
            yield Language(code, name, direction(code), f"/{code}/{rest}", code == here)


def _to_ask_again(context: Context) -> str:
    """Where the page can be had once more; empty for the answer to something that was sent.

    A template says that it can be had all the same with `again`, or with `within`, the id of a form
    that takes along what was typed, and `action` when that form is sent to another address.
    """
    request = context.get("request")
    if request is None:
        return ""
    again = request.method in {"GET", "HEAD"} or context.get("again") or context.get("within")
    return str(context.get("action") or request.get_full_path()) if again else ""


@register.simple_tag
def unchecked_language() -> bool:
    """Whether nobody has checked yet what a machine made of this page in the language of the reader."""
    return get_language() in settings.UNCHECKED_LANGUAGES


@register.simple_tag
def emergency_number() -> str:
    """The number to call when somebody is in danger now."""
    return country().emergency_number


@register.simple_tag
def practising() -> bool:
    """Whether anyone may sign in as an invented person: nothing here is about real people."""
    return bool(settings.DEMO_SIGN_IN)


@register.filter
def words(text: Words) -> str:
    """What a country says in several languages, in the language of the reader or else marked as another."""
    return in_words(text)


@register.filter
def day(on: date) -> str:
    """A day as the language of the reader writes it."""
    return date_format(on, "DATE_FORMAT")


@register.filter
def weekday(on: date) -> str:
    """A day with its name in front."""
    return f"{date_format(on, 'l')} {day(on)}"


@register.filter
def groups(code: str) -> list[str]:
    """A receipt code in groups of four digits."""
    digits = "".join(digit for digit in code if digit.isdigit())
    return [digits[start : start + 4] for start in range(0, len(digits), 4)]


@register.filter
def code_words(code: str) -> list[str]:
    """The words of a receipt code that is made of words; none of a code in digits."""
    return [] if code.isdigit() else code.split()


@register.filter
def spoken(digits: str) -> str:
    """Digits one by one, so that a screen reader does not make a thousand of them."""
    return " ".join(digits)


@register.filter
def control_id(field: BoundField) -> str:
    """Where a link in the error summary leads: the control, or the first of its choices."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether the field is one box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def wrong_fields(form: Any) -> Iterator[BoundField]:
    """The visible fields of a form that have something to correct, in the order of the page."""
    return (field for field in form.visible_fields() if field.errors)


@register.filter
def beside(columns: Sequence[Any], row: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Every column with its cell. Raises ValueError when their numbers differ."""
    return zip(columns, row, strict=True)


@register.filter
def dialled(phone: str) -> str:
    """A phone number as a telephone wants it: digits and a plus in front, nothing else."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


@register.filter
def website(url: str) -> str:
    """The name of the website an address belongs to, as people say it."""
    return (urlsplit(url).hostname or url).removeprefix("www.")
