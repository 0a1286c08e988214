"""The block inside a page of a partner, in Chromium. The test itself answers for both sites."""

import html
import os
import re
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Frame, Route, expect, sync_playwright

OURS, PARTNER = "http://testserver", "http://partner.example/"


@pytest.fixture(scope="module")
def frame() -> Iterator[Callable[..., Frame]]:
    """What a visitor of the partner sees inside the frame with this code."""

    def answer(route: Route, code: str) -> None:
        url = urlsplit(route.request.url)
        if route.request.url == PARTNER:
            route.fulfill(body=code, content_type="text/html")
        elif url.path.startswith("/static/"):
            route.fulfill(path=finders.find(url.path.removeprefix("/static/")))
        else:
            made = Client().get(url.path)
            route.fulfill(body=made.content, headers=dict(made.headers))

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell"),
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )

        def opened(code: str) -> Frame:
            page = browser.new_page()
            page.route("**/*", lambda route: answer(route, code))
            page.goto(PARTNER)
            return page.frames[1]

        yield opened
        browser.close()


@pytest.fixture
def code() -> str:
    """As a partner copies it from our page."""
    page = Client().get("/en/share/").text
    found = next(
        each for each in re.findall(r"<pre[^>]*>(.*?)</pre>", page) if "/block/work/" in each
    )
    return html.unescape(found)


def test_a_partner_can_show_the_block_with_its_style(frame, code):
    inside = frame(code)

    expect(inside.get_by_role("heading", level=1)).to_have_text("It is about work")
    assert (
        inside.locator("li").first.evaluate("it => getComputedStyle(it).borderTopWidth") == "1px"
    )


def test_a_link_in_the_block_opens_our_page_instead_of_the_partners(frame, code):
    inside = frame(code)
    inside.get_by_role("link", name="More about this").click()

    expect(inside.page).to_have_url(f"{OURS}/en/help/work/")


def test_another_page_of_ours_stays_empty_in_a_frame(frame, code):
    inside = frame(code.replace("/block/work/", "/help/work/"))

    expect(inside.get_by_role("heading", level=1)).to_have_count(0)
