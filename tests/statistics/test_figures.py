"""What everybody may see of the numbers, on the page and in the file."""

import csv
import io
import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.reporting.actions import Answers, submit_report
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
    assert {line["count"] for line in lines if line["code"] == "total"} == {"95"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_with_a_few_reports_nothing_is_shown_but_the_explanation(client, receipt, language):
    with override(language):
        page = client.get(reverse("statistics:figures"))
        file = client.get(reverse("statistics:csv"))

    assert page.status_code == 200
    assert "<table" not in page.text
    assert {line["count"] for line in csv.DictReader(io.StringIO(file.text))} == {""}
