"""Nothing of what organisations keep is changed outside an action, by whichever way Django offers."""

import asyncio
import uuid

import pytest
from django.apps import apps
from django.db import transaction

from ketenwerk.foundation.records import (
    OutsideAction,
    Record,
    RecordQuerySet,
    acting,
    must_be_acting,
)
from ketenwerk.organisations.models import Coverage, Organisation
from tests.organisations.conftest import forget_the_cast

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def new(code: str = "new") -> Organisation:
    return Organisation(code=code, name=code, kind="municipality")


@pytest.fixture
def kept(db) -> Organisation:
    """The only one there is."""
    forget_the_cast()
    with acting():
        made = Organisation.objects.create(code="kept", name="Kept", kind="municipality")
        Coverage.objects.create(organisation=made, region="here")
    return made


OTHER = {"name": "Other"}
WRITES = {
    "save": lambda kept: kept.save(),
    "save some fields": lambda kept: kept.save(update_fields=["name"]),
    "save a new one": lambda _kept: new().save(),
    "delete": lambda kept: kept.delete(),
    "create": lambda _kept: Organisation.objects.create(code="x", name="x", kind="x"),
    "get or create": lambda _kept: Organisation.objects.get_or_create(code="x", defaults=OTHER),
    "update or create": lambda _kept: Organisation.objects.update_or_create(
        code="kept", defaults=OTHER
    ),
    "update": lambda _kept: Organisation.objects.update(**OTHER),
    "update some": lambda _kept: Organisation.objects.filter(code="kept").update(**OTHER),
    "delete all": lambda _kept: Organisation.objects.all().delete(),
    "create many": lambda _kept: Organisation.objects.bulk_create([new()]),
    "create many or replace": lambda _kept: Organisation.objects.bulk_create(
        [new("kept")], update_conflicts=True, update_fields=["name"], unique_fields=["code"]
    ),
    "update many": lambda kept: Organisation.objects.bulk_update([kept], ["name"]),
    "update what is related": lambda kept: kept.coverages.update(region="there"),
    "create what is related": lambda kept: kept.coverages.create(region="there"),
    "delete what is related": lambda kept: kept.coverages.all().delete(),
    "update beside it": lambda _kept: Coverage.objects.update(region="there"),
    "create beside it": lambda kept: Coverage.objects.bulk_create(
        [Coverage(organisation=kept, region="there")]
    ),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_outside_an_action_nothing_is_written(kept, write):
    with pytest.raises(OutsideAction), transaction.atomic():
        write(kept)

    assert list(Organisation.objects.values_list("code", "name")) == [("kept", "Kept")]
    assert list(Coverage.objects.values_list("region", flat=True)) == ["here"]


def test_inside_an_action_it_is(kept):
    with acting():
        kept.name = "Other"
        kept.save(update_fields=["name"])

    assert Organisation.objects.get().name == "Other"


def test_after_an_action_the_door_is_shut_again_even_when_it_failed(kept):
    with pytest.raises(ZeroDivisionError), acting():
        raise ZeroDivisionError

    with pytest.raises(OutsideAction):
        kept.save()


def test_an_action_inside_another_gives_the_outer_back_its_own_name():
    with acting("outer"):
        with acting("inner"):
            assert must_be_acting("look").organisation == "inner"
        assert must_be_acting("look").organisation == "outer"


def test_what_happens_at_the_same_time_is_not_inside_the_action():
    async def elsewhere() -> None:
        await asyncio.sleep(0)
        must_be_acting("look")

    async def both() -> None:
        other = asyncio.create_task(elsewhere())
        with acting():
            await asyncio.sleep(0.01)
        await other

    with pytest.raises(OutsideAction):
        asyncio.run(both())


def test_every_record_of_every_house_is_guarded_in_its_querysets_too():
    models = [model for model in apps.get_models() if issubclass(model, Record)]
    unguarded = [m for m in models if not isinstance(m._default_manager.all(), RecordQuerySet)]

    assert len(models) > 8
    assert unguarded == []


def test_a_record_has_an_opaque_name():
    assert isinstance(new().pk, uuid.UUID)
