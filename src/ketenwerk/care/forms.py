"""What a provider may fill in about its places, and what a visitor may ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ketenwerk.care.finding import Wanted
from ketenwerk.care.places import places_like
from ketenwerk.country.data import Choices, Municipality, country
from ketenwerk.country.words import choices
from ketenwerk.foundation.text import plain

MOST_PLACES = 10_000
LONGEST_PLACE = 60
MOST_NAMED = 6


class CountForm(forms.Form):
    places = forms.IntegerField(
        label=_("Places in all"),
        min_value=0,
        max_value=MOST_PLACES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
    )
    free = forms.IntegerField(
        label=_("Free now"),
        min_value=0,
        max_value=MOST_PLACES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("free", 0) > given.get("places", MOST_PLACES):
            self.add_error("free", _("There cannot be more free places than places in all."))
        return given


def _anybody(vocabulary: str) -> Choices:
    """What nobody asks for, an unknown age, is not offered."""
    known = [choice for choice in choices(vocabulary) if choice[0] != "unknown"]
    return [("", gettext("Does not matter")), *known]


class FindForm(forms.Form):
    """Everything may stay empty. `languages` are those in which there is help at all."""

    place = forms.CharField(
        label=_("Near which town?"),
        help_text=_("The name of a municipality. A typing error does no harm."),
        max_length=LONGEST_PLACE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(label=_("In which language?"), required=False)
    sex = forms.ChoiceField(label=_("For whom?"), required=False)
    age_group = forms.ChoiceField(label=_("How old?"), required=False)
    wheelchair = forms.BooleanField(label=_("Wheelchair accessible"), required=False)
    open_now = forms.BooleanField(label=_("Open now"), required=False)

    def __init__(self, data: Any = None, *, languages: Choices) -> None:
        super().__init__(data)
        offered = {
            "language": [("", gettext("Does not matter")), *languages],
            "sex": _anybody("shelter-sex"),
            "age_group": _anybody("age-group"),
        }
        for name, found in offered.items():
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label, required=False, choices=found
            )

    def clean_place(self) -> str:
        """The code of the municipality that was meant."""
        typed = plain(self.cleaned_data["place"])
        found = places_like(typed, country().municipalities.values()) if typed else ()
        if typed and not found:
            raise forms.ValidationError(
                gettext("We do not know this place. Type the name of a larger town nearby.")
            )
        if len(found) > 1:
            raise forms.ValidationError(_which(found))
        return found[0].code if found else ""

    def wanted(self) -> Wanted:
        """What was asked for, without what could not be understood."""
        return Wanted(**self.cleaned_data)


def _which(found: tuple[Municipality, ...]) -> str:
    names = ", ".join(each.label for each in found[:MOST_NAMED])
    return gettext("Which of these do you mean? %(names)s") % {"names": names}
