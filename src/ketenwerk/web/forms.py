"""How every form is written out: with labels, hints and errors anyone can find and hear."""

from typing import Any

from django.forms import BoundField, Select, Textarea, Widget
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import CheckboxInput, ChoiceWidget, Input

_LOOKS: tuple[tuple[type[Widget], str], ...] = (
    (CheckboxInput, ""),
    (Select, "select"),
    (ChoiceWidget, ""),
    (Textarea, "textarea"),
    (Input, "textbox"),
)


class Field(BoundField):
    """Says that it is required to a screen reader, without the browser's own bubbles."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        if built.pop("required", False) and not self.use_fieldset:
            built["aria-required"] = "true"
        if look := _look(shown):
            built["class"] = f"{look} {shown.attrs.get('class', '')}".strip()
        return built


def _look(widget: Widget) -> str:
    if widget.is_hidden:
        return ""
    return next((look for kind, look in _LOOKS if isinstance(widget, kind)), "")


class Renderer(DjangoTemplates):
    """Set as FORM_RENDERER: `{{ form }}` gives the error summary and every field our way.

    A form may name the field whose label is the heading of its page: `heading_field = "seen"`.
    """

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
    bound_field_class = Field
