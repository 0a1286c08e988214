"""Reports that are nearly the same find each other without being opened, and others do not."""

import random

import pytest
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.commands.stories import Stories
from ketenwerk.keys import root
from ketenwerk.reporting.handling import queries
from ketenwerk.reporting.handling.models import Sketch
from ketenwerk.reporting.models import Report
from ketenwerk.reporting.sketch import ENOUGH, LONGEST, MARKS, marks_of
from tests.conftest import NOON, STORY

TOLD = (
    "Behind the station stands a house where every Monday before dawn a white van with {men} men stops. "
    "They go inside and come out after dark, {name} keeps their bags and their phones, and on {day} "
    "somebody shouts at them in the yard so loudly that the whole street can hear it."
)
MEN = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
NAMES = [f"the driver {letter}" for letter in "abcdefghij"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


def nearly_the_same(number: int) -> str:
    """A thousand tellings of one thing, each with another number, name and day."""
    men, name, day = MEN[number % 10], NAMES[number // 10 % 10], DAYS[number // 100 % 5]
    return TOLD.format(men=men, name=name, day=day) + (" Please look." if number > 499 else "")


def shared(one: str, other: str) -> int:
    return len(set(marks_of(one)) & set(marks_of(other)))


@pytest.fixture
def kept(cast, inside):
    """Reports of the intake in Utrecht with only what a list needs."""

    def keep(texts: list[str], organisation: str = "meldpunt-waterkant") -> list[Report]:
        reports = [_row(cast, organisation, number) for number in range(len(texts))]
        with inside():
            Report.objects.bulk_create(reports)
            Sketch.objects.bulk_create(
                Sketch(report=report, mark=mark, made_on=NOON.date())
                for report, text in zip(reports, texts, strict=True)
                for mark in marks_of(text)
            )
        return reports

    return keep


def _row(cast, organisation, number):
    return Report(
        region="care-utrecht",
        receiver=cast.organisations[organisation],
        reporter="bystander",
        form="LAB",
        urgency="unknown",
        received_on=NOON.date(),
        look_by=NOON.date(),
        answer_by=NOON.date(),
        story="",
        locator=f"{organisation}-{number}-{Report.objects.count()}",
        mailbox_public=b"",
        mailbox_private=b"",
    )


def test_a_thousand_tellings_of_one_thing_are_one_group_and_other_stories_none_of_it(kept, intake):
    stories = Stories(random.Random(3))
    others = {stories.story(stories.form(on=NOON.date()), "bystander") for _ in range(200)}
    same = kept([nearly_the_same(number) for number in range(1000)])
    different = kept(sorted(others))

    found = set(queries.look_alikes(intake, same[0]).values_list("pk", flat=True))

    assert found == {report.pk for report in same[1:]}
    assert not found & {report.pk for report in different}


def test_stories_of_different_people_do_not_find_each_other(kept, intake):
    """The invented stories share whole sentences; two are alike only when nearly all of it is."""
    texts = [
        "My neighbour works day and night in a nail studio and never has money of her own.",
        "Six men sleep in one room above the restaurant where they wash the dishes.",
        "A girl in my class has expensive things and an older friend who waits at the gate.",
        "At the farm the passports lie in the safe and nobody has been paid since May.",
        "A boy must bring packets for a man who knows where his mother lives.",
        "In the hotel the same man brings another woman to the same room every night.",
    ]
    reports = kept(texts)

    assert [queries.look_alikes(intake, each).count() for each in reports] == [0] * len(texts)


def test_what_was_sent_to_another_organisation_is_not_found_and_not_counted(
    kept, intake, national
):
    mine = kept([STORY, STORY])
    theirs = kept([STORY], organisation="landelijk-bureau")

    assert list(queries.look_alikes(intake, mine[0])) == [mine[1]]
    assert queries.look_alikes(national, theirs[0]).count() == 0


def test_a_report_that_was_told_finds_its_double_without_being_opened(report, intake, kept):
    [double] = kept([STORY.upper() + " !"])

    assert list(queries.look_alikes(intake, report)) == [double]
    assert set(queries.look_alikes(intake, double)) == {report}


def test_it_takes_as_many_queries_for_a_thousand_as_for_two(
    kept, intake, django_assert_max_num_queries
):
    [first, *_] = kept([nearly_the_same(number) for number in range(300)])

    with django_assert_max_num_queries(2 * queries.ROUNDS + 1):
        assert queries.look_alikes(intake, first).count() == 299


@given(st.text(max_size=300))
def test_a_text_has_its_number_of_marks_or_none(text):
    marks = marks_of(text)

    assert len(marks) in {0, MARKS}
    assert (
        marks == marks_of(f"  {text.upper().lower()} ") or text.upper().lower() != text.casefold()
    )
    assert all(len(mark) == LONGEST for mark in marks)


def test_changing_a_word_in_a_long_text_changes_few_marks_and_another_text_shares_none():
    assert shared(nearly_the_same(0), nearly_the_same(1)) >= ENOUGH
    assert shared(nearly_the_same(0), STORY) == 0


def test_without_the_key_a_mark_says_nothing(monkeypatch):
    mine = marks_of(STORY)

    monkeypatch.setattr(root, "root_key", lambda: b"k" * 32)

    assert not set(mine) & set(marks_of(STORY))


def test_no_word_of_the_text_lies_in_the_table(report):
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT mark FROM reporting_sketch")
        kept = " ".join(mark for (mark,) in cursor.fetchall())

    assert len(kept) > MARKS * LONGEST
    assert all(letter in "0123456789abcdef " for letter in kept)
