"""How every form is written out: with labels, hints and errors anyone can find and hear."""

from collections.abc import Iterable
from typing import Any

from django.forms import BoundField, Select, Textarea, Widget
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.forms.widgets import CheckboxInput, ChoiceWidget, Input
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_LOOKS: tuple[tuple[type[Widget], str], ...] = (
    (CheckboxInput, ""),
    (Select, "select"),
    (ChoiceWidget, ""),
    (Textarea, "textarea"),
    (Input, "textbox"),
)
_SELECT, _OUR_SELECT = "django/forms/widgets/select.html", "web/forms/select.html"
_OPTION = '<option value="{}"{}{}>{}</option>\n'
_TICKS = {"django/forms/widgets/radio.html", "django/forms/widgets/checkbox_select.html"}
_TICK = '<div><label{}><input type="{}" name="{}" value="{}"{}> {}</label></div>\n'


class Field(BoundField):
    """Says that it is required to a screen reader, without the browser's own bubbles."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        if built.pop("required", False) and not self.use_fieldset:
            built["aria-required"] = "true"
        if isinstance(shown, Textarea):
            built.setdefault("dir", "auto")  # what one writes may run the other way than the page
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

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Lists to choose from go past the templates: four for each choice are slow."""
        if template_name in _TICKS:
            return _ticks(context["widget"])
        if template_name == _SELECT:
            context = {**context, "options": _options(context["widget"]["optgroups"])}
            template_name = _OUR_SELECT
        return super().render(template_name, context, request)


def _ticks(widget: dict[str, Any]) -> SafeString:
    """The choices under each other, each with its box in front. No list of ours has groups."""
    around = {"id": widget["attrs"].get("id"), "class": widget["attrs"].get("class")}
    written = [_tick(each) for _, options, _ in widget["optgroups"] for each in options]
    return format_html("<div{}>{}</div>", flatatt(around), SafeString("".join(written)))


def _tick(each: dict[str, Any]) -> SafeString:
    said_by = flatatt({"for": each["attrs"].get("id")})
    attrs = flatatt(each["attrs"])
    return format_html(
        _TICK, said_by, each["type"], each["name"], each["value"], attrs, each["label"]
    )


def _options(groups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    return format_html_join("", "{}", ((_group(name, options),) for name, options, _ in groups))


def _group(name: str | None, options: list[dict[str, Any]]) -> SafeString:
    written = [_option(each) for each in options]
    inside = SafeString("".join(written))  # each of them is escaped already
    return format_html('<optgroup label="{}">\n{}</optgroup>\n', name, inside) if name else inside


def _option(each: dict[str, Any]) -> SafeString:
    """No element can stand in an option, so one in another language says so itself."""
    lang = getattr(each["label"], "lang", "")
    marks = format_html(' lang="{}"', lang) if lang else ""
    chosen = SafeString(" selected") if each["selected"] else ""
    return format_html(_OPTION, each["value"], chosen, marks, str(each["label"]))
