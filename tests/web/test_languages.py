"""Visitors read in every language; those who work here in the whole ones; a text in another language says so."""

import re
from datetime import date

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import gettext, ngettext, override

from ketenwerk.country.reader import read
from ketenwerk.country.speech import Foreign
from ketenwerk.country.translations import texts
from ketenwerk.country.words import words
from ketenwerk.web.forms import Renderer
from ketenwerk.web.problems import page
from tests.architecture.conftest import our_routes
from tools.public_texts import public_files
from tools.tracked import ROOT

EVERY = [code for code, _ in settings.LANGUAGES]
WHOLE = [code for code, _ in settings.WHOLE_LANGUAGES]
PUBLIC = [code for code, _ in settings.PUBLIC_LANGUAGES]
PAGES = [
    route
    for route in our_routes()
    if route.policy == "public"
    and not route.parameters
    and route.name not in {"web:leave", "web:try", "statistics:csv", "reporting:paper"}
    and not route.name.startswith("hsds:")  # for machines
]
STAFF = [route for route in our_routes() if route.policy == "signed-in" and not route.parameters]
LANGUAGE = re.compile(r'<html lang="([a-z]{2})" dir="(ltr|rtl)">')
NAMES = re.compile(
    r'<a href="([^"]*)" lang="([a-z]{2})" hreflang="\2" dir="(ltr|rtl)"([^>]*)>([^<]+)</a>'
)


def switch(page: str) -> list[tuple[str, ...]]:
    """What stands in the list of all languages: address, language, direction, marks and name."""
    return NAMES.findall(page.partition("languages--all")[2].partition("</details>")[0])


# ---- pages ----


@pytest.mark.parametrize("language", EVERY)
@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_every_page_for_visitors_answers_in_every_language(client, cast, route, language):
    (address,) = route.addresses(None, language)

    answer = client.get(address)

    if answer.status_code == 405:
        return
    assert answer.status_code == 200
    direction = "rtl" if language == "ar" else "ltr"
    assert LANGUAGE.findall(answer.text) == [(language, direction)]
    assert ('class="translated"' in answer.text) is (language in PUBLIC)


@pytest.mark.parametrize("language", EVERY)
def test_one_reads_the_same_page_in_any_other_language(client, db, language):
    found = switch(client.get(f"/{language}/help/?a=1").text)

    assert [(code, name) for _, code, _, _, name in found] == settings.LANGUAGES
    assert [address for address, *_ in found] == [f"/{code}/help/?a=1" for code in EVERY]
    assert [code for _, code, direction, *_ in found if direction == "rtl"] == ["ar"]
    assert [code for _, code, _, marks, _ in found if "aria-current" in marks] == [language]


@pytest.mark.parametrize("language", PUBLIC)
def test_what_a_machine_made_says_so_and_leads_to_the_same_page_in_a_whole_language(
    client, db, language
):
    page = client.get(f"/{language}/help/").text
    notice = page.partition('class="translated"')[2].partition("</aside>")[0]

    assert [address for address, *_ in NAMES.findall(notice)] == ["/nl/help/", "/en/help/"]


def test_a_page_that_cannot_be_asked_for_again_offers_no_languages():
    with override("pl"):
        shown = page(RequestFactory().post("/pl/contact/"), 404, "").content.decode()

    assert switch(shown) == NAMES.findall(shown) == []
    assert 'class="translated"' in shown


def test_a_visitor_who_comes_without_a_language_gets_the_one_the_browser_asks_for(client, db):
    assert client.get("/", headers={"accept-language": "ti"})["Location"] == "/ti/"
    assert client.get("/", headers={"accept-language": "ja"})["Location"] == "/nl/"


@pytest.mark.parametrize("language", PUBLIC)
@pytest.mark.parametrize("route", STAFF, ids=lambda route: route.name)
def test_who_works_here_is_led_to_a_language_in_which_everything_is_said(
    client, db, route, language
):
    (address,) = route.addresses(None, language)
    (there,) = route.addresses(None, settings.LANGUAGE_CODE)

    answer = client.get(f"{address}?page=2")

    assert (answer.status_code, answer["Location"]) == (303, f"{there}?page=2")


@pytest.mark.parametrize("path", ["account/login/", "try/"])
def test_signing_in_is_for_who_works_here(client, db, path):
    assert client.get(f"/uk/{path}")["Location"] == f"/nl/{path}"


