"""Every field says how carefully it is kept, and what is special lies sealed."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from ketenwerk.foundation.records import Privacy, Record
from ketenwerk.keys.fields import SealedField, SealedRecord, SealedTextField

OWN = [
    model
    for config in apps.get_app_configs()
    if config.name.startswith("ketenwerk.")
    for model in config.get_models(include_auto_created=True)
]
BY_ITSELF = {  # written by signing in, by the trail or by the keys: not by actions
    *("User", "AuditEntry", "AuditBatch"),
    *("RootCheck", "KeyPair", "KeyGrant", "Anchor"),
}
every_model = pytest.mark.parametrize("model", OWN, ids=lambda model: model._meta.label)


def unclassified(model: type[models.Model]) -> set[str]:
    """Fields without a class, and classes without a field."""
    fields = {field.attname for field in model._meta.concrete_fields}
    return fields ^ set(getattr(model, "privacy", {}))


def wrongly_sealed(model: type[models.Model]) -> set[str]:
    """Special fields that lie open, and sealed ones that are not called special."""
    sealed = {f.attname for f in model._meta.concrete_fields if isinstance(f, SealedField)}
    special = {name for name, how in model.privacy.items() if how is Privacy.SPECIAL}
    return sealed ^ special


def unprotected(model: type[models.Model]) -> set[str]:
    """Relations through which deleting one thing would take another along."""
    relations = [
        field for field in model._meta.get_fields() if field.concrete and field.is_relation
    ]
    return {
        field.name
        for field in relations
        if field.many_to_many or field.remote_field.on_delete is not models.PROTECT
    }


@every_model
def test_every_field_is_classed(model):
    assert unclassified(model) == set()
    assert all(isinstance(how, Privacy) for how in model.privacy.values())


@every_model
def test_what_is_special_lies_sealed_and_nothing_else_does(model):
    assert wrongly_sealed(model) == set()


@every_model
def test_nothing_disappears_along_with_something_else(model):
    assert unprotected(model) == set()


@every_model
def test_a_model_is_changed_by_actions_alone(model):
    assert issubclass(model, Record) or model.__name__ in BY_ITSELF


@every_model
def test_a_model_with_sealed_text_says_who_may_open_it(model):
    if any(isinstance(field, SealedField) for field in model._meta.concrete_fields):
        assert issubclass(model, SealedRecord)
        assert model.purpose
        assert "holders" in vars(model)


@every_model
def test_no_kind_of_file_is_kept(model):
    assert not [f for f in model._meta.concrete_fields if isinstance(f, models.FileField)]


def test_there_are_models_to_look_at():
    assert {model.__name__ for model in OWN} >= {"Report", "Message", "Signal", "Case", "Task"}


@isolate_apps("ketenwerk.organisations")
def test_a_field_that_somebody_forgot_is_noticed():
    class Planted(Record):
        privacy = {"id": Privacy.INTERNAL, "gone": Privacy.INTERNAL, "age": Privacy.SPECIAL}
        age = models.CharField(max_length=3)
        nationality = models.CharField(max_length=3)
        note = SealedTextField()
        owner = models.ForeignKey("self", on_delete=models.CASCADE)
        others = models.ManyToManyField("self")

        class Meta:
            app_label = "organisations"

    assert unclassified(Planted) == {"gone", "nationality", "note", "owner_id"}
    assert wrongly_sealed(Planted) == {"age", "note"}
    assert unprotected(Planted) == {"owner", "others"}


@isolate_apps("ketenwerk.organisations")
def test_a_model_without_any_class_is_noticed():
    class Planted(models.Model):
        name = models.CharField(max_length=3)

        class Meta:
            app_label = "organisations"

    assert unclassified(Planted) == {"id", "name"}
