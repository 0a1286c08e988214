"""What every page needs: icons, languages, the emergency number, and small ways of writing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ketenwerk.country.data import Words, country
from ketenwerk.country.speech import direction, own_name
from ketenwerk.country.words import words as in_words
from ketenwerk.web.icons import ICONS

register = template.Library()
register.filter(own_name)

LINK = '<li><a href="/{}/{}" lang="{}" hreflang="{}" dir="{}"{}>{}</a></li>'
BUTTON = (
    '<li><button type="submit" form="{}" formaction="/{}/{}" formnovalidate name="act" value="{}"'
    ' class="link" lang="{}" dir="{}"{}>{}</button></li>'
)
REST, CURRENT = "(rest)", mark_safe(' aria-current="true"')


@dataclass(frozen=True, slots=True)
class Language:
    """A language under its own name, with the address of this same page in it."""

    code: str
    name: str
    direction: str
    url: str


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing that says nothing by itself: write the words beside it. Raises KeyError."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24"'
        ' aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(ICONS[name]),  # noqa: S308 - our own drawings, no text from anywhere else
    )


class Kept(Node):
    """Made once for each language, by a process, with nothing at hand of who asked for the page."""

    made: ClassVar[dict[tuple["Kept", str | None], SafeString]] = {}

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        wanted = (self, get_language())
        if wanted not in self.made:
            of_nobody = Context()
            of_nobody.template = context.template
            self.made[wanted] = self.nodelist.render(of_nobody)
        return self.made[wanted]


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """`{% kept %}…{% endkept %}`: what reads the same for everybody, such as the foot of a page."""
    del token
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodelist)


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> SafeString:
    """To the page in every language, the reader's own among them; nothing where it cannot be asked for again."""
    here, rest = _address(context)
    if not here:
        return SafeString()
    if within := context.get("within"):
        return _language_buttons(here, rest, within, context["act"])
    return mark_safe(_links_from(here).replace(REST, escape(rest)))  # noqa: S308 - both are escaped


@register.simple_tag(takes_context=True)
def whole_languages(context: Context) -> list[Language]:
    """The same page in the other languages in which every page is there."""
    here, rest = _address(context)
    if not here:
        return []
    others = [(code, name) for code, name in settings.WHOLE_LANGUAGES if code != here]
    return [Language(code, name, direction(code), f"/{code}/{rest}") for code, name in others]


@cache
def _links_from(here: str) -> SafeString:
    """With `REST` where the address goes on after the language."""
    links = (
        (code, REST, code, code, direction(code), CURRENT if code == here else "", name)
        for code, name in settings.LANGUAGES
    )
    return format_html_join("\n", LINK, links)


def _language_buttons(here: str, rest: str, form: str, act: str) -> SafeString:
    """The same as buttons of a form, which take along what was typed."""
    buttons = (
        (form, code, rest, act, code, direction(code), CURRENT if code == here else "", name)
        for code, name in settings.LANGUAGES
    )
    return format_html_join("\n", BUTTON, buttons)


def _address(context: Context) -> tuple[str, str]:
    """The language that stands in front in the address of the page, and how it goes on: only the first differs."""
    here, _, rest = _to_ask_again(context).removeprefix("/").partition("/")
    return (here, rest) if here in dict(settings.LANGUAGES) else ("", "")


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
