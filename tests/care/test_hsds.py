"""The directory in the words of HSDS 3.1, held against the schemas of the standard."""

import json
import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from ketenwerk.care.hsds import terms
from ketenwerk.care.models import HelpPoint, Service
from tools.tracked import ROOT

SCHEMAS = Path(os.environ.get("CONFORMANCE_DIR", ROOT.parent / "shared" / "conformance"))
HSDS = SCHEMAS / "hsds-3.1"
SECRETS = ("De Linde", "Opvang De Linde", "De Iep", "opvang-de-linde")
LISTS = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}


@pytest.fixture(scope="module")
def registry():
    assert HSDS.is_dir(), f"the schemas of HSDS 3.1 are awaited in {HSDS}"
    resources = []
    for path in HSDS.glob("*.json"):
        content = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(content, dict):
            made = Resource.from_contents(content, default_specification=DRAFT202012)
            resources.append((path.name, made))
    return Registry().with_resources(resources)


@pytest.fixture
def holds(registry):
    """Raises when something is not as the schema of that name says, however deep it is nested."""

    def check(name: str, content: object) -> None:
        schema = registry.contents(f"{name}.json")
        Draft202012Validator(schema, registry=registry).validate(content)

    return check


@pytest.fixture
def shown(cast, inside, noon):
    """Two shelters, and legal aid that anybody may ask for."""
    with inside():
        for code in ("linde-vrouwen", "iep-bedenktijd"):
            service = cast.services[code]
            service.public, service.admission = True, {"languages": ["nl", "ti"]}
            service.save()
        return Service.objects.create(
            organisation=cast.organisations["rechtshulp-ganzenveer"],
            name="Ganzenveer, spreekuur (verzonnen)",
            kind="legal-aid",
            region="care-utrecht",
            age_groups=["23-plus"],
            sexes=["woman", "man", "x"],
            places=6,
            free=2,
            counted_at=noon,
            public=True,
        )


def asked(path: str, **given) -> object:
    answer = Client().get(f"/hsds/{path}", given, headers={"accept-language": "en"})
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_it_says_which_version_it_speaks():
    about = asked("")
    assert about["version"] == "3.1"
    described = Client().get(about["openapi_url"].removeprefix("http://testserver")).json()
    assert {"/", "/services", "/services/{id}"} <= set(described["paths"])


@pytest.mark.parametrize(("path", "schema"), LISTS.items())
@pytest.mark.parametrize("full", [False, True])
def test_every_list_and_everything_in_it_is_as_the_standard_says(shown, holds, path, schema, full):
    more = {"full": "true"} if full and not path.startswith("taxonom") else {}
    page = asked(path, per_page=1000, **more)

    assert page["contents"]
    assert page["total_items"] == page["size"] == len(page["contents"])
    for each in page["contents"]:
        holds(schema, each)
        holds(schema, asked(f"{path}/{each['id']}"))


def test_of_a_shelter_only_the_kind_the_region_and_the_road_are_public(shown, cast, holds):
    found = asked(f"services/{cast.services['linde-vrouwen'].id}")

    assert found["name"] == "Women's shelter, Utrecht"
    assert found["application_process"].startswith("Through the care coordinator")
    assert found["service_areas"][0]["name"] == "Utrecht"
    assert not {"organization", "organization_id", "capacities", "phones", "contacts"} & set(found)
    assert not {"service_at_locations", "schedules"} & set(found)
    holds("service", found)


@pytest.mark.parametrize("path", [*LISTS, "services?full=true", "organizations?full_service=true"])
@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_no_name_of_a_shelter_stands_anywhere(shown, path, form):
    sign = "&" if "?" in path else "?"
    whole = Client().get(f"/hsds/{path}{sign}per_page=1000&format={form}").content.decode()
    assert not [name for name in SECRETS if name in whole]


@pytest.mark.parametrize("text", ["Linde", "De Linde, vrouwenopvang", "Iep"])
def test_a_hidden_name_cannot_be_guessed_by_searching(shown, text):
    assert asked("services", search=text)["total_items"] == 0
    assert asked("organizations", search=text)["total_items"] == 0


def test_what_is_not_marked_as_public_does_not_exist(shown, cast):
    hidden = cast.services["linde-mannen"]
    assert Client().get(f"/hsds/services/{hidden.id}").status_code == 404
    assert str(hidden.id) not in json.dumps(asked("services", per_page=1000))


