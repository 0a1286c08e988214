"""What an organisation fills in about a place where anybody may call or walk in."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketenwerk.care.help_points import openings
from ketenwerk.care.help_points.actions import Facts
from ketenwerk.country.data import Choices, country
from ketenwerk.country.speech import own_name
from ketenwerk.country.words import choices
from ketenwerk.foundation.text import plain

LONGEST_NAME, LONGEST_ADDRESS, LONGEST_PHONE, LONGEST_HOURS = 120, 120, 32, 60
PHONE = re.compile(r"\+?[0-9]([0-9 -]*[0-9])?")
CHOOSE = gettext_lazy("Choose one of the answers.")
DAYS = range(1, 8)
PLAIN = (
    *("name", "kind", "municipality", "address", "phone", "wheelchair"),
    *("on_holidays", "cost", "message"),
)


class Line(forms.CharField):
    """One line, as it was typed and without marks that hide or turn letters."""

    def to_python(self, value: Any) -> str:
        return " ".join(plain(super().to_python(value) or "").split())


def _list(label: Any, found: Any, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=found,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _one(label: Any, vocabulary: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=lambda: choices(vocabulary),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )


def _languages(codes: Iterable[str]) -> Choices:
    """Each as its speakers write it, and marked as theirs: for its letters, and for who listens."""
    named = sorted(((code, own_name(code)) for code in codes), key=lambda each: each[1].casefold())
    return [(code, format_html('<bdi lang="{}">{}</bdi>', code, name)) for code, name in named]


def _ages() -> Choices:
    return [choice for choice in choices("age-group") if choice[0] != "unknown"]


class HelpPointForm(forms.Form):
    name = Line(label=gettext_lazy("Name"), max_length=LONGEST_NAME)
    kind = _one(gettext_lazy("What kind of help is it?"), "help-kind")
    phone = Line(label=gettext_lazy("Phone number"), max_length=LONGEST_PHONE, required=False)
    municipality = forms.ChoiceField(
        label=gettext_lazy("Municipality"),
        choices=lambda: [
            ("", _("None: by telephone, from anywhere")),
            *country().municipality_choices(),
        ],
        required=False,
    )
    address = Line(
        label=gettext_lazy("Street and number"),
        help_text=gettext_lazy(
            "Only where anybody may walk in. Never of a place where people hide or stay."
        ),
        max_length=LONGEST_ADDRESS,
        required=False,
    )
    languages = _list(gettext_lazy("Languages that are spoken"), list)
    sexes = _list(
        gettext_lazy("For whom?"),
        lambda: choices("shelter-sex"),
        gettext_lazy("Tick nothing when it is for everybody."),
    )
    age_groups = _list(
        gettext_lazy("For which ages?"),
        _ages,
        gettext_lazy("Tick nothing when it is for all ages."),
    )
    wheelchair = forms.BooleanField(label=gettext_lazy("Wheelchair accessible"), required=False)
    on_holidays = forms.ChoiceField(
        label=gettext_lazy("On public holidays"),
        choices=lambda: [
            ("unknown", _("Not known yet")),
            ("closed", _("Closed")),
            ("open", _("As on other days")),
        ],
    )
    cost = _one(gettext_lazy("What does it cost?"), "help-cost")
    message = _one(gettext_lazy("Is it safe to leave a message?"), "leaving-a-message")

    def __init__(self, *args: Any, spoken: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        codes = {*dict(settings.LANGUAGES), *spoken}
        self.fields["languages"].choices = _languages(codes)  # type: ignore[attr-defined]
        for day in DAYS:
            self.fields[f"day_{day}"] = Line(
                label=str(WEEKDAYS[day - 1]).capitalize(),
                max_length=LONGEST_HOURS,
                required=False,
            )

    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("day_")]

    def week(self) -> list[forms.BoundField]:
        return [self[f"day_{day}"] for day in DAYS]

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"])
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(_("Write digits, spaces and -, such as 030 123 45 67."))
        return phone

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("phone") and not given.get("address") and "phone" not in self.errors:
            self.add_error("phone", _("Give a phone number, or an address where one can walk in."))
        if given.get("address") and not given.get("municipality"):
            self.add_error("municipality", _("Say in which municipality this address is."))
        for day in DAYS:
            self._clean_day(day, given)
        return given

    def _clean_day(self, day: int, given: dict[str, Any]) -> None:
        try:
            given[f"day_{day}"] = openings.spans(given.get(f"day_{day}") or "")
        except openings.NotHours:
            wrong = _("Write hours like 9:00-17:00, with a comma between two times of opening.")
            self.add_error(f"day_{day}", wrong)

    def facts(self) -> Facts:
        given = self.cleaned_data
        week = {day: given[f"day_{day}"] for day in DAYS}
        lists: dict[str, Any] = {
            name: tuple(given[name]) for name in ("languages", "sexes", "age_groups")
        }
        plainly = {name: given[name] for name in PLAIN}
        return Facts(**plainly, **lists, open=tuple(openings.rows(week)))


def filled_in(facts: Mapping[str, Any], kept: list[dict[str, object]]) -> dict[str, Any]:
    """A point as it fills the form."""
    return {**facts, **{f"day_{day}": openings.written(kept, day) for day in DAYS}}


class ShowForm(forms.Form):
    sure = forms.BooleanField(
        label=gettext_lazy("Nobody hides or stays here, and anybody may know that it exists."),
        error_messages={
            "required": gettext_lazy("Tick this only when it is so. If not, keep it hidden.")
        },
    )