@pytest.mark.parametrize("language", WHOLE)
def test_a_staff_page_offers_the_whole_languages_alone(client, cast, language):
    client.force_login(
        cast.people["ina-inkijk"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page = client.get(f"/{language}/work/").text

    assert "languages--all" not in page
    assert {code for _, code, *_ in re.findall(r'(hreflang=")([a-z]{2})"()', page)} == set(
        WHOLE
    ) - {language}


# ---- words ----


@pytest.mark.parametrize("language", EVERY)
def test_every_word_of_the_country_can_be_said_in_every_language(language):
    tables = read(settings.COUNTRIES_DIR / settings.COUNTRY)
    with override(language):
        said = [
            words(text)
            for text in texts(tuple(getattr(tables, each) for each in tables.__slots__))
        ]

    assert len(said) > 400
    assert all(isinstance(text, str) for text in said)
    assert language in PUBLIC or not any(isinstance(text, Foreign) for text in said)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ({"nl": "Ja", "en": "Yes", "ar": "نعم"}, "نعم"),
        ({"nl": "Ja", "en": "Yes & no"}, '<span lang="en" dir="ltr">Yes &amp; no</span>'),
        ({"nl": "Ja"}, '<span lang="nl" dir="ltr">Ja</span>'),
        ({"fr": "Oui"}, '<span lang="fr" dir="ltr">Oui</span>'),
    ],
)
def test_a_text_in_another_language_than_the_page_says_so(text, shown):
    template = Template("{% load web %}{{ text|words }}")
    with override("ar"):
        assert template.render(Context({"text": text})) == shown


def test_a_choice_in_another_language_says_so_in_a_list_and_in_an_option():
    choices = [("a", "Własne"), ("b", Foreign("Other", "en"))]

    class Both(forms.Form):
        default_renderer = Renderer
        radios = forms.ChoiceField(choices=choices, widget=forms.RadioSelect)
        select = forms.ChoiceField(choices=choices)

    shown = Both(initial={"select": "b"})

    assert '<span lang="en" dir="ltr">Other</span>' in str(shown["radios"])
    assert '<option value="b" selected lang="en">Other</option>' in str(shown["select"])
    assert '<option value="a">Własne</option>' in str(shown["select"])


def test_what_somebody_writes_may_run_the_other_way_than_the_page():
    class Free(forms.Form):
        default_renderer = Renderer
        text = forms.CharField(widget=forms.Textarea)

    assert 'dir="auto"' in str(Free()["text"])


@pytest.mark.parametrize("language", PUBLIC)
def test_a_text_of_the_interface_that_a_language_lacks_is_english(language):
    """Never in the default language, as Django would have it."""
    with override(language):
        assert gettext("Your role does not include this.") == "Your role does not include this."


@pytest.mark.parametrize(
    ("language", "numbers"),
    [
        ("ar", [0, 1, 2, 3, 11, 100]),
        ("uk", [1, 2, 5]),
        ("ro", [1, 2, 20]),
        ("vi", [1]),
        ("ti", [1, 2]),
    ],
)
def test_counting_follows_the_language(language, numbers):
    with override(language):
        said = {
            ngettext("%(days)s day late", "%(days)s days late", number).replace(str(number), "%")
            for number in numbers
        }

    assert len(said) == len(numbers)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("nl", "5 november 2026"),
        ("en", "5 November 2026"),
        ("ar", "5 نوفمبر، 2026"),
        ("bg", "5 ноември 2026 г."),
        ("es", "5 de noviembre de 2026"),
        ("hu", "2026. november 5."),
        ("pl", "5 listopada 2026"),
        ("ro", "5 noiembrie 2026"),
        ("ti", "5 ሕዳር 2026"),
        ("uk", "5 листопада 2026 р."),
        ("vi", "ngày 5 tháng 11 năm 2026"),
    ],
)
def test_a_day_is_written_as_the_language_does(language, written):
    with override(language):
        assert Template("{% load web %}{{ on|day }}").render(
            Context({"on": date(2026, 11, 5)})
        ) == (written)


def test_a_code_and_a_telephone_number_run_from_left_to_right(client, db):
    with override("ar"):
        shown = render_to_string("web/components/receipt.html", {"code": "1234" * 6})

    assert re.search(
        r'dir="ltr"[^>]*>(\s*<span class="receipt__group">1234</span>\s*){6}</p>', shown
    )
    assert re.search(r'<bdi dir="ltr">0800-5151</bdi>', client.get("/ar/numbers/").text)


def test_no_page_for_visitors_writes_a_day_as_one_language_does():
    source = ROOT / "src" / "ketenwerk"
    pages = [source / name for name in public_files(source) if name.endswith(".html")]

    assert [each.name for each in pages if re.search(r'date:"[jl]', each.read_text())] == []
