"""What who is asked may answer, and what the sender may say to that."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenwerk.casework.forms import Choice
from ketenwerk.country.data import country
from ketenwerk.country.words import choices
from ketenwerk.foundation.fields import DayWithin, PlainText

MOST_LETTERS = 2000


class RefusalForm(forms.Form):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["refusal"] = Choice(
            choices("placement-refusal"), label=_("Why you cannot take this person in")
        )


class QuestionForm(forms.Form):
    question = PlainText(
        label=_("What you must know first"),
        max_length=MOST_LETTERS,
        help_text=_("Only your organisation and the sender can read this."),
    )


class AdditionForm(forms.Form):
    addition = PlainText(
        label=_("Your answer"),
        max_length=MOST_LETTERS,
        help_text=_("Without a name. Only your organisation and theirs can read this."),
    )


class IntakeForm(forms.Form):
    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        last = country().due_on("referral-intake", today)
        self.fields["on"] = DayWithin(first=today, last=last, label=_("Day of the talk"))


class WithdrawalForm(forms.Form):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["why"] = Choice(choices("placement-withdrawal"), label=_("Why"))
