"""Whom a place takes, and how old its number of free places is."""

from datetime import timedelta

import pytest

from ketenwerk.care.actions import count_places
from ketenwerk.care.ageing import confidence
from ketenwerk.care.directory import actions, queries, rules, tasks
from ketenwerk.care.directory.actions import Entry
from ketenwerk.care.facts import Needs
from ketenwerk.care.matching import judge
from ketenwerk.care.models import Service
from ketenwerk.country.data import country
from ketenwerk.foundation.problems import Invalid, Refused
from ketenwerk.organisations.actor import ANONYMOUS, SYSTEM
from tests.casework.steps import trail

HALF_OPEN = {"age_groups": ["18-22"], "sexes": ["woman"]}


def entry(**more) -> Entry:
    return Entry(
        age_groups=("18-22",),
        sexes=("woman",),
        children=0,
        wheelchair=False,
        public=False,
        more=more,
    )


def aged(service, inside, noon, **ago) -> Service:
    with inside():
        service.counted_at = noon - timedelta(**ago)
        service.save(update_fields=["counted_at"])
    return service


@pytest.mark.parametrize(
    ("hours", "sure"), [(0, 1.0), (12, 1.0), (30, 0.5), (48, 0.0), (9999, 0.0), (-5, 1.0)]
)
def test_a_count_is_trusted_less_and_less(noon, hours, sure):
    found = confidence(noon - timedelta(hours=hours), at=noon, fresh_hours=12, stale_hours=48)
    assert found == pytest.approx(sure)


@pytest.mark.parametrize("kind", sorted(country().service_kinds))
def test_each_kind_fades_at_its_own_pace(noon, kind):
    terms = country().service_kind(kind)
    service = Service(kind=kind)

    service.counted_at = noon - timedelta(hours=terms.fresh_hours)
    assert service.confidence(noon) == 1
    service.counted_at = noon - timedelta(hours=terms.stale_hours, seconds=-60)
    assert 0 < service.confidence(noon) < 0.1
    service.counted_at = noon - timedelta(hours=terms.stale_hours)
    assert service.confidence(noon) == 0


def test_a_stale_count_is_asked_for_again_once(service, shelter, inside, noon):
    aged(service, inside, noon, hours=48)
    assert queries.awaited_counts(shelter) == []

    assert [tasks.ask_again(at=noon), tasks.ask_again(at=noon + timedelta(hours=1))] == [1, 0]

    assert queries.awaited_counts(shelter) == [service]
    assert trail(act="service.asked-again") == ["service.asked-again"]


def test_a_new_count_is_an_answer_and_may_become_old_too(service, shelter, inside, noon):
    aged(service, inside, noon, hours=48)
    tasks.ask_again(at=noon)

    count_places(shelter, service, places=8, free=1, at=noon + timedelta(hours=1))
    assert queries.awaited_counts(shelter) == []
    later = noon + timedelta(hours=50)
    assert service in queries.to_ask_again(at=later)


def test_a_count_that_can_be_trusted_is_not_asked_for(service, noon):
    with pytest.raises(Refused, match=r"service\.not-stale"):
        actions.ask_to_count_again(SYSTEM, service, at=noon)


def test_nobody_but_the_clock_asks_for_counts(service, shelter, inside, noon):
    aged(service, inside, noon, days=9)
    for actor in (shelter, ANONYMOUS):
        with pytest.raises(Refused, match=r"role\.system-only"):
            actions.ask_to_count_again(actor, service, at=noon)


@pytest.mark.parametrize(
    ("person", "may"),
    [("shelter", True), ("coordinator", False), ("director", False), ("police", False)],
)
def test_who_says_whom_a_place_takes(request, service, person, may):
    assert bool(rules.may_keep(request.getfixturevalue(person), service)) is may


ADDICTED = {"conditions": frozenset({"addiction"})}


@pytest.mark.parametrize(
    ("more", "needs", "code", "stands"),
    [
        ({}, ADDICTED, "place.addiction", "unknown"),
        ({"takes": ["addiction"]}, ADDICTED, "place.addiction", "in_favour"),
        ({"refuses": ["addiction"]}, ADDICTED, "place.addiction", "against"),
        ({}, {"danger": "high"}, "place.danger", "unknown"),
        ({"most_danger": "some"}, {"danger": "high"}, "place.danger", "against"),
        ({"own_region": False}, {"found_in": "care-utrecht"}, "place.own-region", "against"),
        ({"residence": ["dutch", "eu"]}, {"residence": "none"}, "place.residence", "against"),
        ({"labour_groups": False}, {"labour_group": True}, "place.labour-group", "against"),
    ],
)
def test_what_a_place_says_counts_in_a_search(service, shelter, noon, more, needs, code, stands):
    changed = actions.change_entry(shelter, service, entry(**more), at=noon)

    judged = judge(Service.objects.get(pk=changed.pk).offer(), Needs("18-22", "woman", **needs))

    where = [name for name in ("against", "unknown", "in_favour") if code in getattr(judged, name)]
    assert where == [stands]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"takes": ["pet"], "refuses": ["pet"]}, "service.takes-and-refuses"),
        ({"address": "somewhere"}, "service.unknown-fact"),
    ],
)
def test_an_entry_that_cannot_be_meant_is_refused(service, shelter, noon, more, code):
    with pytest.raises(Invalid, match=code):
        actions.change_entry(shelter, service, entry(**more), at=noon)
    assert Service.objects.get(pk=service.pk).admission == {}


def test_a_provider_says_on_the_page_whom_it_takes(desk, service):
    shelter = desk("linda-linde")

    answer = shelter.post(
        "care:entry",
        service.id,
        **HALF_OPEN,
        takes=["pregnant"],
        refuses=["addiction"],
        own_region="no",
        when="18:00 - 08:00",
        oldest_child="0",
    )

    assert answer.url == "/en/places/"
    found = Service.objects.get(pk=service.pk)
    assert found.admission == {
        "takes": ["pregnant"],
        "refuses": ["addiction"],
        "own_region": False,
        "when": "18:00-08:00",
        "oldest_child": 0,
    }
    assert 'value="18:00-08:00"' in shelter.get("care:entry", service.id).content.decode()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"takes": ["pet"], "refuses": ["pet"]}, "You cannot take and refuse the same."),
        ({"when": "at night"}, "Write hours like 18:00-08:00."),
        ({"takes": ["dragon"]}, "Select a valid choice."),
        ({"children": "13"}, "less than or equal to 12"),
    ],
)
def test_what_cannot_be_meant_is_explained(desk, service, given, message):
    answer = desk("linda-linde").post("care:entry", service.id, **HALF_OPEN, **given)

    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert Service.objects.get(pk=service.pk).admission == {}


def test_whoever_looks_for_a_place_reads_the_entry_and_changes_nothing(desk, service):
    coordinator = desk("zora-zorgzaam")

    assert '<form method="post" novalidate>' not in coordinator.text("care:entry", service.id)
    assert coordinator.post("care:entry", service.id, **HALF_OPEN).status_code == 403


def test_an_old_number_says_so_and_waits_in_the_navigation(desk, service, inside, noon):
    aged(service, inside, noon, days=900)
    tasks.ask_again(at=noon)

    page = desk("linda-linde").text("care:services")

    assert "Too old to trust." in page
    assert "Please count again" in page
