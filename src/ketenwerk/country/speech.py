"""A text of the country in the language of the reader, or in another that says which it is."""

from collections.abc import Mapping
from typing import Self

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, get_language_info

from ketenwerk.country.entries import Words


def language() -> str:
    """That of the reader."""
    return get_language() or settings.LANGUAGE_CODE


def own_name(code: str) -> str:
    """What its speakers call a language. `code` is ISO 639-1; an unknown one stays as it is."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def direction(code: str) -> str:
    """How a language is written; an unknown one is taken as the page around it."""
    try:
        return "rtl" if get_language_info(code)["bidi"] else "ltr"
    except KeyError:
        return "rtl" if get_language_bidi() else "ltr"


class Foreign(str):
    """A text in another language than the reader asked for: a page says so, for whoever listens to it.

    In a template it comes out inside a `span`; where no element can stand, ask it for `lang`.
    """

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, text: str, lang: str) -> Self:
        made = super().__new__(cls, text)
        made.lang = lang
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        return type(self), (str(self), self.lang)

    def __html__(self) -> SafeString:
        shape = '<span lang="{}" dir="{}">{}</span>'
        return format_html(shape, self.lang, direction(self.lang), str(self))


def said(text: Words, language: str, translated: Mapping[str, str]) -> str:
    """The text in this language; otherwise in the first spare language that it has.

    `translated` is what others made of the country's texts: from the spare text to this language.
    """
    if language in text:
        return text[language]
    spare = next(code for code in (*settings.SPARE_LANGUAGES, *text) if code in text)
    return translated.get(text[spare]) or Foreign(text[spare], spare)
