"""The pages of places."""

import pytest

from ketenwerk.care.models import Service


def counted(service, places, free) -> dict[str, object]:
    return {f"{service.id}-places": places, f"{service.id}-free": free}


def test_a_provider_counts_its_places(desk, service):
    shelter = desk("linda-linde")

    answer = shelter.post("care:count", service.id, **counted(service, 9, 4))

    assert answer.url == "/en/places/"
    found = Service.objects.get(pk=service.pk)
    assert (found.places, found.free) == (9, 4)
    assert "4 of 9 free" in shelter.text("care:services")


@pytest.mark.parametrize(
    ("places", "free", "message"),
    [
        ("3", "4", "There cannot be more free places than places in all."),
        ("", "1", "This field is required."),
        ("eight", "1", "Enter a whole number."),
        ("-1", "0", "greater than or equal to 0"),
        ("8", "9" * 40, "less than or equal to 10000"),
        ("8", "1\x00", "Enter a whole number."),
        ("8", "1e3", "Enter a whole number."),
    ],
)
def test_a_count_that_cannot_be_right_is_explained_and_kept(desk, service, places, free, message):
    answer = desk("linda-linde").post("care:count", service.id, **counted(service, places, free))

    assert answer.status_code == 200
    assert message in answer.content.decode()
    found = Service.objects.get(pk=service.pk)
    assert (found.places, found.free) == (service.places, service.free)


def test_the_message_stands_with_the_place_that_was_counted_wrong(desk, service):
    answer = desk("linda-linde").post("care:count", service.id, **counted(service, 3, 4))

    assert answer.content.decode().count('role="alert"') == 1
    assert f'id="id_{service.id}-free_error"' in answer.content.decode()


def test_another_provider_does_not_find_the_service(desk, service):
    answer = desk("wilma-wilg").post("care:count", service.id, **counted(service, 9, 4))

    assert answer.status_code == 404
    assert Service.objects.get(pk=service.pk).places == service.places


def test_a_coordinator_sees_the_places_of_all_and_counts_none(desk, service):
    coordinator = desk("zora-zorgzaam")

    page = coordinator.text("care:services")
    answer = coordinator.post("care:count", service.id, **counted(service, 9, 4))

    assert service.name in page
    assert f"/en/places/{service.id}/" not in page
    assert answer.status_code == 403


def test_the_police_see_no_places(desk, service):
    page = desk("pim-politie").text("care:services")

    assert service.name not in page
    assert "Your organisation has no places here." in page