def test_legal_aid_is_shown_with_its_name_and_its_capacity(shown, holds):
    found = asked(f"services/{shown.id}")
    assert found["organization"]["name"] == "Rechtshulp Ganzenveer (verzonnen)"
    assert (found["capacities"][0]["available"], found["capacities"][0]["maximum"]) == (2, 6)
    assert found["attributes"][0]["taxonomy_term"]["code"] == "legal-aid"


def narrowed(**given) -> set[str]:
    return {each["id"] for each in asked("services", per_page=1000, **given)["contents"]}


def test_every_parameter_narrows_and_all_of_them_hold_together(shown, noon):
    legal = terms.term_id(terms.SERVICE, "legal-aid")
    everything = narrowed()

    assert narrowed(taxonomy_term_id=legal) == {str(shown.id)}
    assert narrowed(organization_id=shown.organisation_id) >= {str(shown.id)}
    assert narrowed(search="ganzenveer") >= {str(shown.id)}
    assert narrowed(taxonomy_term_id=legal, search="utrecht") == {str(shown.id)}
    assert narrowed(taxonomy_term_id=legal, search="groningen") == set()
    of_help = narrowed(taxonomy_id=terms.taxonomy_id(terms.HELP))
    of_services = narrowed(taxonomy_id=terms.taxonomy_id(terms.SERVICE))
    assert of_help | of_services == everything
    assert not of_help & of_services
    assert narrowed(modified_after=(noon + timedelta(days=2)).isoformat()) == set()
    assert str(shown.id) in narrowed(modified_after=noon.isoformat())


def test_pages_follow_each_other_without_a_gap(shown):
    everything = [each["id"] for each in asked("services", per_page=1000)["contents"]]
    pages = [asked("services", per_page=2, page=number + 1) for number in range(len(everything))]

    found = [each["id"] for page in pages for each in page["contents"]]
    assert found == everything
    assert pages[0]["first_page"] is True
    assert pages[0]["last_page"] is False
    assert pages[-1]["empty"] is (len(everything) > 1)


def test_all_services_come_at_once_when_only_their_days_are_asked(shown):
    page = asked("services", minimal="true", per_page=1)
    assert page["total_pages"] == 1
    assert {frozenset(each) for each in page["contents"]} == {frozenset({"id", "modified_date"})}


def test_lines_hold_the_same_as_pages(shown, holds):
    lines = Client().get("/hsds/services?format=ndjson").content.decode().splitlines()
    assert len(lines) == asked("services")["total_items"]
    for line in lines:
        holds("service", json.loads(line))


@pytest.mark.parametrize(
    "query",
    [
        {"page": 0},
        {"per_page": 1001},
        {"page": "10" * 20},
        {"format": "xml"},
        {"taxonomy_term_id": "cosm"},
        {"modified_after": "yesterday"},
        {"full": "perhaps"},
        {"postcode": "3511AB"},
        {"search": "\x00"},
    ],
)
def test_what_cannot_be_asked_is_told_as_a_problem(cast, query):
    answer = Client().get(f"/hsds/services?{urlencode(query)}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == 400
    assert [each["name"] for each in problem["errors"]] == list(query)


@pytest.mark.parametrize("wanted", ["nothing", "00000000-0000-4000-8000-000000000000"])
@pytest.mark.parametrize("path", LISTS)
def test_what_is_not_there_is_a_problem_too(cast, path, wanted):
    answer = Client().get(f"/hsds/{path}/{wanted}")
    assert (answer.status_code, answer.json()["code"]) == (404, "hsds.not-found")
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_can_be_written(cast, method):
    answer = getattr(Client(), method)("/hsds/services")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, POST"


def test_a_search_may_stay_out_of_the_address(shown):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/hsds/services", {"search": "ganzenveer"})
    assert answer.json()["total_items"] >= 1
    assert not answer.cookies


def test_help_points_are_there_with_their_hours_and_places(cast):
    point = HelpPoint.objects.shown().exclude(address="").exclude(open=[]).first()
    found = asked(f"services/{point.id}")
    assert found["schedules"][0]["freq"] == "WEEKLY"
    assert (
        found["service_at_locations"][0]["location"]["addresses"][0]["address_1"] == point.address
    )
