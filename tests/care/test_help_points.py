"""Finding help: what may be shown, to everybody; what may not, to nobody."""

import re
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from ketenwerk.care.models import HelpPoint, Service
from ketenwerk.care.queries import help_points
from ketenwerk.commands.cast import rows
from ketenwerk.country.data import country
from ketenwerk.organisations.models import Organisation
from tests.architecture.conftest import our_routes
from tests.conftest import NOON

NAME = re.compile(r"<h3>(.*?)</h3>")
SECRET = [row for row in rows("help-points") if not row.get("public")]


@pytest.fixture
def clock(monkeypatch):
    """Monday 23 November 2026, 13:00 in the Netherlands; `clock.now` moves it."""

    class Clock:
        now = NOON

    monkeypatch.setattr("django.utils.timezone.now", lambda: Clock.now)
    return Clock


@pytest.fixture
def find(cast, clock):
    def ask(reader: str = "en", **wanted: str) -> str:
        answer = Client().post(f"/{reader}/find/", wanted)
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"
        return answer.text

    return ask


def names(page: str) -> list[str]:
    return [name.removesuffix(" (verzonnen)") for name in NAME.findall(page)]


def everything_public(wanted: dict[str, str]) -> str:
    """What every public address says to a visitor, asked and sent."""
    return "".join(
        answer.content.decode(errors="replace")
        for route in our_routes()
        if route.policy == "public" and not route.parameters
        for language in ("en", "nl")
        for address in route.addresses(None, language)
        for answer in (Client().get(address), Client().post(address, wanted))
    )


def test_there_is_something_secret_to_look_for():
    assert len(SECRET) >= 2
    assert all(row["address"] and row["phone"] for row in SECRET)


@pytest.mark.parametrize(
    "wanted", [{}, {"place": "Utrecht", "q": "linde"}, {"q": "Geheime Steeg 99"}]
)
def test_what_is_not_public_stands_in_no_public_page(cast, wanted):
    said = everything_public(wanted).replace(wanted.get("q", "\x00"), "")

    assert "Inloop De Brug" in said
    for row in SECRET:
        for hidden in (row["name"], row["address"], row["phone"]):
            assert hidden not in said
    for place in Service.objects.all():
        assert place.name not in said
        assert str(place.id) not in said


def test_a_help_point_is_shown_only_when_somebody_said_so():
    assert HelpPoint(name="x").public is False


def test_what_is_no_longer_public_is_gone(find, inside):
    assert "Inloop De Brug" in names(find())

    with inside():
        HelpPoint.objects.filter(name__startswith="Inloop De Brug").update(public=False)

    assert "Inloop De Brug" not in names(find())
    assert not help_points().filter(public=False).exists()


def test_what_is_shown_can_be_reached(cast, inside):
    unreachable = HelpPoint(
        organisation=Organisation.objects.first(),
        name="Nowhere (verzonnen)",
        kind="talk",
        public=True,
        checked_on=NOON.date(),
    )
    with inside(), pytest.raises(IntegrityError), transaction.atomic():
        unreachable.save()


def test_where_a_shelter_stands_is_kept_nowhere():
    fields = {field.name for field in Service._meta.get_fields()}

    assert not fields & {"address", "municipality", "phone", "longitude", "latitude"}


def test_the_page_without_a_question_shows_everything_and_leaves_nothing(client, cast, clock):
    answer = client.get("/en/find/?place=Groningen")

    assert sorted(names(answer.text)) == sorted(
        point.name.removesuffix(" (verzonnen)") for point in help_points()
    )
    assert not answer.cookies
    assert "Groningen first" not in answer.text


def test_the_nearest_comes_first_and_says_how_far(find):
    page = find(place="amstrdam")

    found = names(page)
    assert found[0] == "Zorgsluis, ochtend voor vrouwen"
    assert found.index("Inloop De Brug") < found.index("Zorgterp, hulp met papieren en geld")
    assert "The nearest to Amsterdam first" in page
    assert "In Amsterdam" in page
    assert "About 35 km from Amsterdam" in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("bergen", "Which of these do you mean? Bergen (NH.), Bergen (L.)"),
        ("zzzzzz", "We do not know this place."),
        ("<b>x</b>yyyyyy", "We do not know this place."),
        ("x" * 61, "at most 60 characters"),
        ("Utr\x00echt", "Null characters are not allowed."),
    ],
)
def test_a_place_that_is_not_clear_is_asked_again_and_everything_stays_in_sight(
    find, typed, message
):
    page = find(place=typed)

    assert message in page
    assert 'role="alert"' in page
    assert len(names(page)) == help_points().count()
    assert "<b>x" not in page


@pytest.mark.parametrize(
    ("wanted", "inside_it", "not_in_it"),
    [
        ({"language": "vi"}, "Zachte Landing", "Inloop De Brug"),
        ({"sex": "man"}, "Inloop De Brug", "Zorgsluis"),
        ({"age_group": "under-18"}, "Kruimelpad", "Zorgsluis"),
        ({"wheelchair": "on"}, "Inloop De Brug", "Ganzenveer"),
        ({"open_now": "on"}, "Inloop De Brug", "Zorgsluis"),
    ],
)
def test_a_visitor_sees_what_suits(find, wanted, inside_it, not_in_it):
    found = " ".join(names(find(**wanted)))

    assert inside_it in found
    assert not_in_it not in found


def test_when_nothing_suits_it_says_what_to_do(find):
    page = find(language="vi", wheelchair="on")

    assert names(page) == []
    assert "Nothing here fits all of this." in page
    assert 'href="/en/help/"' in page
    assert '<svg class="map"' not in page


@pytest.mark.parametrize(
    "wanted", [{"language": "xx"}, {"sex": "x\x00"}, {"age_group": "unknown"}]
)
def test_an_answer_that_is_not_in_the_list_is_asked_again(find, wanted):
    assert 'role="alert"' in find(**wanted)


def test_at_night_only_who_is_awake_is_open(find, clock):
    clock.now = datetime(2026, 11, 24, 2, tzinfo=UTC)

    assert names(find(open_now="on")) == ["Zachte Landing, dag en nacht een luisterend oor"]


def test_on_a_holiday_only_who_said_so_is_called_open_or_closed(find, clock):
    clock.now = datetime(2026, 12, 25, 12, tzinfo=UTC)

    page = find()

    said = dict(zip(names(page), re.findall(r"status--(\w+)", page), strict=True))
    assert said.pop("Zachte Landing, dag en nacht een luisterend oor") == "done"
    assert said.pop("Inloop De Brug") == "stopped"
    assert set(said.values()) == {"waiting"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_map_is_the_list_once_more(find, language):
    page = find(language, place="Utrecht")

    targets = re.findall(r'class="map__point" href="#([\w-]+)" aria-label="(\d+): ', page)
    assert [number for _, number in targets] == [str(n + 1) for n in range(len(targets))]
    assert all(f'id="{target}"' in page for target, _ in targets)
    towns = {point.municipality for point in help_points() if point.municipality}
    assert len(targets) == len(towns)
    assert 'class="map__here"' in page


def test_every_word_of_a_help_point_of_the_demo_is_known(cast):
    lists = {"kind": "help-kind", "cost": "help-cost", "message": "leaving-a-message"}
    for point in HelpPoint.objects.all():
        for field, vocabulary in lists.items():
            assert getattr(point, field) in dict(country().choices(vocabulary, "en"))
        assert not point.municipality or point.municipality in country().municipalities


def test_the_number_of_questions_to_the_database_does_not_grow(find, django_assert_num_queries):
    with django_assert_num_queries(2):
        find()
