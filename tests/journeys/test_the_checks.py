"""The checks of the other files find what is wrong: each is shown a mistake."""

import pytest

from tests.journeys.inspection import barriers, invalid, sideways
from tests.journeys.visits import Visits

MISTAKES = {
    "color-contrast": '<p style="color: #999; background: #fff">Pale words</p>',
    "label": '<form><input name="story"></form>',
    "link-name": '<a href="/en/"><img src="data:," alt=""></a>',
    "target-size": '<p><button style="width: 12px; height: 12px">a</button>'
    '<button style="width: 12px; height: 12px">b</button></p>',
    "html-has-lang": "<script>document.documentElement.removeAttribute('lang')</script>",
}
WIDE = '<p style="inline-size: 400px">Wide</p>'


def page_with(mistake: str) -> str:
    return f'<!DOCTYPE html><html lang="en"><title>Page</title><main><h1>Page</h1>{mistake}</main>'


@pytest.fixture
def show(newcomer):
    """Put a page on the screen, as if the server had sent it."""
    reader = newcomer()

    def put(mistake: str):
        html = page_with(mistake)
        reader.page.unroute_all()
        reader.page.route(
            "**/mistake/", lambda asked: asked.fulfill(body=html, content_type="text/html")
        )
        reader.open("mistake/")
        return reader.page

    return put


@pytest.mark.parametrize("rule", MISTAKES)
def test_a_barrier_is_found(show, rule):
    assert any(line.startswith(f"{rule}:") for line in barriers(show(MISTAKES[rule])))


def test_a_page_without_mistakes_passes(show, tmp_path):
    page = show("<p>Words</p>")

    assert barriers(page) == sideways(page) == []


def test_what_is_too_wide_is_found(show):
    assert sideways(show("<p>" + "w" * 200 + "</p>")) != []
    assert sideways(show(WIDE)) != []


def test_invalid_html_is_found_and_says_where(tmp_path):
    faults = invalid({"the wrong page": page_with("<p><div>x</div></p>")}, tmp_path)

    assert any(line.startswith("the wrong page line 1: ") for line in faults)


@pytest.mark.parametrize(
    ("mistake", "fault"),
    [
        ("location = 'http://other.example/'", "a request to another host: http://other.example/"),
        ("fetch('http://other.example/')", "Content Security Policy"),
        ("fetch('/static/nothing.js')", "404 for "),
        ("setTimeout(() => { throw Error('oops') })", "script: oops"),
        ("console.error('bad')", "console: bad"),
        ("document.body.innerHTML = '<p style=\"color: red\">x</p>'", "Content Security Policy"),
    ],
)
def test_a_page_that_misbehaves_is_noticed(browser, site, mistake, fault):
    visits = Visits(browser, site, site)
    reader = visits.begin()
    reader.open("safety/")
    reader.page.evaluate(f"() => {{ {mistake} }}")
    reader.page.wait_for_timeout(300)

    assert any(fault in found for found in visits.end())
