"""The shell's own pages: the first page, leaving, trying out, my work and the region."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from ketenwerk.casework.actions import TrackPlan, add_task, open_case
from ketenwerk.organisations.actor import ANONYMOUS, Actor, Role
from ketenwerk.organisations.models import Membership
from ketenwerk.reporting.actions import Answers, submit_report
from ketenwerk.reporting.models import Report
from ketenwerk.signals.actions import raise_signal
from ketenwerk.web.navigation import items
from tests.conftest import NOON

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
COUNT = re.compile(r'<h2 id="(\w+)">[^<]*<span class="count">(\d+)</span>')


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Stands still at noon; `clock.now` moves it."""

    class Clock:
        now = NOON

    monkeypatch.setattr("django.utils.timezone.now", lambda: Clock.now)
    return Clock


@pytest.fixture
def sign_in(cast):
    def become(person: str) -> Client:
        client = Client()
        client.force_login(cast.people[person], backend=BACKEND)
        return client

    return become


@pytest.fixture
def told(cast):
    """Sends this many reports from Utrecht."""

    def send(number: int) -> list[Report]:
        for each in range(number):
            answers = Answers("bystander", f"Invented {each}", "GM0344", "LAB")
            submit_report(ANONYMOUS, answers, nonce=f"told {each}", at=NOON)
        return list(Report.objects.order_by("id"))

    return send


@pytest.fixture
def case(told, cast, intake, director):
    """With a care track and a criminal track whose steps are two days away, and a task for the police."""
    signal = raise_signal(intake, told(1)[0], at=NOON)
    day = NOON.date() + timedelta(days=2)
    plans = [
        TrackPlan("care", cast.organisations["zorgkompas"].id, "first-contact", day),
        TrackPlan("criminal", cast.organisations["politie-middenland"].id, "investigation", day),
    ]
    opened = open_case(director, signal, plans=plans, reason="Invented", at=NOON)
    police = cast.organisations["politie-middenland"].id
    add_task(director, opened, organisation=police, instruction="Invented", due_on=day, at=NOON)
    return opened


def counts(page: str) -> dict[str, int]:
    return {code: int(count) for code, count in COUNT.findall(page)}


# ---- for everybody ----


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", ["", "safety/", "help/"])
def test_public_pages_need_nothing_and_leave_nothing(client, db, language, path):
    answer = client.get(f"/{language}/{path}")

    assert answer.status_code == 200
    assert not answer.cookies
    assert f'lang="{language}"' in answer.text


def test_leaving_closes_everything_and_goes_elsewhere(sign_in, settings):
    client = sign_in("ina-inkijk")
    client.cookies["mailbox"] = "anything"

    answer = client.get("/nl/leave/")

    assert (answer.status_code, answer["Location"]) == (303, settings.LEAVE_TO)
    assert answer["Clear-Site-Data"] == '"*"'
    assert "no-store" in answer["Cache-Control"]
    assert {name: each.value for name, each in answer.cookies.items()} == {
        "draft": "",
        "practice": "",
        "mailbox": "",
        "session": "",
        "csrf": "",
    }
    assert client.get("/nl/work/").status_code == 302


def test_leaving_works_with_any_cookies(client, db):
    answer = client.get("/en/leave/", HTTP_COOKIE='a b="; mailbox=x; \x00=1; [x]=y')

    assert answer.status_code == 303


# ---- trying out ----


