"""What the intake fills in while it handles a report, and what a reporter says of it afterwards."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketenwerk.country.data import Choices, country
from ketenwerk.country.speech import language
from ketenwerk.country.words import choices
from ketenwerk.foundation.fields import WRITTEN_DAYS, LongSelect, PlainText
from ketenwerk.reporting.handling import blocks
from ketenwerk.reporting.handling.blocks import Filled
from ketenwerk.reporting.handling.queries import Wanted

CHOOSE = gettext_lazy("Choose one of the answers.")
NEW, ALL = "new", "all"
IN_ORDER_OF_DAY = {"new", "taken"}
ORDERS = {"day": "look_by", "newest": "-received_on", "oldest": "received_on"}
DUPLICATE = "duplicate"


def states() -> Choices:
    return [
        (NEW, _("Nobody has taken it")),
        ("taken", _("Somebody has taken it")),
        ("taken-up", _("Taken up as a signal")),
        ("dealt-with", _("Dealt with")),
        (ALL, _("All reports")),
    ]


def _any(found: Callable[[], Choices]) -> Callable[[], Choices]:
    return lambda: [("", _("All")), *found()]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=WRITTEN_DAYS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the day like 31-12-2026.")},
    )


class FilterForm(forms.Form):
    """Sent in the address, so that a list can be kept and shared. What does not fit is left out."""

    state = forms.ChoiceField(
        label=gettext_lazy("Where it stands"), choices=states, required=False
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("How soon"),
        choices=_any(lambda: choices("urgency")),
        required=False,
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Form"),
        choices=_any(lambda: country().form_choices(language())),
        required=False,
    )
    municipality = forms.ChoiceField(
        label=gettext_lazy("Municipality"),
        choices=_any(lambda: country().municipality_choices()),
        widget=LongSelect,
        required=False,
    )
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    since = _day(gettext_lazy("Received from"))
    until = _day(gettext_lazy("Received up to"))
    sort = forms.ChoiceField(
        label=gettext_lazy("Order"),
        choices=lambda: [
            ("day", _("The first day on top")),
            ("newest", _("The newest on top")),
            ("oldest", _("The oldest on top")),
        ],
        required=False,
    )
    late = forms.BooleanField(label=gettext_lazy("Only what is late"), required=False)
    mine = forms.BooleanField(label=gettext_lazy("Only on my name"), required=False)
    wrote = forms.BooleanField(
        label=gettext_lazy("Only where the reporter wrote last"), required=False
    )
    group = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, regions: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["region"].choices = [("", _("All")), *regions]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if name != "sort"}
        state = given.pop("state", "") or NEW
        return Wanted(**given, state="" if state == ALL else state)

    def order(self, wanted: Wanted) -> str:
        """By the next day only where there is one; otherwise by the day on which it came in."""
        chosen = self.cleaned_data.get("sort") or "day"
        by_day = wanted.state in IN_ORDER_OF_DAY
        return ORDERS["newest" if chosen == "day" and not by_day else chosen]

    def chips(self) -> list[tuple[str, str]]:
        """What was chosen, as (name in the address, words)."""
        shown = [name for name in self.fields if name not in {"sort", "group"}]
        found = [(name, self._said(name)) for name in shown if self.cleaned_data.get(name)]
        group = [("group", _("One group"))] if self.cleaned_data.get("group") else []
        return [*found, *group]

    def _said(self, name: str) -> str:
        field, value = self.fields[name], self.cleaned_data[name]
        if value is True:
            return str(field.label)
        if isinstance(value, date):
            return f"{field.label}: {value:%d-%m-%Y}"
        words = dict(field.choices).get(value, value)  # type: ignore[attr-defined]
        return f"{field.label}: {words}"


class WithBlocks(forms.Form):
    """A message for which a block of text may be asked for; it comes back filled in, to be changed."""

    block = forms.ChoiceField(
        label=gettext_lazy("Text to begin with"),
        choices=lambda: [("", _("None")), *blocks.by_situation()],
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the message"),
        choices=blocks.languages,
        required=False,
    )
    body = PlainText(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy(
            "Whoever reported reads this with the code. Do not write anything that could put somebody in danger."
        ),
    )

    def block_asked(self) -> str:
        return str(self.data.get("block", ""))

    def with_text(self) -> tuple["WithBlocks", Filled | None]:
        """The same form, not judged yet, with the block behind what was typed."""
        block, language = self.block_asked(), blocks.known(str(self.data.get("language", "")))
        text = blocks.filled(block, language) if block in country().answers else None
        typed = {name: self.data.get(name, "") for name in self.fields}
        if text is not None:
            typed["body"] = "\n\n".join(
                part for part in (typed["body"].strip(), text.text) if part
            )
            typed["block"] = ""
        return type(self)(initial=typed, **self._made_with()), text

    def _made_with(self) -> dict[str, Any]:
        return {}


class AnswerForm(WithBlocks):
    pass


class CloseForm(WithBlocks):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why is it closed?"),
        choices=lambda: choices("report-closing"),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    of = forms.ChoiceField(
        label=gettext_lazy("Which report does it repeat?"),
        help_text=gettext_lazy("Only when it is the same as another report."),
        required=False,
    )
    field_order = ("reason", "of", "language", "body")

    def __init__(self, *args: Any, others: Choices, **options: Any) -> None:
        self._others = others
        super().__init__(*args, **options)
        del self.fields["block"]
        self.fields["body"].label = _("Message to the reporter")
        self.fields["of"].choices = [("", _("None")), *others]  # type: ignore[attr-defined]
        if not others:
            del self.fields["of"]

    def block_asked(self) -> str:
        """The one that goes with the reason."""
        return blocks.closing(str(self.data.get("reason", "")))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        repeats, of = given.get("reason") == DUPLICATE, given.get("of", "")
        if repeats and not of:
            wrong = _("Choose the report that it repeats.")
            if not self._others:
                wrong = _("No report that looks like this one was found. Choose another reason.")
            self.add_error("of" if "of" in self.fields else "reason", wrong)
        if of and not repeats:
            self.add_error("of", _("Choose none, or choose as the reason that it is the same."))
        return given

    def _made_with(self) -> dict[str, Any]:
        return {"others": self._others}


class HandOverForm(forms.Form):
    to = forms.ChoiceField(
        label=gettext_lazy("Who do you ask to take it over?"),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    reason = PlainText(
        label=gettext_lazy("Why?"),
        max_length=2000,
        help_text=gettext_lazy(
            "Who you ask reads this before the report itself. Do not write what was told in it."
        ),
        error_messages={"required": gettext_lazy("Write in a few words why you ask this.")},
    )

    def __init__(
        self, *args: Any, organisations: Choices, people: Mapping[str, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        colleague = _("%(name)s, a colleague")
        asked = [(f"person:{code}", colleague % {"name": name}) for code, name in people.items()]
        asked += [(f"organisation:{code}", name) for code, name in organisations]
        self.fields["to"].choices = asked  # type: ignore[attr-defined]

    def asked(self) -> tuple[str, str]:
        """("person" or "organisation", its id)."""
        kind, _colon, code = self.cleaned_data["to"].partition(":")
        return kind, code


class RefuseForm(forms.Form):
    reason = PlainText(
        label=gettext_lazy("Why not?"),
        max_length=2000,
        help_text=gettext_lazy("Who asked reads this. The report stays with them."),
        error_messages={"required": gettext_lazy("Write in a few words why you do not take it.")},
    )


class NoteForm(forms.Form):
    note = PlainText(
        label=gettext_lazy("Note for colleagues"),
        max_length=2000,
        help_text=gettext_lazy("The reporter never sees this, and another organisation neither."),
        error_messages={"required": gettext_lazy("Write something first.")},
    )


class GroupForm(forms.Form):
    reports = forms.MultipleChoiceField(
        label=gettext_lazy("Which reports belong together with this one?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one report.")},
    )
    reason = PlainText(
        label=gettext_lazy("Why do they belong together?"),
        max_length=2000,
        error_messages={"required": gettext_lazy("Write in a few words why.")},
    )

    def __init__(self, *args: Any, others: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reports"].choices = others  # type: ignore[attr-defined]
