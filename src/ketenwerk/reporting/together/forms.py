"""What the intake fills in to do one thing with several reports. Nothing is ticked beforehand."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketenwerk.country.data import Choices
from ketenwerk.country.words import choices
from ketenwerk.foundation.fields import PlainText
from ketenwerk.reporting.handling import blocks
from ketenwerk.reporting.handling.forms import CHOOSE, DUPLICATE
from ketenwerk.reporting.together.rules import Kind


def kinds() -> Choices:
    return [
        (Kind.TAKE, _("Take them on my name")),
        (Kind.ANSWER, _("Send every reporter the same answer")),
        (Kind.HAND_OVER, _("Ask another to take them over")),
        (Kind.CLOSE, _("Close them with a reason")),
    ]


class ChooseForm(forms.Form):
    reports = forms.MultipleChoiceField(
        label=gettext_lazy("Which reports?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Tick at least one report."),
            "invalid_choice": gettext_lazy("One of the reports is no longer yours. Choose again."),
        },
    )
    deed = forms.ChoiceField(
        label=gettext_lazy("What do you want to do with them?"),
        choices=kinds,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )

    def __init__(self, *args: Any, reports: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reports"].choices = reports  # type: ignore[attr-defined]


class TakeForm(forms.Form):
    """Nothing to fill in."""


def _own_words() -> PlainText:
    return PlainText(
        label=gettext_lazy("Your own words"),
        required=False,
        help_text=gettext_lazy(
            "They come after the text, the same for everybody, and are not translated. Do not write anything that "
            "could put somebody in danger."
        ),
    )


class AnswerForm(forms.Form):
    block = forms.ChoiceField(
        label=gettext_lazy("Text to send"),
        help_text=gettext_lazy("Every reporter gets it in the language in which they reported."),
        choices=lambda: [("", _("None")), *blocks.by_situation()],
        required=False,
    )
    words = _own_words()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("block") and not given.get("words"):
            self.add_error("block", _("Choose a text, or write something yourself."))
        return given


class CloseForm(forms.Form):
    """`holds_first`: the report one began with is among the chosen, so the others cannot be closed as its repeats."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why are they closed?"),
        help_text=gettext_lazy(
            "Every reporter gets the text that goes with the reason, in the language in which they reported."
        ),
        choices=lambda: choices("report-closing"),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    words = _own_words()

    def __init__(self, *args: Any, holds_first: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self._holds_first = holds_first

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        reason = given.get("reason", "")
        if reason == DUPLICATE and self._holds_first:
            self.add_error(
                "reason",
                _(
                    "The report you began with is among them, and it cannot repeat itself. Choose again without it: "
                    "the others are closed as the same as that one."
                ),
            )
        if reason and not blocks.closing(reason) and not given.get("words"):
            self.add_error(
                "words", _("There is no text for this reason. Write the message yourself.")
            )
        return given