def test_trying_out_does_not_exist_unless_the_demo_is_on(client, cast, settings):
    settings.DEMO_SIGN_IN = False
    person = str(cast.people["ina-inkijk"].pk)

    assert client.get("/en/try/").status_code == 404
    assert client.post("/en/try/", {"person": person}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("language", ["nl", "en"])
def test_in_the_demo_one_becomes_anybody_with_a_role(client, cast, settings, language):
    settings.DEMO_SIGN_IN = True
    page = client.get(f"/{language}/try/")
    person = cast.people["kees-ketting"]

    answer = client.post(f"/{language}/try/", {"person": str(person.pk)})

    assert "Kees Ketting" in page.text
    assert "no-store" in page["Cache-Control"]
    assert (answer.status_code, answer["Location"]) == (302, f"/{language}/work/")
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("person", ["", "nobody", "\x00", "1" * 400])
def test_somebody_who_does_not_exist_cannot_be_tried(client, cast, settings, person):
    settings.DEMO_SIGN_IN = True

    assert client.post("/en/try/", {"person": person}).status_code == 404


# ---- my work ----


@pytest.mark.parametrize("path", ["work/", "region/care-utrecht/"])
def test_pages_for_work_ask_who_one_is(client, cast, path):
    answer = client.get(f"/en/{path}")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/account/login/")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "person",
    [
        "ina-inkijk",
        "kees-ketting",
        "zora-zorgzaam",
        "pim-politie",
        "linda-linde",
        "wessel-wad",
        "lara-landelijk",
        "priya-privacy",
        "albert-aandacht",
    ],
)
def test_everybody_with_a_role_has_a_start_page(sign_in, case, person, language):
    answer = sign_in(person).get(f"/{language}/work/")

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_the_intake_sees_what_is_new_and_what_it_owes_a_decision(sign_in, told, intake):
    first, *_others = told(9)
    raise_signal(intake, first, at=NOON)

    page = sign_in("ina-inkijk").get("/en/work/").text

    assert counts(page) == {"reports": 8, "offered": 0, "mine": 0, "signals": 1}
    assert "Show all 8" in page
    assert page.count("Read it and take it") == 6


def test_what_is_late_is_counted_and_says_so(sign_in, told, clock):
    told(2)
    clock.now = NOON + timedelta(days=4)

    page = sign_in("ina-inkijk").get("/en/work/").text

    assert "2 late" in page
    assert "3 days late" in page


def test_each_organisation_sees_its_own_tracks_and_tasks(sign_in, case):
    police = counts(sign_in("pim-politie").get("/en/work/").text)
    care = counts(sign_in("zora-zorgzaam").get("/en/work/").text)
    others = counts(sign_in("tjalling-terp").get("/en/work/").text)

    assert police == {"tracks": 1, "tasks": 1}
    assert care == {"searches": 0, "tracks": 1, "tasks": 0}
    assert others == {"tracks": 0, "tasks": 0}


def test_what_is_late_for_long_climbs_to_the_national_desk(sign_in, case, clock):
    lara = sign_in("lara-landelijk")
    assert counts(lara.get("/en/work/").text)["climbed"] == 0

    clock.now = NOON + timedelta(days=21)
    lara = sign_in("lara-landelijk")

    assert counts(lara.get("/en/work/").text)["climbed"] == 2
    assert "climbed" not in counts(sign_in("zora-zorgzaam").get("/en/work/").text)


@pytest.mark.parametrize("person", ["priya-privacy", "aisha-achteraf"])
def test_who_only_looks_back_sees_no_work_of_the_organisation(sign_in, case, person):
    page = sign_in(person).get("/en/work/").text

    assert counts(page) == {}
    assert "no work that comes in here" in page


def test_one_goes_on_for_another_of_ones_organisations_but_not_for_any(sign_in, cast, inside):
    other, strange = (cast.organisations[code] for code in ("zorgkompas", "politie-middenland"))
    with inside():
        Membership.objects.create(
            user=cast.people["ina-inkijk"],
            organisation=other,
            role=Role.CASE_WORKER,
            starts_on=NOON.date(),
        )
    ina = sign_in("ina-inkijk")

    assert "Zorgkompas" in ina.get("/en/work/").text
    assert ina.post("/en/organisation/", {"organisation": str(strange.pk)}).status_code == 404
    assert ina.post("/en/organisation/", {"organisation": "\x00"}).status_code == 404
    assert ina.post("/en/organisation/", {"organisation": str(other.pk)}).status_code == 302
    assert counts(ina.get("/en/work/").text) == {"tracks": 0, "tasks": 0}
    assert ina.get("/en/organisation/").status_code == 405


# ---- navigation ----


