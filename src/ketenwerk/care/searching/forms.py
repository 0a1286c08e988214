"""What a person needs of a place, as somebody who looks for one fills it in. Nothing of it is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketenwerk.care.facts import UNKNOWN, Needs
from ketenwerk.care.places import places_like
from ketenwerk.country.data import Choices, country
from ketenwerk.country.speech import language
from ketenwerk.country.words import choices
from ketenwerk.foundation.text import plain

MOST_CHILDREN, OLDEST_CHILD, FARTHEST = 12, 17, 300
LONGEST_TOWNS = 200
CHOOSE = ("", gettext_lazy("Choose"))
ONCE = "unaccompanied-minor"  # has a question of its own


def _number(label: Any, most: int, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=most,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
    )


def _one(label: Any, found: Any, *, required: bool = False, first: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=found, required=required, initial=first)


def _several(label: Any, found: Any, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=found,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _conditions() -> Choices:
    return [choice for choice in choices("care-condition") if choice[0] != ONCE]


def _kinds() -> Choices:
    """Those where people stay."""
    known = country()
    found = known.service_kind_choices(language())
    return [choice for choice in found if known.service_kind(choice[0]).stay]


class NeedsForm(forms.Form):
    """What a person needs, without the person. The first questions must be answered, the others may stay open."""

    age_group = _one(gettext_lazy("Age"), lambda: [CHOOSE, *choices("age-group")], required=True)
    sex = _one(gettext_lazy("For whom"), lambda: [CHOOSE, *choices("shelter-sex")], required=True)
    children = _number(gettext_lazy("Children who come along"), MOST_CHILDREN)
    oldest_child = _number(gettext_lazy("Age of the oldest child"), OLDEST_CHILD)
    residence = _one(
        gettext_lazy("Residence position"), lambda: choices("residence-position"), first=UNKNOWN
    )
    danger = _one(gettext_lazy("Danger"), lambda: choices("danger-level"), first=UNKNOWN)
    found_in = _one(
        gettext_lazy("Region where the person was found"),
        lambda: [("", _("Not known")), *country().region_choices("care")],
    )
    avoid = forms.CharField(
        label=gettext_lazy("Towns where it is not safe"),
        help_text=gettext_lazy("Names of municipalities, with a comma between them."),
        max_length=LONGEST_TOWNS,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    avoid_km = _number(gettext_lazy("How many kilometres away from there at least"), FARTHEST)
    wheelchair = forms.BooleanField(label=gettext_lazy("Uses a wheelchair"), required=False)
    unaccompanied = forms.BooleanField(
        label=gettext_lazy("A minor without parent or guardian"), required=False
    )
    labour_group = forms.BooleanField(
        label=gettext_lazy("Found in a group, in labour exploitation"), required=False
    )
    conditions = _several(gettext_lazy("What the place must be able to care for"), _conditions)
    languages = _several(
        gettext_lazy("Languages the person speaks"), lambda: choices("spoken-language")
    )
    kinds = _several(
        gettext_lazy("Kinds of place"),
        _kinds,
        gettext_lazy("Tick nothing when any kind will do."),
    )

    FIRST: tuple[str, ...] = (
        "age_group",
        "sex",
        "children",
        "oldest_child",
        "wheelchair",
        "residence",
        "danger",
    )

    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST]

    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.FIRST]

    def rest_is_open(self) -> bool:
        """Whether anything of the rest was filled in."""
        return any(
            each.errors or (each.value() and each.name != "found_in") for each in self.rest()
        )

    def unseen(self) -> list[Any]:
        """The same answers, to go along with another form."""
        return [each.as_hidden() for each in type(self)(self.data, auto_id=False)]

    def clean_avoid(self) -> frozenset[str]:
        """The codes of the municipalities that were meant."""
        typed = (plain(each).strip() for each in self.cleaned_data["avoid"].split(","))
        return frozenset(_municipality(each) for each in typed if each)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("children") and given.get("oldest_child") is None:
            self._say("oldest_child", _("Fill in how old the oldest child is. Under one year: 0."))
        if given.get("avoid_km") and not given.get("avoid"):
            self._say("avoid", _("Fill in from which town."))
        return given

    def _say(self, name: str, wrong: str) -> None:
        if name not in self.errors:
            self.add_error(name, wrong)

    def needs(self) -> Needs:
        given = self.cleaned_data
        several = ("conditions", "languages", "kinds")
        return Needs(
            age_group=given["age_group"],
            sex=given["sex"],
            children=given["children"] or 0,
            oldest_child=(given["children"] and given["oldest_child"]) or 0,
            wheelchair=given["wheelchair"],
            residence=given["residence"] or UNKNOWN,
            unaccompanied=given["unaccompanied"],
            danger=given["danger"] or UNKNOWN,
            avoid=given["avoid"],
            avoid_km=given["avoid_km"] or 0,
            found_in=given["found_in"],
            labour_group=given["labour_group"],
            **{name: frozenset(given[name]) for name in several},
        )


def _municipality(typed: str) -> str:
    found = places_like(typed, country().municipalities.values())
    if len(found) == 1:
        return found[0].code
    wrong = _("Write the whole name of this municipality: %(typed)s") % {"typed": typed}
    raise forms.ValidationError(wrong)
