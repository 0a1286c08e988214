"""Of who told something nothing is kept: in no table of either database, in no line of the log."""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client

from ketenwerk.reporting import telling, views
from ketenwerk.reporting.models import Report
from ketenwerk.reporting.throttle import FREE
from tests.conftest import STORY
from tests.reporting.conftest import ANSWER, CONTACT, answer, code_on

ADDRESS = "203.0.113.77"
BROWSER = "Unmistakable/7.7 (a browser nobody else has)"
OTHER = {"HTTP_ACCEPT_LANGUAGE": "tlh", "HTTP_REFERER": "http://elsewhere.example/secret"}
PLANTED = (ADDRESS, "Unmistakable", "tlh", "elsewhere.example")


@pytest.fixture
def visitor(cast) -> Client:
    return Client(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=BROWSER, **OTHER)


def everything_kept() -> Iterator[str]:
    for connection in connections.all():
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                yield from (_text(value) for row in cursor.fetchall() for value in row)


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return str(value)


def walk_everywhere(visitor: Client, form) -> str:
    code = code_on(visitor.post(CONTACT, form()).text)
    answer(visitor, "reporter", "administrator")
    for _ in range(FREE + 1):
        visitor.post(ANSWER, {"code": "0" * 24})
    visitor.get("/en/nothing-here/")
    views.throttle = type(views.throttle)()
    visitor.post(ANSWER, {"code": code})
    visitor.get(f"{ANSWER}open/")
    visitor.post(f"{ANSWER}write/", {"body": "more"})
    visitor.post(f"{ANSWER}wipe/", {"sure": "1"})
    visitor.get("/en/leave/")
    return code


def test_neither_address_nor_browser_nor_code_is_in_any_table_or_log(visitor, form, capfd):
    code = walk_everywhere(visitor, form)

    kept, logged = list(everything_kept()), capfd.readouterr()
    assert Report.objects.count() == 1
    assert len(kept) > 500, "the tables were not read"
    for planted in (*PLANTED, code):
        assert not any(planted in value for value in kept), planted
        assert planted not in logged.out + logged.err


def test_the_search_would_find_what_is_kept(visitor, form):
    """Proof that the test above can fail: what is meant to be kept is found."""
    visitor.post(CONTACT, form())

    assert any(Report.objects.get().locator in value for value in everything_kept())


def test_a_page_that_breaks_keeps_nothing_either(visitor, form, capfd, monkeypatch):
    filled_in = form()
    monkeypatch.setattr(telling.actions, "submit_draft", _breaks)
    visitor.raise_request_exception = False

    answer = visitor.post(CONTACT, filled_in)

    logged = capfd.readouterr()
    assert answer.status_code == 500
    for planted in (*PLANTED, STORY):
        assert not any(planted in value for value in everything_kept())
        assert planted not in logged.out + logged.err + answer.text


def _breaks(*_args: object, **_named: object) -> None:
    raise RuntimeError("planted")


def test_no_session_is_made_for_a_visitor(visitor, form):
    walk_everywhere(visitor, form)

    assert not visitor.cookies["session"].value  # what leaving deletes, in case there was one
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)
