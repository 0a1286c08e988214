"""What a provider may fill in about its places."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_PLACES = 10_000


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
