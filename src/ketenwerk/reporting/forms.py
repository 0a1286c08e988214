"""What a person outside fills in: one question, the last page of a report, a code, and something more for a mailbox."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ketenwerk.country.data import Choices, Question, country
from ketenwerk.country.words import choices, words
from ketenwerk.foundation.fields import LongSelect, PlainText
from ketenwerk.reporting import flow, told

STORY_AT_MOST = 10_000  # characters
DIGITS, WORDS = "digits", "words"
# Nothing that was typed may lie in the browser afterwards, or travel to a spelling checker of its maker.
NO_TRACE = {"autocomplete": "off", "spellcheck": "false"}
CHOOSE = gettext_lazy("Choose one of the answers.")
WRITE = gettext_lazy("Write something, or choose “I don't know”.")
TICK = gettext_lazy("Tick what fits, or choose “I don't know”.")
TOO_LONG = gettext_lazy(
    "Your text has %(show_value)d characters and at most %(limit_value)d fit. Make it shorter: "
    "you can send the rest afterwards with your code."
)


class QuestionForm(forms.Form):
    """One question of the road, on a page of its own. Its label is the heading."""

    heading_field = "answer"

    def __init__(self, question: Question, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.question = question
        self.fields["answer"] = FIELDS[question.kind](question)

    @property
    def offers_buttons(self) -> bool:
        """Whether "I don't know" stands beside the field as a button, and not among the choices."""
        return self.question.kind != flow.CHOICE

    def answer(self) -> tuple[str, ...]:
        said = self.cleaned_data["answer"]
        return tuple(said) if isinstance(said, list) else (said,)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed or chosen at all."""
        return self.has_error("answer", "required")


def initial_answer(question: Question, given: tuple[str, ...]) -> dict[str, Any]:
    """What was answered before, as the field shows it."""
    if not given or (question.kind != flow.CHOICE and given[0] in flow.ALWAYS):
        return {}
    return {"answer": list(given) if question.kind == flow.SEVERAL else given[0]}


def _named(question: Question) -> Choices:
    return [(code, words(name)) for code, name in flow.named(question)]


def _said(question: Question, required: Any) -> dict[str, Any]:
    return {
        "label": words(question.label),
        "help_text": words(question.hint) if question.hint else "",
        "error_messages": {"required": required, "invalid_choice": CHOOSE, "invalid_list": CHOOSE},
    }


def _choice(question: Question) -> forms.Field:
    choices = [*_named(question), *told.always()]
    return forms.ChoiceField(
        widget=forms.RadioSelect, choices=choices, **_said(question, required=CHOOSE)
    )


def _several(question: Question) -> forms.Field:
    return forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        choices=_named(question),
        **_said(question, required=TICK),
    )


def _municipality(question: Question) -> forms.Field:
    choices = [("", "…"), *country().municipality_choices()]
    return forms.ChoiceField(
        widget=LongSelect, choices=choices, **_said(question, required=CHOOSE)
    )


def _text(question: Question) -> forms.Field:
    said = _said(question, required=WRITE)
    said["error_messages"]["max_length"] = TOO_LONG
    return PlainText(max_length=STORY_AT_MOST, widget=forms.Textarea(attrs=NO_TRACE), **said)


FIELDS = {
    flow.CHOICE: _choice,
    flow.SEVERAL: _several,
    flow.MUNICIPALITY: _municipality,
    flow.TEXT: _text,
}


class KindForm(forms.Form):
    """Which code somebody wants."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Which code do you want?"),
        help_text=gettext_lazy(
            "With the code you read our answer. You can choose what you keep best."
        ),
        widget=forms.RadioSelect,
        choices=[
            (DIGITS, gettext_lazy("24 digits, to write down")),
            (WORDS, gettext_lazy("Seven words, to remember")),
        ],
        initial=DIGITS,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )


class CodeForm(forms.Form):
    # Every wrong code gets these same words, and is not shown again: the page must not tell one from another.
    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy(
            "24 digits or seven words. Capitals, spaces and dashes do not matter."
        ),
        widget=forms.TextInput(attrs={**NO_TRACE, "autocapitalize": "none", "dir": "ltr"}),
        error_messages={
            "required": gettext_lazy(
                "This code opens nothing. Look at it once more and type it again."
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


class HelpedForm(forms.Form):
    helped = forms.ChoiceField(
        label=gettext_lazy("Did this help?"),
        choices=lambda: choices("helped"),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    text = PlainText(
        label=gettext_lazy("Do you want to say more about it?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=NO_TRACE),
    )
