"""How forms are written out: with labels, hints and errors anyone can find and hear."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation


class Concern(forms.Form):
    heading_field = "seen"

    seen = forms.CharField(
        label="What did you see?", help_text="In your own words.", widget=forms.Textarea
    )
    place = forms.CharField(label="Where?", required=False)
    who = forms.ChoiceField(
        label="Who are you?",
        choices=[("a", "Neighbour"), ("b", "Teacher")],
        widget=forms.RadioSelect,
        help_text="You may leave out your name.",
    )
    month = forms.ChoiceField(label="When?", choices=[("1", "January")])
    read = forms.BooleanField(label="I have read this")
    token = forms.CharField(widget=forms.HiddenInput)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def written(form):
    return Template("{{ form }}").render(Context({"form": form}))


def tag(html, name):
    return re.search(rf'<(?:input|textarea|select)[^>]*name="{name}"[^>]*>', html).group()


@pytest.mark.parametrize("name", ["seen", "place", "month"])
def test_every_control_has_its_label(name):
    assert f'for="id_{name}"' in written(Concern())


def test_a_required_control_says_so_to_a_screen_reader_and_not_to_the_browser():
    control = tag(written(Concern()), "seen")
    assert 'aria-required="true"' in control
    assert not re.search(r"\srequired\b", control)


def test_no_control_wakes_the_bubbles_of_the_browser():
    assert not re.search(r"\srequired[\s>]", written(Concern()))


@pytest.mark.parametrize(("name", "marked"), [("seen", False), ("place", True), ("who", False)])
def test_only_what_may_be_left_out_is_marked(name, marked):
    label = Concern()[name].as_field_group()
    assert ("(not required)" in label) is marked


def test_a_choice_between_few_is_a_fieldset_with_a_legend_and_its_hint():
    html = written(Concern())
    fieldset = re.search(r"<fieldset.*?</fieldset>", html, re.DOTALL).group()
    assert 'aria-describedby="id_who_helptext"' in fieldset
    assert "<legend" in fieldset
    assert fieldset.count('type="radio"') == 2


def test_the_label_of_the_one_question_is_the_heading_of_the_page():
    assert re.search(r"<h1[^>]*><label[^>]*>What did you see\?", written(Concern()))
    assert written(Concern()).count("<h1") == 1


def test_the_label_of_a_box_to_tick_stands_behind_it():
    assert re.search(r"<input[^>]*id_read[^>]*>\s*<span>I have read this", written(Concern()))


def test_a_fresh_form_has_no_summary_of_errors():
    assert 'role="alert"' not in written(Concern())


def test_what_is_wrong_is_said_at_the_field_and_tied_to_it():
    html = written(Concern({"month": "1"}))
    control = tag(html, "seen")
    assert 'aria-invalid="true"' in control
    assert 'aria-describedby="id_seen_helptext id_seen_error"' in control
    assert re.search(r'id="id_seen_error">.*This field is required', html)


@pytest.mark.parametrize(
    ("name", "control"), [("seen", "id_seen"), ("who", "id_who_0"), ("read", "id_read")]
)
def test_the_summary_takes_the_reader_to_the_control(name, control):
    html = written(Concern({}))
    summary = html[: html.index("</div>")]
    assert f'<a href="#{control}">' in summary
    assert f'id="{control}"' in html


def test_the_summary_takes_the_focus():
    assert re.search(r'class="summary"[^>]*tabindex="-1" autofocus', written(Concern({})))


def test_what_is_wrong_with_the_form_as_a_whole_or_a_hidden_field_is_in_the_summary():
    form = Concern({"month": "1"})
    form.add_error(None, "These two do not go together.")
    form.add_error("token", "This page is too old.")
    summary = written(form).split("</div>")[0]
    assert "These two do not go together." in summary
    assert "This page is too old." in summary


def test_what_was_typed_is_kept():
    html = written(Concern({"seen": 'a "quoted" <b>', "who": "b"}))
    assert "a &quot;quoted&quot; &lt;b&gt;</textarea>" in html
    assert re.search(r'value="b"[^>]*checked', html)


@pytest.mark.parametrize(("data", "starts"), [(None, False), ({}, True)])
def test_the_title_of_the_page_says_that_something_is_wrong(data, starts, settings):
    settings.ROOT_URLCONF = "tests.web.addresses"
    html = Template('{% extends "web/base.html" %}').render(Context({"form": Concern(data)}))
    assert ("<title>Error:" in html) is starts


@pytest.mark.parametrize(
    ("widget", "look"),
    [
        (forms.TextInput, "textbox"),
        (forms.Textarea, "textarea"),
        (forms.EmailInput, "textbox"),
        (forms.FileInput, "textbox"),
    ],
)
def test_a_control_has_our_looks_beside_what_the_form_asked_for(widget, look):
    class One(forms.Form):
        only = forms.CharField(widget=widget(attrs={"class": "short"}))

    assert f'class="{look} short"' in str(One()["only"])


def test_a_hidden_field_has_no_looks():
    assert "class" not in str(Concern()["token"])


class Place(forms.Form):
    where = forms.ChoiceField(
        choices=[
            ("", "I do not know"),
            ("North <b>", [("1", 'A "town" & more'), ("2", "Another")]),
        ]
    )


def test_a_list_keeps_its_groups_what_was_chosen_and_every_strange_sign():
    html = written(Place({"where": "2"}))
    assert '<option value="">I do not know</option>' in html
    assert '<optgroup label="North &lt;b&gt;">' in html
    assert '<option value="1">A &quot;town&quot; &amp; more</option>' in html
    assert '<option value="2" selected>Another</option>' in html
    assert html.count(" selected") == 1
