"""The parts every page is made of."""

import re
from datetime import date

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, engines
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import resolve
from django.utils import translation

from ketenwerk.country.data import Channel
from ketenwerk.web.icons import ICONS
from ketenwerk.web.templatetags import web

ADDRESSES = "tests.web.addresses"


@pytest.fixture(autouse=True)
def _english_and_own_addresses(settings):
    settings.ROOT_URLCONF = ADDRESSES
    with translation.override("en"):
        yield


@pytest.fixture
def country_channel():
    def made(*, verified):
        both = {"nl": "Verzonnen", "en": "Made up"}
        return Channel(
            code="made-up",
            source=("S1",),
            verified=verified,
            valid_from=date(2026, 1, 1),
            name=both,
            for_whom=both,
            what=both,
            hours=both,
            cost=both,
            anonymous="yes",
            last_checked=date(2026, 11, 1),
            phone="+31 20 123 45 67",
            web="https://www.example.org/somewhere/",
            languages=("nl", "en"),
        )

    return made


def shown(component, **context):
    return render_to_string(f"web/components/{component}.html", context)


def page(name, path="/en/help/", method="get", **context):
    request = getattr(RequestFactory(), method)(path)
    with translation.override("en"):
        request.resolver_match = resolve("/en/home/")
    return render_to_string(f"web/{name}.html", context, request)


CARD = {
    "kind": "signal",
    "what": "S-1",
    "url": "/en/signals/1/",
    "where": "Verzonnen",
    "whose": "Made-up House",
    "next_step": "Decide",
    "day": date(2026, 11, 20),
    "late_days": 3,
    "status": "Waiting",
    "shape": "waiting",
}


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_hidden_from_screen_readers(name):
    drawing = web.icon(name)
    assert 'aria-hidden="true"' in drawing
    assert "<title" not in drawing


def test_an_icon_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        web.icon("unicorn")


@pytest.mark.parametrize("kind", ["signal", "case", "task", "referral"])
def test_a_card_says_what_where_whose_next_step_and_day(kind):
    html = shown("card", card=CARD | {"kind": kind})
    for part in ("S-1", "Verzonnen", "Made-up House", "Decide", "20 November 2026", "Waiting"):
        assert part in html


@pytest.mark.parametrize(
    ("days", "who", "words"),
    [
        (1, "Made-up House", "1 day late, with Made-up House"),
        (3, "Made-up House", "3 days late, with Made-up House"),
        (2, "", "2 days late"),
    ],
)
def test_what_is_late_says_how_late_and_who_has_it(days, who, words):
    assert words in shown("late", days=days, who=who)


@pytest.mark.parametrize("days", [0, -4, None])
def test_what_is_on_time_has_no_late_mark(days):
    assert shown("late", days=days, who="Made-up House").strip() == ""


def test_every_status_has_a_shape_of_its_own():
    shapes = ("open", "busy", "waiting", "done", "stopped", "late")
    drawings = {shown("status", word="", shape=shape).split("<svg")[1] for shape in shapes}
    assert len(drawings) == len(shapes)


@pytest.mark.parametrize("component", ["card", "notice", "status", "facts", "timeline", "table"])
def test_what_people_wrote_is_escaped(component):
    bad = "<script>alert(1)</script>"
    html = shown(
        component,
        card=CARD | {"what": bad},
        text=bad,
        word=bad,
        facts=[(bad, bad)],
        entries=[{"at": date(2026, 1, 1), "title": bad, "text": bad}],
        columns=[{"label": bad}],
        rows=[[bad]],
    )
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_an_empty_list_gives_a_sentence_and_the_first_step():
    html = shown("cards", cards=[], empty="No signals yet.", step="Make one", step_url="/en/new/")
    assert "No signals yet." in html
    assert '<a class="button button--second" href="/en/new/">Make one</a>' in html


def test_a_table_cell_carries_the_name_of_its_column():
    columns = [{"label": "Case"}, {"label": "Days", "number": True}]
    html = shown(
        "table", caption="Open", columns=columns, rows=[[{"text": "C-1", "url": "/c/1"}, 0]]
    )
    assert '<a href="/c/1">C-1</a>' in html
    assert re.search(r'data-label="Days">0\s*</td>', html)


