"""What everybody may see of the numbers, on the page and in the file."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.reporting.actions import Answers, answer_report, submit_report
from ketenwerk.reporting.handling import queries as handling
from ketenwerk.reporting.handling.actions import close_report
from ketenwerk.reporting.models import Report
from ketenwerk.signals.actions import raise_signal
from ketenwerk.statistics import queries

NOVEMBER = date(2026, 11, 23)


@pytest.fixture
def told(cast):
    """Sends a report on a day; the place and the form as given."""

    def send(day: datetime, place: str = "GM0344", form: str = "LAB") -> None:
        answers = Answers("bystander", "Invented.", place, form)
        submit_report(ANONYMOUS, answers, nonce=f"{day}{place}{form}", at=day)

    return send


@pytest.fixture
def many(monkeypatch):
    """Enough to show, of every subject: three regions and three forms with a count that must stay hidden."""
    regions = {"care-utrecht": 41, "care-groningen": 27, "care-zwolle": 4, "nl": 23}
    forms = {"LAB": 38, "SEX": 20, "SEX-D": 12, "CRI": 3, "UNK": 22}
    assert sum(regions.values()) == sum(forms.values())
    counts = (lambda *_: regions, lambda *_: forms)
    monkeypatch.setattr(queries, "SUBJECTS", dict.fromkeys(queries.SUBJECTS, counts))


@pytest.mark.parametrize(
    ("today", "first", "before"),
    [
        (date(2026, 11, 23), date(2025, 11, 1), date(2026, 11, 1)),
        (date(2026, 11, 1), date(2025, 11, 1), date(2026, 11, 1)),
        (date(2028, 2, 29), date(2027, 2, 1), date(2028, 2, 1)),
        (date(2027, 1, 31), date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_an_edition_counts_the_twelve_whole_months_before_this_one(today, first, before):
    assert queries.edition(today=today) == (first, before)


def test_reports_are_counted_by_the_day_they_came_in(told):
    for day in [
        datetime(2025, 10, 31, 12, tzinfo=UTC),
        datetime(2025, 11, 1, 12, tzinfo=UTC),
        datetime(2026, 10, 31, 12, tzinfo=UTC),
        datetime(2026, 11, 1, 12, tzinfo=UTC),
    ]:
        told(day)
    told(datetime(2026, 5, 1, tzinfo=UTC), place="", form="UNK")

    by_region, by_form = queries.SUBJECTS["reports"]
    edition = queries.edition(today=NOVEMBER)
    assert by_region(*edition) == {"care-utrecht": 2, "nl": 1}
    assert by_form(*edition) == {"LAB": 2, "UNK": 1}


def test_signals_are_counted_by_the_moment_they_were_raised_in_the_time_of_the_country(
    report, intake
):
    raise_signal(intake, report, at=datetime(2026, 10, 31, 23, 30, tzinfo=UTC))  # 1 November here

    by_region, by_form = queries.SUBJECTS["signals"]
    assert by_region(date(2026, 10, 1), date(2026, 11, 1)) == {}
    assert by_region(date(2026, 11, 1), date(2026, 12, 1)) == {"care-utrecht": 1}
    assert by_form(date(2026, 11, 1), date(2026, 12, 1)) == {"UNK": 1}


def test_a_table_divides_the_same_total_by_region_and_by_form(many):
    for found in queries.figures(today=NOVEMBER):
        regions = {cell.code: cell.count for cell in found.by_region.cells}
        forms = {cell.code: cell.count for cell in found.by_form.cells}
        assert len(regions) == 36
        assert (regions["care-utrecht"], regions["care-groningen"]) == (40, 25)
        assert regions["care-zwolle"] is regions[queries.ELSEWHERE] is None
        assert (forms["LAB"], forms["SEX"], forms["CRI"], forms["UNK"]) == (40, 30, None, None)
        assert found.by_region.total == found.by_form.total == 95


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_number_under_ten_stands_on_the_page(client, db, many, language):
    with override(language):
        answer = client.get(reverse("statistics:figures"))

    numbers = re.findall(r'table__cell--number"[^>]*>\s*(\d+)', answer.text)
    assert answer.status_code == 200
    assert len(numbers) == 3 * (2 + 2 + 2)
    assert all(int(number) >= 10 and int(number) % 5 == 0 for number in numbers)


def test_the_file_has_the_numbers_of_the_page(client, db, many):
    with override("en"):
        answer = client.get(reverse("statistics:csv"))

    lines = list(csv.DictReader(io.StringIO(answer.text)))
    utrecht = [line for line in lines if line["code"] == "care-utrecht"]
    hidden = [line for line in lines if line["code"] in {"care-zwolle", "elsewhere", "CRI", "UNK"}]
    assert answer["Content-Type"].startswith("text/csv")
    assert [line["count"] for line in utrecht] == ["40", "40", "40"]
    assert {line["count"] for line in hidden} == {""}
    totals = [line for line in lines if line["code"] == "total" and line["subject"] != "helped"]
    assert {line["count"] for line in totals} == {"95"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_with_a_few_reports_nothing_is_shown_but_the_explanation(client, receipt, language):
    with override(language):
        page = client.get(reverse("statistics:figures"))
        file = client.get(reverse("statistics:csv"))

    assert page.status_code == 200
    assert "<table" not in page.text
    assert {line["count"] for line in csv.DictReader(io.StringIO(file.text))} == {""}


# ---- what reporters said, and how long they waited ----


@pytest.fixture
def said(monkeypatch):
    """Sets how often each answer was given, how many said nothing, and how long each waited."""

    def answers(silent: int = 0, waited: list[int | None] | None = None, **counts: int) -> None:
        handling = queries.handling
        monkeypatch.setattr(handling, "helped_by_answer", lambda *_: counts)
        monkeypatch.setattr(handling, "closed_without_a_word", lambda *_: silent)
        monkeypatch.setattr(handling, "days_to_first_answer", lambda *_: list(waited or []))

    return answers


@pytest.mark.parametrize(
    ("counts", "silent", "shown"),
    [
        ({"yes": 31, "partly": 22, "no": 14}, 120, [30, 20, 15, 120]),
        ({"yes": 31, "partly": 22, "no": 14, "not-said": 5}, 120, [30, 20, 15, 125]),
        ({"yes": 31, "partly": 22, "no": 3}, 120, [30, 20, None, None]),
        ({"yes": 31}, 120, [30, None, None, None]),
        ({"yes": 3, "partly": 2, "no": 1}, 120, [None, None, None, None]),
        ({"yes": 9, "partly": 9, "no": 9}, 9, [None, None, None, None]),
        ({}, 0, [None, None, None, None]),
    ],
)
def test_small_answers_are_hidden_and_so_is_what_would_give_them_away(said, counts, silent, shown):
    said(silent, **counts)

    table = queries.helped(today=NOVEMBER)

    assert [cell.code for cell in table.cells] == ["yes", "partly", "no", "not-said"]
    assert [cell.count for cell in table.cells] == shown


@pytest.mark.parametrize(
    ("waited", "days"),
    [
        ([3] * 9, "hidden"),
        ([3] * 10, 3),
        ([1] * 5 + [7] * 5, 7),
        ([1] * 6 + [7] * 5, 1),
        ([0] * 10 + [None] * 9, 0),
        ([0] * 10 + [None] * 10, None),
        ([None] * 40, None),
    ],
)
def test_the_wait_is_that_of_the_one_in_the_middle_and_no_answer_is_the_longest(
    many, said, waited, days
):
    said(waited=waited)

    found = queries.waited(queries.figures(today=NOVEMBER)[0], today=NOVEMBER)

    assert (found.days if found else "hidden") == days


def test_where_the_number_of_reports_is_hidden_the_wait_is_too(db, said):
    said(waited=[3] * 500)

    assert queries.waited(queries.figures(today=NOVEMBER)[0], today=NOVEMBER) is None


def test_a_wait_is_counted_from_the_report_to_the_first_message_back(told, intake, inside):
    day = datetime(2026, 10, 5, 12, tzinfo=UTC)
    told(day)
    told(datetime(2026, 10, 20, 12, tzinfo=UTC))
    report = Report.objects.get(received_on=day.date())
    for later in (4, 9):
        answer_report(intake, report, "Invented", at=day + timedelta(days=later))

    edition = queries.edition(today=NOVEMBER)
    assert sorted(handling.days_to_first_answer(*edition), key=str) == [4, None]
    assert handling.days_to_first_answer(edition[0], date(2026, 10, 9)) == [None]


def test_a_closing_of_which_nothing_was_said_is_counted_once(told, intake):
    day = datetime(2026, 10, 5, 12, tzinfo=UTC)
    told(day)
    report = Report.objects.get()
    close_report(intake, report, reason="no-leads", message="Invented", at=day)

    edition = queries.edition(today=NOVEMBER)
    assert handling.closed_without_a_word(*edition) == 1
    assert handling.helped_by_answer(*edition) == {}
    assert handling.closed_without_a_word(edition[1], date(2026, 12, 1)) == 0


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_and_the_file_say_the_same_of_what_reporters_said(
    client, db, many, said, language
):
    said(120, yes=31, partly=22, no=3, waited=[4] * 30)
    with override(language):
        page = client.get(reverse("statistics:figures")).text
        file = client.get(reverse("statistics:csv")).text

    lines = [line for line in csv.DictReader(io.StringIO(file)) if line["subject"] == "helped"]
    assert [line["count"] for line in lines] == ["30", "20", "", "", "175"]
    [wait] = [line for line in csv.DictReader(io.StringIO(file)) if line["code"] == "median"]
    assert wait["count"] == "4"
    assert re.search(r"(number of days|aantal dagen antwoord): 4\.", page)
    assert page.count("<table") == 7
