"""What a person outside fills in: a report, a code, and something more for an open mailbox."""

import secrets
from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ketenwerk.country.data import Choices, country
from ketenwerk.country.words import choices, form_name
from ketenwerk.foundation.fields import PlainText
from ketenwerk.reporting.actions import Answers

STORY_AT_MOST = 10_000  # characters
FORM_LASTS = timedelta(hours=24)
NONCE_BYTES = 24
UNKNOWN = "UNK"
# Nothing that was typed may lie in the browser afterwards, or travel to a spelling checker of its maker.
NO_TRACE = {"autocomplete": "off", "spellcheck": "false"}


class Nonce(forms.CharField):
    """What makes one form one report, however often it is sent: a number of ours, with our signature and the hour.

    A form that comes back with another, or after a day, is shown again with a new one.
    """

    widget = forms.HiddenInput
    stale = gettext_lazy(
        "This form had been open for too long. What you typed is still here: look at it and send it again."
    )

    def __init__(self) -> None:
        wrong = dict.fromkeys(("required", "null_characters_not_allowed"), self.stale)
        super().__init__(initial=new_nonce, error_messages=wrong)

    def clean(self, value: Any) -> str:
        signed = super().clean(value)
        if not _is_ours(signed):
            raise forms.ValidationError(self.stale, code="stale")
        return str(signed)

    def bound_data(self, data: Any, initial: Any) -> str:
        return str(data) if _is_ours(data) else str(initial)


def new_nonce() -> str:
    return _signer().sign(secrets.token_urlsafe(NONCE_BYTES))


def _is_ours(signed: Any) -> bool:
    try:
        _signer().unsign(str(signed), max_age=FORM_LASTS)
    except signing.BadSignature:
        return False
    return True


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="report-form")


def _places() -> Choices:
    return [("", _("I do not know")), *country().municipality_choices()]


def _forms() -> Choices:
    known = [code for code, _name in country().form_choices("en") if code != UNKNOWN]
    return [("", _("I do not know")), *((code, form_name(code)) for code in known)]


CHOOSE = gettext_lazy("Choose one of the answers.")


class ReportForm(forms.Form):
    nonce = Nonce()
    reporter = forms.ChoiceField(
        label=gettext_lazy("How do you know about it?"),
        widget=forms.RadioSelect,
        choices=partial(choices, "reporter-kind"),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    story = PlainText(
        label=gettext_lazy("What did you see or hear?"),
        help_text=gettext_lazy(
            "In your own words. Think of: what happens, where, since when, and whether it goes on. "
            "Leave out your own name if you want to stay unknown."
        ),
        max_length=STORY_AT_MOST,
        widget=forms.Textarea(attrs=NO_TRACE),
        error_messages={
            "required": gettext_lazy("Write what you saw or heard. A few words are enough."),
            "max_length": gettext_lazy(
                "Your text has %(show_value)d characters and at most %(limit_value)d fit. Make it shorter: "
                "you can send the rest afterwards with your code."
            ),
        },
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("How soon must something happen?"),
        widget=forms.RadioSelect,
        choices=partial(choices, "urgency"),
        initial="unknown",
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )
    form = forms.ChoiceField(
        label=gettext_lazy("What do you think it is?"),
        choices=_forms,
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )
    municipality = forms.ChoiceField(
        label=gettext_lazy("In which municipality?"),
        help_text=gettext_lazy("In the list you can type the first letters."),
        choices=_places,
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )

    nobody = gettext_lazy(
        "No organisation here receives reports from this place. Nothing has been sent. Choose a place nearby, "
        "or call one of the numbers on the help page."
    )

    def answers(self) -> Answers:
        """What was answered; an empty answer means not known."""
        given = {name: value for name, value in self.cleaned_data.items() if value}
        del given["nonce"]
        return Answers(**given, language=get_language() or "")

    def unjudged(self) -> "ReportForm":
        """The same form as it was typed, before anything is said about it."""
        return ReportForm(initial={name: self[name].value() for name in self.fields})


class CodeForm(forms.Form):
    # Every wrong code gets these same words, and is not shown again: the page must not tell one from another.
    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy("24 digits. Spaces and dashes do not matter."),
        widget=forms.TextInput(attrs={**NO_TRACE, "inputmode": "numeric", "dir": "ltr"}),
        error_messages={
            "required": gettext_lazy(
                "This code opens nothing. Look at the 24 digits and type them once more."
            )
        },
    )


class MoreForm(forms.Form):
    body = PlainText(
        label=gettext_lazy("Write something more"),
        help_text=gettext_lazy("You do not see it again here after you have sent it."),
        max_length=STORY_AT_MOST,
        widget=forms.Textarea(attrs=NO_TRACE),
        error_messages={"required": gettext_lazy("Write something first.")},
    )