def test_a_table_row_with_a_cell_too_few_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        shown(
            "table", caption="Open", columns=[{"label": "A"}, {"label": "B"}], rows=[["only one"]]
        )


def test_a_receipt_code_stands_in_six_groups_of_four_and_is_spoken_digit_by_digit():
    html = shown("receipt", code="123456789012345678901234")
    assert html.count('class="receipt__group"') == 6
    assert "1 2 3 4, 5 6 7 8, 9 0 1 2" in html


def test_the_pager_keeps_what_was_searched_for():
    template = engines["django"].from_string('{% include "web/components/pager.html" %}')
    request = RequestFactory().get("/en/x/?place=Verzonnen&page=2")
    html = template.render({"page": Paginator(range(30), 10).page(2)}, request)
    assert "?place=Verzonnen&amp;page=3" in html
    assert "Page 2 of 3" in html


def test_the_other_language_leads_to_the_same_page_under_its_own_name():
    html = page("home", path="/en/home/?from=elsewhere")
    assert 'href="/nl/home/?from=elsewhere" lang="nl"' in html
    assert "Nederlands" in html


@pytest.mark.parametrize(("path", "method"), [("/en/home/", "post"), ("/nowhere/", "get")])
def test_a_page_that_cannot_be_asked_for_again_offers_no_other_language(path, method):
    context = Context({"request": getattr(RequestFactory(), method)(path)})
    assert not web.language_links(context)
    assert not web.whole_languages(context)


def test_an_address_that_leads_nowhere_does_so_in_every_language():
    context = Context({"request": RequestFactory().get("/en/nowhere/")})
    assert [each.url for each in web.whole_languages(context)] == ["/nl/nowhere/"]


def test_a_language_written_from_right_to_left_turns_the_page():
    with translation.override("ar"):
        assert 'dir="rtl"' in page("home")


@pytest.mark.parametrize("name", ["home", "problem"])
def test_every_public_page_says_whom_to_call_in_danger_and_how_to_leave(name):
    html = page(name, title="Gone", advice="Go back.", reference="P-1")
    assert 'href="tel:112"' in html
    leave = html.index('href="/en/leave/" rel="nofollow noreferrer"')
    assert html.index('href="#content"') < leave < html.index("<header")


def test_the_title_and_icon_of_a_public_page_give_nothing_away():
    html = page("home")
    assert "<title>Help and information</title>" in html
    assert "neutral.svg" in html
    assert "favicon.svg" not in html


def test_the_problem_page_stands_without_a_request():
    words = {"status": 500, "title": "Broken", "advice": "Try again.", "reference": "P-123"}
    html = render_to_string("web/problem.html", words)
    assert "Broken" in html
    assert "Try again." in html
    assert "P-123" in html


def test_a_problem_page_gives_the_reason_of_a_refusal():
    words = {
        "status": 403,
        "title": "No",
        "advice": "Ask.",
        "reference": "P-1",
        "why": "Not your region.",
    }
    assert "Not your region." in render_to_string("web/problem.html", words)


@pytest.mark.parametrize(("demo", "times"), [(True, 1), (False, 0)])
def test_practising_with_invented_people_is_marked(demo, times):
    with override_settings(DEMO_SIGN_IN=demo):
        html = Template('{% extends "web/work.html" %}').render(Context())
    assert html.count("Practice: invented people only") == times


def test_a_channel_nobody_has_checked_is_never_shown_as_certain(country_channel):
    html = shown("channel", channel=country_channel(verified=False))
    assert "Not yet compared with a published source" in html


def test_a_checked_channel_says_when_it_was_last_looked_at(country_channel):
    html = shown("channel", channel=country_channel(verified=True))
    assert "Compared with a published source. Last looked at on 1 November 2026." in html
    assert 'href="tel:+31201234567"' in html
    assert ">example.org</a>" in html