@pytest.mark.parametrize(
    ("person", "urls"),
    [
        ("ina-inkijk", ["work", "intake", "signals"]),
        (
            "kees-ketting",
            ["work", "signals", "cases", "places", "help-points", "region/care-utrecht"],
        ),
        ("pim-politie", ["work", "cases"]),
        ("linda-linde", ["work", "cases", "places", "help-points"]),
        ("priya-privacy", ["work"]),
    ],
)
def test_the_navigation_shows_what_the_role_can_use(cast, person, urls):
    with override("nl"):
        found = items(cast.actor(person, on=NOON.date()), here="/nl/work/")

    assert [str(item["url"]) for item in found] == [f"/nl/{url}/" for url in urls]
    assert [item["current"] for item in found] == [url == "work" for url in urls]


def test_the_navigation_counts_what_waits(sign_in, told):
    told(3)

    page = sign_in("ina-inkijk").get("/en/work/").text

    assert re.search(r'href="/en/intake/"[^>]*>Intake <span class="count">3</span>', page)
    assert "Meldpunt De Waterkant (verzonnen)" in page


def test_who_holds_no_role_has_no_navigation(db):
    assert items(Actor(user_id="somebody", organisation=""), here="/") == []


def test_a_public_page_counts_nothing(client, db):
    with CaptureQueriesContext(connection) as asked:
        client.get("/en/safety/")

    assert asked.captured_queries == []


# ---- the region ----


@pytest.mark.parametrize(
    ("person", "code", "status"),
    [
        ("kees-ketting", "care-utrecht", 200),
        ("kees-ketting", "care-groningen", 403),
        ("kees-ketting", "no-such-region", 403),
        ("wessel-wad", "care-utrecht", 403),
        ("ina-inkijk", "care-utrecht", 403),
        ("zora-zorgzaam", "care-utrecht", 403),
        ("lara-landelijk", "care-utrecht", 403),
        ("priya-privacy", "care-utrecht", 403),
    ],
)
def test_the_region_is_for_its_chain_director(sign_in, case, person, code, status):
    answer = sign_in(person).get(f"/en/region/{code}/")

    assert answer.status_code == status
    assert "no-store" in answer["Cache-Control"]
    assert case.label not in answer.text  # it is not late


def test_who_directs_everywhere_still_needs_a_region_that_exists(sign_in, cast, inside):
    with inside():
        Membership.objects.filter(user=cast.people["lara-landelijk"]).update(
            role=Role.CHAIN_DIRECTOR, region="nl"
        )
    lara = sign_in("lara-landelijk")

    assert lara.get("/en/region/care-utrecht/").status_code == 200
    assert lara.get("/en/region/no-such-region/").status_code == 404


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_region_says_what_to_do(sign_in, language):
    answer = sign_in("kees-ketting").get(f"/{language}/region/care-utrecht/")

    assert answer.status_code == 200
    assert f'href="/{language}/signals/"' in answer.text


def test_the_director_sees_what_waits_what_is_open_and_what_is_late_and_with_whom(
    sign_in, case, told, intake, clock
):
    newest = told(2)
    signals = [raise_signal(intake, each, at=NOON) for each in newest if each.state == "new"]
    clock.now = NOON + timedelta(days=8)

    page = sign_in("kees-ketting").get("/en/region/care-utrecht/").text

    assert signals
    assert all(signal.label in page for signal in signals)
    assert f"{case.label} · Care" in page
    assert "6 days late, with Zorgkompas (verzonnen)" in page
    assert "6 days late, with Politie Middenland (verzonnen)" in page
    assert "1 day late, with Meldpunt De Waterkant (verzonnen)" in page


def test_the_page_of_a_region_asks_as_many_questions_with_much_as_with_little(
    sign_in, told, intake
):
    def questions() -> int:
        kees = sign_in("kees-ketting")
        with CaptureQueriesContext(connection) as asked:
            assert kees.get("/en/region/care-utrecht/").status_code == 200
        return len(asked)

    reports = told(8)
    raise_signal(intake, reports[0], at=NOON)
    with_little = questions()
    for report in reports[1:]:
        raise_signal(intake, report, at=NOON)

    assert questions() == with_little
