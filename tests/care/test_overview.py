"""What there is in a region and what is missing."""

from datetime import timedelta

import pytest

from ketenwerk.care.facts import Needs
from ketenwerk.care.models import Service
from ketenwerk.care.overview import paper, queries
from ketenwerk.care.overview.cards import sheet
from ketenwerk.care.searching.actions import count_unmet
from ketenwerk.country.data import country
from ketenwerk.foundation.problems import NotFound, Refused

UTRECHT = "care-utrecht"


def test_it_counts_what_there_is_of_every_kind(coordinator, noon):
    found = queries.overview(coordinator, UTRECHT, at=noon)

    here = Service.objects.filter(region=UTRECHT)
    assert list(found.kinds) == list(country().service_kinds)
    assert sum(each.services for each in found.kinds.values()) == here.count()
    assert sum(each.free for each in found.kinds.values()) == sum(each.free for each in here)
    assert found.kinds["womens-shelter"].places == 8


def test_kinds_that_are_missing_and_kinds_that_are_full_are_told_apart(
    coordinator, service, inside, noon
):
    with inside():
        Service.objects.filter(pk=service.pk).update(free=0)

    found = queries.overview(coordinator, UTRECHT, at=noon)

    assert "womens-shelter" in found.full
    assert "womens-shelter" not in found.missing
    assert "cosm" in found.missing
    assert "cosm" not in found.full


def test_it_says_how_many_counts_are_too_old(coordinator, service, inside, noon):
    with inside():
        Service.objects.filter(pk=service.pk).update(counted_at=noon - timedelta(hours=48))
    kind = queries.overview(coordinator, UTRECHT, at=noon).kinds["womens-shelter"]
    assert (kind.stale, kind.oldest) == (1, noon - timedelta(hours=48))


def test_a_language_counts_once_somebody_said_it_is_spoken(coordinator, service, inside, noon):
    assert "yo" not in queries.overview(coordinator, UTRECHT, at=noon).languages
    with inside():
        Service.objects.filter(pk=service.pk).update(admission={"languages": ["yo"]})
    assert "yo" in queries.overview(coordinator, UTRECHT, at=noon).languages


def test_what_was_looked_for_and_not_found_stands_in_it_for_a_year(coordinator, noon):
    needs = Needs("23-plus", "woman", kinds=frozenset({"omm"}))
    count_unmet(coordinator, needs, ["place.full"], region=UTRECHT, at=noon)

    [unmet] = queries.overview(coordinator, UTRECHT, at=noon).unmet
    assert (unmet.reason, unmet.kind, unmet.number) == ("full", "omm", 1)
    assert queries.overview(coordinator, UTRECHT, at=noon + timedelta(days=400)).unmet == ()


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ("coordinator", True),
        ("director", True),
        ("national", True),
        ("shelter", False),
        ("police", False),
    ],
)
def test_who_sees_it(request, person, may, noon):
    actor = request.getfixturevalue(person)
    if may:
        assert queries.overview(actor, UTRECHT, at=noon).region == UTRECHT
    else:
        with pytest.raises(Refused, match=r"role\.missing"):
            queries.overview(actor, UTRECHT, at=noon)


@pytest.mark.parametrize("code", ["nowhere", "nl", "police-amsterdam"])
def test_only_care_regions_have_one(coordinator, noon, code):
    with pytest.raises(NotFound):
        queries.overview(coordinator, code, at=noon)


def test_many_services_ask_the_database_no_more(
    coordinator, cast, inside, noon, django_assert_num_queries
):
    with inside():
        Service.objects.bulk_create(
            Service(
                organisation=cast.organisations["opvang-de-linde"],
                name=f"Bed {number}",
                kind="emergency-bed",
                region=UTRECHT,
                places=1,
                free=0,
                counted_at=noon,
            )
            for number in range(500)
        )
    with django_assert_num_queries(5):
        queries.overview(coordinator, UTRECHT, at=noon)


def test_it_can_be_taken_along_on_paper(coordinator, noon):
    made = paper.pdf(sheet(queries.overview(coordinator, UTRECHT, at=noon)))
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made


def test_a_region_where_nothing_is_says_so(coordinator, noon):
    found = sheet(queries.overview(coordinator, "care-emmen", at=noon))
    assert found.tables[0].rows == ()
    assert paper.pdf(found).startswith(b"%PDF-")


def test_the_page_and_the_paper_open_from_the_places(desk):
    zora = desk("zora-zorgzaam")
    assert "/en/places/region/care-utrecht/" in zora.get("care:services").content.decode()
    page = zora.text("care:overview", UTRECHT)
    assert "Shelter for foreign victims" in page
    answer = zora.get("care:overview_pdf", UTRECHT)
    assert answer["Content-Type"] == "application/pdf"
