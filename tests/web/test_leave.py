"""Leaving a page in Chromium, with JavaScript and without. The test itself answers for the site."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

SITE = "http://ketenwerk.example"
READ, GONE, BEFORE = (f"{SITE}/en/{name}/" for name in ("safety", "leave", "before"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell"),
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def written(client) -> str:
    return client.get(READ.removeprefix(SITE)).text


@pytest.fixture
def reader(browser, written) -> Iterator[Callable[..., Page]]:
    """Opens the page for somebody who came from another one."""
    opened = []

    def answer(route: Route) -> None:
        url = route.request.url
        if url == READ:
            route.fulfill(body=written, content_type="text/html")
        elif "/static/" in url:
            route.fulfill(path=finders.find(url.split("/static/")[1]))
        else:
            route.fulfill(body="<title>elsewhere</title>", content_type="text/html")

    def read(*, scripts: bool = True) -> Page:
        context = browser.new_context(java_script_enabled=scripts)
        opened.append(context)
        page = context.new_page()
        page.route("**/*", answer)
        page.goto(BEFORE)
        page.goto(READ)
        return page

    yield read
    for context in opened:
        context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_button_leaves_the_page(reader, scripts):
    page = reader(scripts=scripts)
    page.locator("#leave").click()
    expect(page).to_have_url(GONE)


def test_going_back_does_not_show_the_page_again(reader):
    page = reader()
    page.locator("#leave").click()
    expect(page).to_have_url(GONE)
    page.go_back()
    expect(page).to_have_url(BEFORE)


def test_three_times_shift_leaves_the_page_and_says_how_far_it_is(reader):
    page = reader()
    voice = page.locator("[aria-live]")
    page.keyboard.press("Shift")
    expect(voice).to_have_text("Press Shift two more times to leave this page.")
    page.keyboard.press("Shift")
    expect(voice).to_have_text("Press Shift once more to leave this page.")
    page.keyboard.press("Shift")
    expect(page).to_have_url(GONE)


def test_typing_capitals_does_not_leave_the_page(reader):
    page = reader()
    for letter in "ABC":
        page.keyboard.press(f"Shift+{letter}")
    expect(page.locator("[aria-live]")).to_have_text("")
    expect(page).to_have_url(READ)


def test_another_key_in_between_starts_the_count_again(reader):
    page = reader()
    for key in ("Shift", "Shift", "a", "Shift"):
        page.keyboard.press(key)
    expect(page.locator("[aria-live]")).to_have_text(
        "Press Shift two more times to leave this page."
    )


def test_leaving_is_the_second_stop_of_the_tab_key(reader):
    page = reader()
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link--leave")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(GONE)
