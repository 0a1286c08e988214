"""What a person may fill in about a signal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenwerk.country.words import choices
from ketenwerk.foundation.fields import PlainText

OPEN_CASE = "open-case"  # has a page of its own, for the chain director


class AnswerForm(forms.Form):
    body = PlainText(
        label=_("Your answer"),
        help_text=_(
            "Whoever reported reads this with the code. Do not write anything that could put somebody in danger."
        ),
    )


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(label=_("What becomes of it"), widget=forms.RadioSelect)
    reason = PlainText(
        label=_("Reason"),
        max_length=2000,
        help_text=_("Only your organisation and the chain director can read this."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        possible = [choice for choice in choices("signal-decision") if choice[0] != OPEN_CASE]
        self.fields["decision"].choices = possible  # type: ignore[attr-defined]
