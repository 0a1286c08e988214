"""How something stands, and the cells of tables. Written here and not in templates: a list has hundreds of them."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

register = template.Library()

# Each has a form of its own, so that colour is never alone.
SHAPES = {
    "open": '<circle cx="6" cy="6" r="4.5"/>',
    "busy": '<circle cx="6" cy="6" r="4.5"/><path class="full" d="M6 1.5a4.5 4.5 0 0 1 0 9z"/>',
    "waiting": '<path class="full" d="M2 1.5h3v9H2zM7 1.5h3v9H7z"/>',
    "done": '<path d="m1.5 6.5 3 3 6-7"/>',
    "stopped": '<path d="M2 2l8 8M10 2l-8 8"/>',
    "late": '<path class="full" d="M6 .8 11.6 11H.4z"/>',
}
STATUS = (
    '<span class="status status--{}"><svg class="status__shape" viewBox="0 0 12 12" width="12"'
    ' height="12" aria-hidden="true" focusable="false">{}</svg>{}</span>'
)


@register.simple_tag
def status(word: str, shape: str = "") -> SafeString:
    """A word with its shape: one of SHAPES, open when nothing is said."""
    drawing = mark_safe(SHAPES.get(shape, SHAPES["open"]))  # noqa: S308 - our own drawings
    return format_html(STATUS, shape or "open", drawing, word)


@register.simple_tag
def late(days: int, who: str = "") -> SafeString:
    """How many days past its day, with the organisation that has it; nothing on the day itself."""
    if not days or days < 0:
        return SafeString()
    if who:
        words = ngettext(
            "%(days)s day late, with %(who)s", "%(days)s days late, with %(who)s", days
        )
    else:
        words = ngettext("%(days)s day late", "%(days)s days late", days)
    return status(words % {"days": days, "who": who}, "late")


@register.simple_tag
def cell(content: Any) -> SafeString:
    """Text, or a link {text, url}, or how something stands {status, shape}, or how late it is {late, who}."""
    if not isinstance(content, Mapping):
        return SafeString(conditional_escape(content))
    if content.get("url"):
        return format_html('<a href="{}">{}</a>', content["url"], content["text"])
    if content.get("status"):
        return status(content["status"], content.get("shape", ""))
    if content.get("late"):
        return late(content["late"], content.get("who", ""))
    return SafeString(conditional_escape(content.get("text", "")))
