"""What a person may fill in about a case, its tracks and its tasks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ketenwerk.care.facts import Needs
from ketenwerk.care.referring.actions import Asking
from ketenwerk.casework.actions import TrackPlan
from ketenwerk.casework.rules import STEP_TERM
from ketenwerk.country.data import Choices, country
from ketenwerk.country.words import choices
from ketenwerk.foundation.fields import DayWithin, PlainText
from ketenwerk.organisations.queries import partners

CHOOSE = ("", _("Choose"))
UUID_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NEEDED = ("care", "criminal")  # every case starts with these two
MOST_CHILDREN = 12


class Choice(forms.ChoiceField):
    """One of a list, with nothing chosen beforehand."""

    def __init__(self, options: Choices, **rest: Any) -> None:
        super().__init__(choices=[CHOOSE, *options], **rest)


def within_the_term(today: date, **options: Any) -> DayWithin:
    """A day that is not past and not further away than a next step may be."""
    return DayWithin(first=today, last=country().due_on(STEP_TERM, today), **options)


def partner_choices(region: str) -> Choices:
    return [(str(partner.id), partner.name) for partner in partners(region)]


@dataclass(frozen=True, slots=True)
class TrackGroup:
    """The fields of one track on the page."""

    name: str
    needed: bool
    fields: list[forms.BoundField]

    @property
    def started(self) -> bool:
        """Whether anything was filled in."""
        return any(field.value() or field.errors for field in self.fields)


class OpenCaseForm(forms.Form):
    """Why, and for every track who is responsible and what comes next. A track is whole or left out."""

    PARTS = ("responsible", "next_step", "next_step_on")

    def __init__(self, *args: Any, region: str, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"] = PlainText(
            label=_("Why a case is needed"),
            max_length=2000,
            help_text=_("Only your organisation and who has the signal can read this."),
        )
        who = partner_choices(region)
        for kind, name in choices("track-kind"):
            self._add_track(kind, name, who, today)

    def groups(self) -> Iterator[TrackGroup]:
        for kind, name in choices("track-kind"):
            fields = [self[_part(kind, part)] for part in self.PARTS]
            yield TrackGroup(name, kind in NEEDED, fields)

    def clean(self) -> dict[str, Any]:
        for kind, _name in choices("track-kind"):
            names = [_part(kind, part) for part in self.PARTS]
            given = [name for name in names if self.cleaned_data.get(name)]
            if kind not in NEEDED and given:
                for name in set(names) - set(given) - set(self.errors):
                    self.add_error(name, _("Fill this in too, or leave the whole track out."))
        return self.cleaned_data

    def plans(self) -> list[TrackPlan]:
        """The tracks that were filled in."""
        given = self.cleaned_data
        return [
            TrackPlan(
                kind,
                UUID(given[_part(kind, "responsible")]),
                given[_part(kind, "next_step")],
                given[_part(kind, "next_step_on")],
            )
            for kind, _name in choices("track-kind")
            if given[_part(kind, "responsible")]
        ]

    def _add_track(self, kind: str, name: str, who: Choices, today: date) -> None:
        needed = kind in NEEDED

        def label(what: Any) -> Any:
            return format_lazy("{}: {}", name, what)

        self.fields[_part(kind, "responsible")] = Choice(
            who, label=label(_("who is responsible")), required=needed
        )
        self.fields[_part(kind, "next_step")] = Choice(
            choices("next-step"), label=label(_("next step")), required=needed
        )
        self.fields[_part(kind, "next_step_on")] = within_the_term(
            today, label=label(_("at the latest on")), required=needed
        )


class TaskForm(forms.Form):
    def __init__(self, *args: Any, region: str, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"] = Choice(
            partner_choices(region), label=_("Organisation that does it")
        )
        self.fields["instruction"] = PlainText(
            label=_("What is to be done"),
            help_text=_("Only your organisation and theirs can read this."),
        )
        self.fields["due_on"] = within_the_term(today, label=_("At the latest on"))


class NextStepForm(forms.Form):
    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["next_step"] = Choice(choices("next-step"), label=_("Next step"))
        self.fields["on"] = within_the_term(today, label=_("At the latest on"))


class CloseTrackForm(forms.Form):
    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["outcome"] = Choice(choices(f"track-outcome-{kind}"), label=_("How it ends"))


class NeedsForm(forms.Form):
    """What a person needs, without the person."""

    children = forms.IntegerField(
        label=_("Children who come along"),
        min_value=0,
        max_value=MOST_CHILDREN,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
    )
    wheelchair = forms.BooleanField(label=_("Uses a wheelchair"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["age_group"] = Choice(choices("age-group"), label=_("Age"))
        self.fields["sex"] = Choice(choices("shelter-sex"), label=_("For whom"))
        self.order_fields(["age_group", "sex", "children", "wheelchair"])

    def needs(self) -> Needs:
        given = self.cleaned_data
        return Needs(given["age_group"], given["sex"], given["children"] or 0, given["wheelchair"])


class Places(forms.MultipleChoiceField):
    """Ids of places. Whether each is there and may be asked, is looked at when it is asked."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: Any) -> bool:
        return bool(UUID_FORM.fullmatch(str(value)))


class AskForm(NeedsForm):
    """The request itself: the needs and the chosen place go along unseen; others may be asked as well."""

    TOGETHER, IN_LINE = "together", "in-line"

    service = forms.UUIDField(widget=forms.HiddenInput)
    note = PlainText(
        label=_("What the place must know to answer"),
        required=False,
        max_length=2000,
        help_text=_("Without a name. Only your organisation and who is asked can read this."),
    )
    others = Places(label=_("Ask these places as well"), required=False)
    how = forms.ChoiceField(
        label=_("When are those asked?"),
        choices=[
            (IN_LINE, _("One after the other, by itself, as soon as one says no")),
            (TOGETHER, _("All at the same time; the first that accepts has it")),
        ],
        initial=IN_LINE,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, others: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("age_group", "sex", "children", "wheelchair"):
            self.fields[name].widget = forms.HiddenInput()
        self.fields["others"].widget.choices = others
        if not others:
            self.fields["others"].widget = forms.MultipleHiddenInput()
            self.fields["how"].widget = forms.HiddenInput()

    def chosen(self) -> list[UUID]:
        """The chosen place first."""
        others = [UUID(each) for each in self.cleaned_data["others"]]
        return [self.cleaned_data["service"], *others]

    def asking(self) -> Asking:
        together = self.cleaned_data["how"] == self.TOGETHER
        at_once = len(self.chosen()) if together else 1
        return Asking(self.needs(), self.cleaned_data["note"], at_once)


def _part(kind: str, part: str) -> str:
    return f"{kind}-{part}"
