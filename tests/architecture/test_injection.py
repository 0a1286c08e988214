"""No parameter of any address reaches the language of the database (security.md T15)."""

import html
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import quote, quote_plus

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from tests.architecture.conftest import Route, staying_routes

TRUE, FALSE = "1' OR '1'='1", "1' OR '1'<'1"  # the same words, for who searches for words
BREAKING = [
    "'",
    '"',
    "\\",
    "'; DROP TABLE reporting_report; --",
    "1; SELECT pg_sleep(9)",
    "' AND randomblob(900000000) --",
    "%27%20/*",
]
SAYS_SQL = re.compile(
    r"syntax error|unterminated|unrecognized token|near &quot;|psycopg|sqlite|OperationalError|ProgrammingError",
    re.IGNORECASE,
)
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|P-\w{4}-\w{4}|[0-9a-f]{8}-[0-9a-f-]{27}'
)
LOOSE = {"q", "next"}  # that no page shows as a field
Ask = Callable[[str], HttpResponse]


class Names(HTMLParser):
    """What a page can send: the names of all its fields and buttons."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("name")
        if tag in {"input", "select", "textarea", "button"} and name:
            self.found.add(name)


def says(answer: HttpResponse, sent: str) -> tuple[int, str, str]:
    """What one sees of an answer, apart from what was sent and what is new every time."""
    text = "" if answer.get("Content-Type", "").startswith("application/") else answer.text
    for told in (sent, TRUE, FALSE):
        for written in (told, html.escape(told), quote(told), quote_plus(told)):
            text = text.replace(written, "")
    return answer.status_code, answer.get("Location", ""), CHANGING.sub("", text).strip()


def believes(ask: Ask) -> bool:
    """Whether it makes a difference, and the same one twice, that what was sent is true."""

    def both() -> tuple[object, object]:
        return says(ask(TRUE), TRUE), says(ask(FALSE), FALSE)

    first = both()
    return first[0] != first[1] and first == both()


def breaks(ask: Ask) -> list[str]:
    """What was answered with an error, or with words of the database."""
    found = []
    for sent in BREAKING:
        answer = ask(sent)
        text = says(answer, sent)[2]
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or SAYS_SQL.search(text):
            found.append(sent)
    return found


def asking(browser: Client, address: str, names: set[str]) -> Iterator[tuple[str, Ask]]:
    """Each parameter by itself, in the address and in what is sent."""
    for name in sorted(names):
        yield f"GET {name}", lambda sent, name=name: browser.get(address, {name: sent})
        yield f"POST {name}", lambda sent, name=name: browser.post(address, {name: sent})


def everywhere(ask: Callable[..., HttpResponse], address: str, names: set[str]) -> Ask:
    """The same in all parameters at once."""
    return lambda sent: ask(address, dict.fromkeys(names, sent))


def faults(browser: Client, route: Route, world) -> list[tuple[str, str]]:
    found = []
    for address in list(route.addresses(world))[:1]:
        page = browser.get(address)
        names = (
            Names(page.text).found if page.get("Content-Type", "").startswith("text/") else set()
        )
        names |= LOOSE if route.policy == "public" else set()
        names -= {"csrfmiddlewaretoken"}
        found += [
            (address, what) for what, ask in asking(browser, address, names) if believes(ask)
        ]
        for ask in (browser.get, browser.post):
            found += [(address, sent) for sent in breaks(everywhere(ask, address, names))]
    return found


@pytest.mark.parametrize("person", ["", "ina-inkijk", "kees-ketting"])
def test_no_parameter_speaks_to_the_database(person, world, as_person):
    """Each of somebody who signed in, on the pages of their work; those of a visitor on all others."""
    browser = as_person(person) if person else Client()
    routes = [each for each in staying_routes() if (each.policy == "public") is not bool(person)]

    assert len(routes) > 20
    assert [fault for route in routes for fault in faults(browser, route, world)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["draft", "practice", "mailbox", "session", "csrf"])
def test_no_cookie_speaks_to_the_database(name):
    def ask(sent: str) -> HttpResponse:
        browser = Client()
        browser.cookies[name] = sent
        return browser.get("/en/contact/" if name != "mailbox" else "/en/answer/open/")

    assert not believes(ask)
    assert breaks(ask) == []


def careless(sent: str) -> HttpResponse:
    """What must be caught: words of a visitor in a question to the database."""
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"SELECT count(*) FROM auth_group WHERE name = '{sent}' OR 1 = 2")
        except Exception as problem:  # noqa: BLE001 - whatever it says, it says
            return HttpResponse(str(problem), status=500)
        return HttpResponse(f"found {cursor.fetchone()}")


@pytest.mark.django_db
def test_a_page_that_hands_words_to_the_database_is_caught():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO auth_group (name) VALUES ('somebody')")

    assert believes(careless)
    assert breaks(careless)
