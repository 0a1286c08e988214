"""People of an action day as somebody fills them in: by what they need, never by name."""

from string import ascii_uppercase
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketenwerk.care.planning.actions import Alike
from ketenwerk.care.planning.day import MOST_PEOPLE
from ketenwerk.care.searching.forms import NeedsForm


class PeopleForm(NeedsForm):
    number = forms.IntegerField(
        label=gettext_lazy("How many people with the same needs"),
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
    )
    together = forms.ChoiceField(
        label=gettext_lazy("Group that stays together"),
        help_text=gettext_lazy("Everybody with the same letter goes to one place."),
        choices=[("", gettext_lazy("None")), *((each, each) for each in ascii_uppercase)],
        required=False,
    )
    apart = forms.CharField(
        label=gettext_lazy("Numbers of people they must not meet"),
        help_text=gettext_lazy("With a comma between them, such as 001, 004."),
        max_length=120,
        required=False,
    )

    FIRST = ("number", *NeedsForm.FIRST, "together", "apart")

    def clean_apart(self) -> frozenset[str]:
        typed = [each.strip() for each in self.cleaned_data["apart"].split(",") if each.strip()]
        if not all(
            each.isascii() and each.isdigit() and len(each) <= len("000") for each in typed
        ):
            raise forms.ValidationError(_("Write numbers, such as 001, 004."))
        return frozenset(each.zfill(3) for each in typed)

    def alike(self) -> Alike:
        given: dict[str, Any] = self.cleaned_data
        return Alike(self.needs(), given["number"], given["together"], given["apart"])
