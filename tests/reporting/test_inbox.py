"""The inbox: what is asked for in the address, page by page, and the same work however much there is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from ketenwerk.audit.models import AuditEntry
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting import desk as pages
from ketenwerk.reporting.handling import queries
from ketenwerk.reporting.handling.paging import COUNTED, count, page
from ketenwerk.reporting.handling.queries import Wanted
from ketenwerk.reporting.models import Report
from tests.casework.steps import desk_of
from tests.conftest import NOON, STORY

DAY = NOON.date()


@pytest.fixture
def rows(cast, inside):
    """Rows as a list needs them, by the thousand, without a text."""

    def make(how_many: int, **more) -> list[Report]:
        organisation = cast.organisations["meldpunt-waterkant"]
        made = Report.objects.count()
        rows = [
            Report(
                **{
                    "region": "care-utrecht",
                    "receiver": organisation,
                    "reporter": "bystander",
                    "form": "LAB",
                    "urgency": "unknown",
                    "received_on": DAY - timedelta(days=number % 40),
                    "look_by": DAY - timedelta(days=number % 40) + timedelta(days=1),
                    "answer_by": DAY,
                    "story": "",
                    "locator": f"row-{made + number}",
                    "mailbox_public": b"",
                    "mailbox_private": b"",
                    **more,
                }
            )
            for number in range(how_many)
        ]
        with inside():
            return Report.objects.bulk_create(rows)

    return make


@pytest.fixture
def ina(cast):
    return desk_of(cast, "ina-inkijk")


def wanted(actor, **more) -> int:
    return queries.reports(actor, Wanted(**more), today=DAY).count()


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, 6),
        ({"state": "new"}, 4),
        ({"state": "taken"}, 1),
        ({"state": "dealt-with"}, 1),
        ({"urgency": "now"}, 1),
        ({"form": "SEX"}, 1),
        ({"municipality": "GM0344"}, 1),
        ({"region": "care-utrecht"}, 6),
        ({"region": "care-groningen"}, 0),
        ({"mine": True}, 1),
        ({"wrote": True}, 1),
        ({"late": True}, 2),
        ({"late": True, "state": "taken"}, 1),
        ({"since": DAY}, 5),
        ({"until": DAY - timedelta(days=1)}, 1),
        ({"since": DAY - timedelta(days=9), "until": DAY}, 6),
    ],
)
def test_every_filter_finds_what_it_says(rows, intake, filters, found):
    old = DAY - timedelta(days=5)
    rows(1, urgency="now", received_on=old, look_by=old)
    rows(1, form="SEX", look_by=DAY)
    rows(1, municipality="GM0344", look_by=DAY)
    rows(1, unanswered=True, look_by=DAY)
    rows(1, state="taken", owner_user=intake.user_id, look_by=old)
    rows(1, state="dealt-with", closed_on=DAY, look_by=old)

    assert wanted(intake, **filters) == found


@pytest.mark.parametrize("by", ["look_by", "-received_on", "received_on"])
def test_page_by_page_every_report_is_seen_once_forwards_and_back(rows, intake, by):
    everything = rows(25)
    name = by.removeprefix("-")
    order = sorted(everything, key=lambda each: (getattr(each, name), each.pk))
    expected = [each.pk for each in (reversed(order) if by.startswith("-") else order)]
    found = queries.reports(intake, Wanted(), today=DAY)

    forwards, backwards, here = [], [], page(found, by, size=10)
    assert here.before == ""
    while True:
        forwards += [each.pk for each in here.rows]
        if not here.after:
            break
        here = page(found, by, after=here.after, size=10)
    while here.before:
        here = page(found, by, before=here.before, size=10)
        backwards = [each.pk for each in here.rows] + backwards

    assert forwards == expected
    assert backwards == expected[:20]


@pytest.mark.parametrize("mark", ["", "x", "2026-11-23", "2026-13-45_x", "_", "é_é", "9" * 5000])
def test_a_mark_that_nobody_gave_out_leads_to_the_first_page(rows, intake, mark):
    rows(3)
    found = queries.reports(intake, Wanted(), today=DAY)

    assert len(page(found, "look_by", after=mark, size=2).rows) == 2


def test_it_counts_no_further_than_it_must(rows, intake):
    found = queries.reports(intake, Wanted(), today=DAY)
    rows(COUNTED)
    assert (count(found).number, count(found).more) == (COUNTED, False)
    rows(1)
    assert (count(found).number, count(found).more) == (COUNTED, True)


def test_the_work_is_the_same_for_many_as_for_few(rows, ina):
    """The same questions, and none that goes over what was passed by or counts all there is."""
    ina.text("reporting:inbox")
    asked = []
    for how_many in (40, 1500):
        rows(how_many)
        with CaptureQueriesContext(connection) as caught:
            ina.text("reporting:inbox", state="all")
        asked.append([query["sql"] for query in caught])

    assert len(asked[0]) == len(asked[1])
    of_reports = [sql for sql in asked[1] if '"reporting_report"' in sql and "owner_user" in sql]
    assert of_reports
    assert not any("OFFSET" in sql for sql in asked[1])
    assert all("LIMIT" in sql for sql in of_reports)


@pytest.mark.parametrize(
    ("filters", "by", "index"),
    [
        ({"state": "new"}, "look_by", "reports_of_a_state"),
        ({"state": "taken"}, "look_by", "reports_of_a_state"),
        ({}, "-received_on", "reports_by_day"),
        ({}, "received_on", "reports_by_day"),
    ],
)
def test_every_page_is_found_by_an_index_without_sorting(rows, intake, filters, by, index):
    rows(200)
    found = queries.reports(intake, Wanted(**filters), today=DAY)
    name, sign = by.removeprefix("-"), "-" if by.startswith("-") else ""
    with connection.cursor() as cursor:
        if (
            connection.vendor == "postgresql"
        ):  # which would rather read, or sort, a short table than use an index
            cursor.execute(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off;"
                "SET LOCAL enable_sort = off"
            )

    plan = found.order_by(by, f"{sign}id")[:30].explain()

    assert index in plan, name
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan.split("\n")[0]


def test_what_was_chosen_can_be_taken_off_and_nothing_of_a_report_is_shown(ina, report, noon):
    page = ina.text("reporting:inbox", state="new", late="on", form="LAB", since="2026-11-01")

    for chip in ("Only what is late", "Form: ", "Received from: 01-11-2026"):
        assert chip in page
    assert "state=new&amp;form=LAB&amp;since=2026-11-01" in page  # the address without `late`
    assert STORY not in ina.text("reporting:inbox")


def test_without_a_question_it_shows_what_nobody_has_taken(ina, report, intake):
    assert "1 report<" in ina.text("reporting:inbox")
    reporting.take_report(intake, report, at=NOON)
    assert "0 reports<" in ina.text("reporting:inbox")
    assert "Ina Inkijk" in ina.text("reporting:inbox", state="taken", mine="on")


@pytest.mark.parametrize(
    "query",
    [
        {"state": "nothing"},
        {"since": "yesterday"},
        {"group": "x"},
        {"form": "\x00"},
        {"region": "care-groningen"},
        {"municipality": "GM9999"},
        {"sort": "; DROP TABLE", "after": "\x00", "before": "x"},
    ],
)
def test_what_does_not_fit_in_the_address_breaks_nothing(ina, report, query):
    assert "<h1>Intake</h1>" in ina.text("reporting:inbox", **query)


def test_another_organisation_sees_no_report_and_no_count(cast, report, second):
    for person in ("lara-landelijk", "wessel-wad"):
        page = desk_of(cast, person).text("reporting:inbox", state="all")
        assert str(report.id) not in page
        assert "0 reports<" in page
        assert 'class="count">0' in page
        assert 'class="count">2' not in page


def test_counts_are_those_of_the_lists(ina, report, second, intake):
    reporting.take_report(intake, report, at=NOON)
    views = pages._views(intake, QueryDict(), today=DAY)

    for view in views:
        query = dict(part.split("=") for part in str(view["url"])[1:].split("&"))
        number = view["count"].number
        assert f"{number} report{'' if number == 1 else 's'}<" in ina.text(
            "reporting:inbox", **query
        )


def test_a_visitor_is_sent_to_sign_in(client, report):
    assert client.get("/en/intake/").status_code == 302


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("ina-inkijk", 200),
        ("lara-landelijk", 200),
        ("kees-ketting", 403),
        ("zora-zorgzaam", 403),
        ("pim-politie", 403),
        ("linda-linde", 403),
        ("priya-privacy", 403),
    ],
)
def test_who_has_no_part_in_the_intake_is_refused_on_the_trail(cast, report, person, status):
    desk = desk_of(cast, person)
    before = AuditEntry.objects.count()

    answer = desk.get("reporting:inbox")

    assert answer.status_code == status
    lines = AuditEntry.objects.order_by("id")[before:]
    assert [(line.act, line.outcome, line.facts) for line in lines] == (
        [("page.reporting:inbox", "refused", {"why": "role.missing"})] if status == 403 else []
    )
    assert ('href="/en/intake/"' in desk.text("web:work")) is (status == 200)
