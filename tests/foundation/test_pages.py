"""A page that is the same for everybody is made once a minute, and never holds what was one visitor's."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory

from ketenwerk.foundation.pages import same_for_everybody

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ADDRESS = "/en/safety/"


class Page:
    """Says how often it was made; `also` happens while it is being made."""

    def __init__(self):
        self.made = 0
        self.also = lambda *_: None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.made += 1
        answer = HttpResponse(f"{request.path} number {self.made}", headers={"X-Kept": "too"})
        self.also(request, answer)
        return answer


@pytest.fixture
def page():
    return Page()


@pytest.fixture
def ask(page, monkeypatch):
    view = same_for_everybody(page)

    def once(*, address=ADDRESS, at=NOON, method="get", cookie=""):
        monkeypatch.setattr("django.utils.timezone.now", lambda: at)
        headers = {"cookie": cookie} if cookie else {}
        return view(getattr(RequestFactory(), method)(address, headers=headers))

    return once


def test_the_second_visitor_gets_what_the_first_one_got(ask, page):
    first, second = ask(), ask()

    assert page.made == 1
    assert second.content == first.content
    assert second["X-Kept"] == "too"


def test_another_address_is_another_page(ask, page):
    assert ask().content != ask(address="/nl/safety/").content


def test_after_the_minute_it_is_made_anew(ask, page):
    ask(at=NOON)
    ask(at=NOON + timedelta(seconds=59))
    assert page.made == 1

    ask(at=NOON + timedelta(seconds=60))
    assert page.made == 2


@pytest.mark.parametrize(
    "visit",
    [{"cookie": "session=x"}, {"address": f"{ADDRESS}?page=2"}, {"method": "post"}],
    ids=["with a cookie", "with a question", "that sends something"],
)
def test_a_visit_of_ones_own_gets_and_leaves_nothing(ask, page, visit):
    ask()
    ask(**visit)
    ask(**visit)
    assert page.made == 3

    assert ask().content.endswith(b"number 1")


def broken(request, answer):
    answer.status_code = 500


def with_a_cookie(request, answer):
    answer.set_cookie("mailbox", "x")


def with_a_form(request, answer):
    get_token(request)


@pytest.mark.parametrize("also", [broken, with_a_cookie, with_a_form])
def test_what_is_not_for_everybody_is_not_kept(ask, page, also):
    page.also = also
    ask()
    ask()

    assert page.made == 2
