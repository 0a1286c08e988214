"""Asking by number for what is another's answers as if there were nothing, and leaves a line."""

from http import HTTPStatus

import pytest

from ketenwerk.audit.models import AuditEntry
from tests.architecture.conftest import our_routes

STRANGERS = ["wilma-wilg", "tjalling-terp"]  # of Groningen, where the only case is not
CLOSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
OF_UTRECHT = (
    *("case_id", "task_id", "track_id", "referral_id", "search_id", "signal_id"),
    *("report_id", "attachment_id", "opening_id"),
)


@pytest.mark.parametrize("person", STRANGERS)
def test_what_is_anothers_answers_as_if_there_were_nothing_and_leaves_a_line(
    person, world, as_person
):
    browser = as_person(person)
    wanted = [each for each in our_routes() if any(name in each.path for name in OF_UTRECHT)]
    asked = [
        (ask, address)
        for route in wanted
        for address in route.addresses(world)
        for ask in (browser.get, browser.post)
    ]
    assert len(asked) > 60
    for ask, address in asked:
        before = refusals(world, person)
        status = ask(address).status_code
        assert status in CLOSED, address
        left_a_line = refusals(world, person) == before + 1
        assert left_a_line is (status != HTTPStatus.METHOD_NOT_ALLOWED), address


def refusals(world, person: str) -> int:
    user = world.cast.people[person]
    return AuditEntry.objects.filter(actor=str(user.pk), outcome="refused").count()


def test_the_line_names_who_asked_for_which_record_and_why_not(world, as_person):
    [case] = world.ids["case_id"]
    answer = as_person("wilma-wilg").get(f"/en/cases/{case}/")

    assert answer.status_code == HTTPStatus.NOT_FOUND
    line = AuditEntry.objects.latest("id")
    assert line.actor == str(world.cast.people["wilma-wilg"].pk)
    assert (line.act, line.subject) == ("page.casework:show", str(case))
    assert line.facts == {"why": "case.not-found"}


def test_a_case_of_another_region_looks_like_one_that_does_not_exist(world, as_person):
    [case] = world.ids["case_id"]
    browser = as_person("wilma-wilg")
    foreign = browser.get(f"/en/cases/{case}/")
    nowhere = browser.get("/en/cases/7d1f1f0e-0000-4000-8000-000000000001/")

    assert foreign.status_code == nowhere.status_code == HTTPStatus.NOT_FOUND
    assert without_reference(foreign.content) == without_reference(nowhere.content)


def without_reference(page: bytes) -> list[bytes]:
    return [line for line in page.splitlines() if b"P-" not in line and b"/cases/" not in line]
