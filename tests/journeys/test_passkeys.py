"""A passkey from adding it to signing in with it, as in production, with a virtual authenticator."""

import json
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, expect

from ketenwerk.commands.cast import rows
from tests.journeys.inspection import invalid
from tests.journeys.reader import Reader
from tests.journeys.visits import Visits
from tests.journeys.walk import SCHEMES, Walk, unseen

PASSWORD = "een lange zin om mee binnen te komen"
IN_PRODUCTION = {
    "KETENWERK_MODE": "production",
    "KETENWERK_BEHIND_HTTPS": "false",  # to this machine alone; browsers trust it
    "KETENWERK_HOSTS": '["localhost"]',
    "KETENWERK_SECRET_KEY": "only-for-this-test-" * 4,
}
EMAILS = [row["email"] for row in rows("people")]
NEXT = cycle(EMAILS)


@pytest.fixture(scope="module")
def production(installation) -> Iterator[str]:
    """The same installation, with nothing of the demo."""
    with installation.server(**IN_PRODUCTION) as server:
        yield f"http://localhost:{server.port}"


@pytest.fixture
def visits(browser, production) -> Iterator[Visits]:
    visits = Visits(browser, production, production)
    yield visits
    assert not (faults := visits.end()), "\n".join(faults)


@pytest.fixture
def reader(visits) -> Reader:
    return visits.begin()


@pytest.fixture(scope="module")
def links(installation) -> dict[str, str]:
    """Everybody has the same password and nothing more; where each of them can set another."""
    said = installation.run("tests.journeys.inside", PASSWORD, *EMAILS)
    return dict(json.loads(said))


@pytest.fixture
def email(links) -> str:
    """Of somebody who has not added a passkey yet. Another one for each test."""
    address = next(NEXT)
    assert address in links
    return address


@pytest.fixture
def key(reader) -> CDPSession:
    return finger(reader)


def finger(reader: Reader) -> CDPSession:
    """A passkey device that always says yes, and asks for a finger first."""
    devtools = reader.page.context.new_cdp_session(reader.page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    devtools.authenticator = made["authenticatorId"]
    return devtools


def sign_in(reader: Reader, email: str) -> None:
    reader.open("account/login/")
    reader.write({"login": email, "password": PASSWORD})
    reader.press("Continue")


def confirm(reader: Reader) -> None:
    """What is secret about signing in is shown and changed after the password was asked again."""
    reader.open("account/factors/webauthn/add/")
    reader.write({"password": PASSWORD})
    reader.press("Confirm")


def add_passkey(reader: Reader) -> None:
    reader.open("account/factors/webauthn/add/")
    reader.press("Add the passkey")
    expect(heading(reader, "Recovery codes")).to_be_visible()


def sign_out(reader: Reader) -> None:
    reader.open("account/logout/")
    reader.press("Sign out")
    expect(heading(reader, "You are signed out")).to_be_visible()


def heading(reader: Reader, english: str):
    return reader.main.get_by_role("heading", name=reader.word(english), exact=True)


def test_a_password_alone_leads_to_setting_a_second_step(reader, email):
    sign_in(reader, email)
    reader.open("work/")

    expect(heading(reader, "How you sign in")).to_be_visible()


def test_a_passkey_is_added_and_opens_the_door_alone(reader, email, key):
    sign_in(reader, email)
    confirm(reader)
    add_passkey(reader)
    expect(reader.page.locator("#recovery_codes li")).to_have_count(10)
    sign_out(reader)

    reader.open("account/login/?next=/en/account/sessions/")
    reader.press("Sign in with a passkey")

    expect(heading(reader, "Where you are signed in")).to_be_visible()
    reader.open("work/")
    expect(heading(reader, "My work")).to_be_visible()


def test_a_passkey_is_the_second_step_after_the_password(reader, email, key):
    sign_in(reader, email)
    confirm(reader)
    add_passkey(reader)
    sign_out(reader)

    sign_in(reader, email)
    expect(heading(reader, "The second step")).to_be_visible()
    reader.press("Use your passkey")
    expect(reader.page).not_to_have_url(re.compile("/authenticate/"))
    reader.open("work/")

    expect(heading(reader, "My work")).to_be_visible()


def test_without_the_finger_the_passkey_opens_nothing_and_the_page_says_so(reader, email, key):
    sign_in(reader, email)
    confirm(reader)
    add_passkey(reader)
    sign_out(reader)
    nobody = {"authenticatorId": key.authenticator, "isUserVerified": False}
    key.send("WebAuthn.setUserVerified", nobody)

    reader.open("account/login/")
    reader.main.get_by_role("button", name="Sign in with a passkey").click()

    refusal = reader.page.get_by_role("alert").filter(has_text="That did not work")
    expect(refusal).to_be_visible()
    reader.open("account/sessions/")
    expect(heading(reader, "Sign in")).to_be_visible()


def test_after_signing_out_going_back_shows_nothing(reader, email, key):
    sign_in(reader, email)
    confirm(reader)
    add_passkey(reader)
    reader.open("account/sessions/")
    sign_out(reader)
    reader.page.go_back()
    reader.page.go_back()

    expect(heading(reader, "Where you are signed in")).to_have_count(0)


@pytest.mark.parametrize("language", SCHEMES)
def test_the_pages_of_signing_in_have_no_barriers(visits, links, email, language, tmp_path):
    how = {"language": language, "scheme": SCHEMES[language]}
    stranger = Walk(visits.begin(**how), f"a stranger ({language})", {"own"})
    member = Walk(visits.begin(**how), f"a member ({language})", {"own"})
    stranger.visit(links[email].replace("/nl/", f"/{language}/", 1))

    finger(member.reader)
    sign_in(member.reader, email)
    confirm(member.reader)
    member.go()
    add_passkey(member.reader)
    member.look("the new recovery codes", narrow=True)
    later = Walk(member.reader, f"a member with a passkey ({language})", {"own"}, member.seen).go()
    stranger.visit(f"/{language}/account/login/")
    sign_in(stranger.reader, email)
    stranger.visit(stranger.reader.path)

    walks = (stranger, member, later)
    assert_fine(walks, tmp_path)
    seen = set().union(*(walk.seen for walk in walks))
    assert unseen(seen, "own", stranger.reader) == []


def assert_fine(walks: tuple[Walk, ...], folder: Path) -> None:
    pages = {name: html for walk in walks for name, html in walk.pages.items()}
    faults = [fault for walk in walks for fault in walk.faults] + invalid(pages, folder)
    assert not faults, "\n".join(faults)
