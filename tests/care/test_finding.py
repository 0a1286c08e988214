"""Which help point is for whom, when it is open, where it lies, and which place somebody means."""

from dataclasses import replace

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.care.finding import Reach, Wanted, suits
from ketenwerk.care.help_cards import hours_in_words, is_always_open
from ketenwerk.care.places import places_like
from ketenwerk.care.pointmap import Drawing, Point, about, kilometres
from ketenwerk.country.data import country
from ketenwerk.country.entries import Opening
from ketenwerk.country.hours import Answering

WOMEN = Reach(frozenset({"nl", "ar"}), frozenset({"woman"}), frozenset({"18-22"}), wheelchair=True)
ANYBODY = Reach(frozenset({"nl"}), frozenset(), frozenset(), wheelchair=False)
ALWAYS = (Opening(days=(1, 2, 3, 4, 5, 6, 7), opens="00:00", closes="24:00"),)
UTRECHT, AMSTERDAM, GRONINGEN = (
    Point(each.longitude, each.latitude)
    for each in map(country().municipality, ("GM0344", "GM0363", "GM0014"))
)


@pytest.mark.parametrize(
    ("reach", "wanted", "answer"),
    [
        (WOMEN, Wanted(), True),
        (WOMEN, Wanted(language="ar", sex="woman", age_group="18-22", wheelchair=True), True),
        (WOMEN, Wanted(language="pl"), False),
        (WOMEN, Wanted(sex="man"), False),
        (WOMEN, Wanted(age_group="under-18"), False),
        (ANYBODY, Wanted(sex="man", age_group="under-18"), True),
        (ANYBODY, Wanted(wheelchair=True), False),
        (ANYBODY, Wanted(place="GM0014"), True),
    ],
)
def test_it_suits_whom_it_is_for(reach, wanted, answer):
    assert suits(reach, wanted, Answering.CLOSED) is answer


@pytest.mark.parametrize(
    ("now", "answer"),
    [(Answering.OPEN, True), (Answering.CLOSED, False), (Answering.UNKNOWN, False)],
)
def test_open_now_means_known_to_be_open(now, answer):
    assert suits(ANYBODY, Wanted(open_now=True), now) is answer


def test_day_and_night_is_every_day_of_the_week():
    assert is_always_open(ALWAYS)
    assert not is_always_open((replace(ALWAYS[0], days=(1, 2, 3, 4, 5, 6)),))
    assert not is_always_open((replace(ALWAYS[0], closes="23:00"),))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((1, 2, 3, 4, 5), "Monday to Friday: 09:00 to 0:00"),
        ((6, 7), "Saturday, Sunday: 09:00 to 0:00"),
        ((1, 3, 5), "Monday, Wednesday, Friday: 09:00 to 0:00"),
    ],
)
def test_opening_hours_are_said_in_words(days, words):
    with override("en"):
        assert hours_in_words((Opening(days=days, opens="09:00", closes="24:00"),)) == [words]
        assert hours_in_words(ALWAYS) == ["Day and night"]
        assert hours_in_words(()) == ["Not known to us: call first"]


def test_distances_are_as_the_crow_flies_and_rounded():
    assert 30 < kilometres(UTRECHT, AMSTERDAM) < 40
    assert about(kilometres(UTRECHT, AMSTERDAM)) == 35
    assert about(kilometres(UTRECHT, GRONINGEN)) % 10 == 0
    assert about(0.3) == 5


places = st.sampled_from(sorted(country().municipalities)).map(country().municipality)


@given(places, places)
def test_it_is_as_far_there_as_back(one, other):
    a, b = Point(one.longitude, one.latitude), Point(other.longitude, other.latitude)

    assert kilometres(a, b) == pytest.approx(kilometres(b, a))
    assert kilometres(a, a) == 0


@given(places)
def test_every_municipality_lies_on_the_drawing(municipality):
    drawing = Drawing.of(Point(e.longitude, e.latitude) for e in country().municipalities.values())

    x, y = drawing.at(Point(municipality.longitude, municipality.latitude))

    assert 0 < x < drawing.width
    assert 0 < y < drawing.height


def test_north_is_up_and_east_is_right():
    drawing = Drawing.of([UTRECHT, AMSTERDAM, GRONINGEN])

    assert drawing.at(GRONINGEN)[1] < drawing.at(AMSTERDAM)[1] < drawing.at(UTRECHT)[1]
    assert drawing.at(AMSTERDAM)[0] < drawing.at(UTRECHT)[0] < drawing.at(GRONINGEN)[0]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Utrecht", ["GM0344"]),
        ("utrect", ["GM0344"]),
        ("Den Haag", ["GM0518"]),
        ("den hag", ["GM0518"]),
        ("'s Gravenhage", ["GM0518"]),
        ("sudwest fryslan", ["GM1900"]),
        ("Rotterdam centrum", ["GM0599"]),
        ("Утрехт", ["GM0344"]),
        ("bergen", ["GM0373", "GM0893"]),
        ("Bergen op Zoom", ["GM0748"]),
        ("zzzz", []),
        ("", []),
        ("\x00", []),
        (".*", []),
    ],
)
def test_which_place_is_meant(typed, codes):
    found = places_like(typed, country().municipalities.values())

    assert sorted(each.code for each in found) == codes


@given(places)
def test_every_municipality_is_found_by_its_own_name(municipality):
    assert municipality in list(places_like(municipality.name, country().municipalities.values()))
