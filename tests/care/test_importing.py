"""A file in HSDS 3.1: what it would change, and what is wrong with it."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from ketenwerk.care.directory import importing, queries
from ketenwerk.care.directory.actions import import_services
from ketenwerk.care.hsds import terms
from ketenwerk.care.models import Service
from ketenwerk.commands import directory
from ketenwerk.foundation.problems import Refused
from ketenwerk.organisations.actor import SYSTEM
from tests.casework.steps import trail


@pytest.fixture
def shape(cast, noon):
    """A service as HSDS says it."""

    def made(**other) -> dict[str, object]:
        capacity = {"available": 1, "maximum": 4, "updated": noon.isoformat()}
        return {
            "id": str(uuid4()),
            "name": "Bed van de import (verzonnen)",
            "organization_id": str(cast.organisations["opvang-de-linde"].id),
            "attributes": [{"taxonomy_term_id": str(terms.term_id(terms.SERVICE, "bridge"))}],
            "service_areas": [{"name": "Utrecht"}],
            "capacities": [capacity | other.pop("capacity", {})],
            **other,
        }

    return made


@pytest.fixture
def file(tmp_path):
    def written(content: object):
        path = tmp_path / "services.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return str(path)

    return written


def kept() -> int:
    return Service.objects.count()


def test_without_apply_it_only_says(shape, file, capsys):
    before = kept()
    assert directory.run(["import", file([shape()])]) == 0
    assert "1 new, 0 changed, 0 the same: would change" in capsys.readouterr().out
    assert kept() == before


def test_what_is_new_fits_nobody_and_is_public_to_nobody(shape, file):
    new = shape()
    assert directory.run(["import", file({"contents": [new]}), "--apply"]) == 0
    found = Service.objects.get(id=new["id"])
    assert (found.places, found.free, found.kind) == (4, 1, "bridge")
    assert found.public is False
    assert found.age_groups == found.sexes == []
    assert trail(act="directory.imported") == ["directory.imported"]


def test_the_same_file_twice_changes_nothing(shape, file, capsys):
    path = file([shape()])
    directory.run(["import", path, "--apply"])
    directory.run(["import", path, "--apply"])
    assert "0 new, 0 changed, 1 the same" in capsys.readouterr().out


def test_a_number_that_is_older_than_ours_is_not_taken(shape, service, noon):
    old = noon - timedelta(days=1)
    row = importing.read(
        [shape(id=str(service.id), name="New", capacity={"updated": old.isoformat()})],
        queries.known_here(),
    ).rows
    import_services(SYSTEM, queries.change_by(row), at=noon)
    found = Service.objects.get(pk=service.pk)
    assert (found.name, found.places) == ("New", service.places)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"capacity": {"available": -1}}, "available must be from 0 to 10000, not -1"),
        ({"capacity": {"maximum": 10**9}}, "maximum must be from 0 to 10000, not 1000000000"),
        ({"capacity": {"available": 5}}, "5 of 4 cannot be free"),
        ({"capacity": {"available": True}}, "not True"),
        ({"capacity": {"updated": "yesterday"}}, "updated is no moment"),
        ({"capacity": {"updated": "2026-11-23T12:00:00"}}, "has no time zone"),
        ({"id": "one"}, "id: 'one' is no UUID"),
        ({"organization_id": str(UUID(int=7))}, "is no organisation here"),
        ({"organization_id": None}, "organization_id: None is no UUID"),
        ({"attributes": []}, "names no kind of service"),
        ({"attributes": "bridge"}, "attributes: must be a list of objects"),
        ({"service_areas": [{"name": "Atlantis"}]}, "names no care region"),
        ({"name": ""}, "name: must be text"),
        ({"name": "x" * 121}, "name: must be text"),
    ],
)
def test_one_that_cannot_be_kept_keeps_all_out(shape, file, capsys, wrong, why):
    before = kept()
    assert directory.run(["import", file([shape(), shape(**wrong)]), "--apply"]) == 1
    said = capsys.readouterr().err
    assert "service 2: " in said
    assert why in said
    assert "Nothing was written." in said
    assert kept() == before


def test_an_id_that_stands_twice_is_refused(shape, file, capsys):
    one = shape()
    assert directory.run(["import", file([one, one]), "--apply"]) == 1
    assert "service 2: id: stands twice in the file" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "{", "7", '{"contents": 7}', '"services"', "nothing"])
def test_what_is_no_list_of_services_is_told(file, capsys, db, text):
    before = kept()
    code = directory.run(["import", file(text)])
    assert code == (0 if text == "" else 1)
    assert kept() == before


def test_a_file_that_is_not_there_is_told(capsys, tmp_path):
    assert directory.run(["import", str(tmp_path / "nothing.json")]) == 1
    assert "No such file" in capsys.readouterr().err


def test_fifty_thousand_faults_are_told_in_a_few_lines(shape, file, capsys, cast):
    assert directory.run(["import", file([{"id": str(n)} for n in range(50_000)])]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 22
    assert said[-2] == "and 49980 more"


def test_fifty_thousand_services_are_kept_at_once(shape, file, capsys):
    before = kept()
    path = file("\n".join(json.dumps(shape()) for _ in range(50_000)))
    assert directory.run(["import", path, "--apply"]) == 0
    assert kept() == before + 50_000


@pytest.mark.parametrize("person", ["shelter", "coordinator", "national"])
def test_no_person_imports(request, person, noon):
    with pytest.raises(Refused, match=r"role\.system-only"):
        import_services(request.getfixturevalue(person), queries.Change((), (), 0), at=noon)
