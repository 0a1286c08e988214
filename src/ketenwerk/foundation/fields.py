"""Fields of forms for what people type: kept as they said it, safe to keep and to show."""

from datetime import date
from functools import lru_cache
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ketenwerk.foundation.text import plain

LONGEST = 4000  # letters: two pages
WRITTEN_DAYS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]  # the day before the month, always


class PlainText(forms.CharField):
    """A text of several lines. A text that is too long is refused, never cut off while it is typed."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = LONGEST, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        attrs.pop("minlength", None)
        return {**attrs, "rows": 6, "dir": "auto"}


class DayWithin(forms.DateField):
    """A day from `first` up to and including `last`, as a calendar or typed as 31-12-2026."""

    def __init__(self, *, first: date, last: date, **options: Any) -> None:
        words = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        wrong = _("Choose a day from %(first)s up to %(last)s.") % words
        attrs = {"type": "date", "min": first.isoformat(), "max": last.isoformat()}
        options.setdefault("help_text", _("From %(first)s up to %(last)s.") % words)
        super().__init__(
            input_formats=WRITTEN_DAYS,
            widget=forms.DateInput(format="%Y-%m-%d", attrs=attrs),
            validators=[MinValueValidator(first, wrong), MaxValueValidator(last, wrong)],
            **options,
        )


class LongSelect(forms.Select):
    """For hundreds of choices that are the same for everybody: written out once, then only the chosen one is marked."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        del renderer
        options, chosen = _written(tuple(self.choices)), f'value="{escape(value or "")}"'
        marked = mark_safe(options.replace(chosen, f"{chosen} selected", 1))  # noqa: S308 - escaped
        around = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>\n{}</select>', name, around, marked)


@lru_cache(maxsize=8)
def _written(choices: tuple[tuple[str, str], ...]) -> SafeString:
    return format_html_join("\n", '<option value="{}">{}</option>', choices)
