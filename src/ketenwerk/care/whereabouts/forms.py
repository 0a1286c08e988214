"""What is typed about an address: the address itself, and why somebody must be told."""

from django import forms
from django.utils.translation import gettext_lazy

from ketenwerk.foundation.fields import PlainText

LONGEST_ADDRESS, LONGEST_REASON = 300, 1000


class AddressForm(forms.Form):
    """Empty at every visit: what is kept is not shown again, not even to who typed it."""

    text = PlainText(
        label=gettext_lazy("Address, and how to get in"),
        help_text=gettext_lazy("Nobody here can read it back. Leave it out unless you must."),
        max_length=LONGEST_ADDRESS,
    )


class AskForm(forms.Form):
    reason = PlainText(
        label=gettext_lazy("Why must you know where it is?"),
        help_text=gettext_lazy("The shelter reads this and decides. Write no name."),
        max_length=LONGEST_REASON,
        error_messages={"required": gettext_lazy("Write why. Somebody else decides on it.")},
    )
