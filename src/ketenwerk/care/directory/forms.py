"""What an organisation fills in about whom a place takes."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketenwerk.care.directory.actions import Entry
from ketenwerk.country.data import Choices
from ketenwerk.country.words import choices

MOST_CHILDREN, OLDEST_CHILD, LONGEST_HOURS = 12, 17, 20
HOURS = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]")
SEVERAL = ("residence", "takes", "refuses", "languages")
YES_NO = {"yes": True, "no": False}


def _number(label: Any, most: int, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=most,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
    )


def _several(
    label: Any, found: Any, hint: Any = "", *, required: bool = False
) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=found,
        required=required,
        widget=forms.CheckboxSelectMultiple,
    )


def _known(vocabulary: str) -> Choices:
    """Nobody promises to take what nobody knows."""
    return [choice for choice in choices(vocabulary) if choice[0] != "unknown"]


def _said_or_not() -> Choices:
    return [("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))]


class EntryForm(forms.Form):
    """What stays open was not said: whoever looks for a place sees that it must be asked."""

    age_groups = _several(
        gettext_lazy("For which ages?"), lambda: choices("age-group"), required=True
    )
    sexes = _several(gettext_lazy("For whom?"), lambda: choices("shelter-sex"), required=True)
    children = _number(
        gettext_lazy("How many children may come along?"),
        MOST_CHILDREN,
        gettext_lazy("With one adult. Leave it empty when none can."),
    )
    oldest_child = _number(gettext_lazy("Age of the oldest child"), OLDEST_CHILD)
    wheelchair = forms.BooleanField(label=gettext_lazy("Wheelchair accessible"), required=False)
    residence = _several(
        gettext_lazy("With which residence position?"), lambda: _known("residence-position")
    )
    takes = _several(
        gettext_lazy("What can you care for?"),
        lambda: choices("care-condition"),
        gettext_lazy("Tick only what you always can."),
    )
    refuses = _several(
        gettext_lazy("Whom can you not take?"),
        lambda: choices("care-condition"),
        gettext_lazy("Whoever has this is not sent to you."),
    )
    languages = _several(
        gettext_lazy("Languages that are spoken"), lambda: choices("spoken-language")
    )
    most_danger = forms.ChoiceField(
        label=gettext_lazy("Up to which danger is it safe here?"),
        choices=lambda: [("", _("Not said")), *_known("danger-level")],
        required=False,
    )
    own_region = forms.ChoiceField(
        label=gettext_lazy("May people come who were found in your own region?"),
        choices=_said_or_not,
        required=False,
    )
    labour_groups = forms.ChoiceField(
        label=gettext_lazy("Do you take groups found in labour exploitation?"),
        choices=_said_or_not,
        required=False,
    )
    when = forms.CharField(
        label=gettext_lazy("In which hours can others place here?"),
        help_text=gettext_lazy("Such as 18:00-08:00. Leave it empty for day and night."),
        max_length=LONGEST_HOURS,
        required=False,
    )
    public = forms.BooleanField(
        label=gettext_lazy("Anybody may know that this place exists"),
        help_text=gettext_lazy(
            "Then its kind, its region and how one gets there are public. Never where it is, nor "
            "how many places are free."
        ),
        required=False,
    )

    def clean_when(self) -> str:
        when = str(self.cleaned_data["when"]).replace(" ", "")
        if when and not HOURS.fullmatch(when):
            raise forms.ValidationError(_("Write hours like 18:00-08:00."))
        return when

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if set(given.get("takes", ())) & set(given.get("refuses", ())):
            self.add_error("refuses", _("You cannot take and refuse the same."))
        return given

    def entry(self) -> Entry:
        given = self.cleaned_data
        more: dict[str, Any] = {name: sorted(given[name]) for name in SEVERAL if given[name]}
        more |= {name: given[name] for name in ("most_danger", "when") if given[name]}
        more |= {
            name: YES_NO[given[name]] for name in ("own_region", "labour_groups") if given[name]
        }
        if given["oldest_child"] is not None:
            more["oldest_child"] = given["oldest_child"]
        return Entry(
            age_groups=tuple(given["age_groups"]),
            sexes=tuple(given["sexes"]),
            children=given["children"] or 0,
            wheelchair=given["wheelchair"],
            public=given["public"],
            more=more,
        )


def filled_in(admission: dict[str, Any], **base: Any) -> dict[str, Any]:
    """An entry as it fills the form."""
    words = {True: "yes", False: "no"}
    more = {
        name: words[value] if isinstance(value, bool) else value
        for name, value in admission.items()
    }
    return {**base, **more}
