"""The query parameters of the standard, and what is wrong with those that were given."""

from collections.abc import Mapping
from typing import Any

from django import forms

from ketenwerk.care.hsds.queries import Asked

MOST, USUAL, LONGEST = 1000, 50, 200
FLAGS = {"": False, "true": True, "false": False}
NARROWING = ("search", "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after")


def _flag() -> forms.TypedChoiceField:
    """True for "true"; everything else that is allowed is as good as not given."""
    choices = [(each, each) for each in FLAGS]
    return forms.TypedChoiceField(choices=choices, coerce=FLAGS.__getitem__, required=False)


class ParameterForm(forms.Form):
    """Every parameter that the standard knows. A list takes those it was made for, and refuses the rest."""

    search = forms.CharField(max_length=LONGEST, required=False)
    page = forms.IntegerField(min_value=1, max_value=10**9, required=False)
    per_page = forms.IntegerField(min_value=1, max_value=MOST, required=False)
    format = forms.ChoiceField(choices=[("json", "json"), ("ndjson", "ndjson")], required=False)
    taxonomy_term_id = forms.UUIDField(required=False)
    taxonomy_id = forms.UUIDField(required=False)
    organization_id = forms.UUIDField(required=False)
    modified_after = forms.DateTimeField(required=False)
    minimal = _flag()
    full = _flag()
    full_service = _flag()
    top_only = _flag()
    parent_id = forms.UUIDField(required=False)

    def asked(self) -> Asked:
        given = {name: self.cleaned_data[name] for name in NARROWING}
        return Asked(**{name: value for name, value in given.items() if value})

    def page_number(self) -> int:
        return int(self.cleaned_data["page"] or 1)

    def size(self) -> int:
        return int(self.cleaned_data["per_page"] or USUAL)

    def wrong(self) -> list[dict[str, str]]:
        """Each parameter that cannot be read, and why."""
        return [
            {"name": name, "reason": " ".join(map(str, found))}
            for name, found in self.errors.items()
        ]


def unknown(given: Mapping[str, Any], known: tuple[str, ...]) -> list[str]:
    return sorted(set(given) - set(known))
