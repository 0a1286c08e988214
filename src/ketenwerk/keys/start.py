"""What must be true of the keys before anything else starts."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connections

from ketenwerk.keys import root
from ketenwerk.keys.fields import SealedField
from ketenwerk.keys.models import KeyGrant, KeyPair, RootCheck


def prepare() -> None:
    """On a new, empty installation make the key file; on any other behave as `verify`."""
    path = Path(settings.KEY_FILE)
    if not path.exists() and not sealed_data_exists():
        root.create(path)
    verify()


def verify() -> None:
    """Raises RootKeyError when the key file is missing, readable by others, or not this installation's."""
    proof = root.derived("root-check")
    kept = RootCheck.objects.first()
    if kept is None:
        _first_proof(proof)
    elif not root.same(bytes(kept.proof), proof):
        raise root.RootKeyError(
            f"{settings.KEY_FILE} is not the key file of this installation: the key store was made with "
            "another one. Put the right file back; nothing has been changed."
        )


def sealed_data_exists() -> bool:
    """Whether there is anything that only the old key file can open."""
    return any(_has_rows("keys", model) for model in (RootCheck, KeyPair, KeyGrant)) or any(
        _has_rows("default", model) for model in apps.get_models() if _has_sealed_field(model)
    )


def _first_proof(proof: bytes) -> None:
    if sealed_data_exists():
        raise root.RootKeyError(
            "The key store is empty but sealed data exists: put the key store back from its backup. "
            "Nothing has been changed."
        )
    RootCheck.objects.get_or_create(id=1, defaults={"proof": proof})


def _has_sealed_field(model: type) -> bool:
    return any(isinstance(field, SealedField) for field in model._meta.local_fields)  # type: ignore[attr-defined]


def _has_rows(database: str, model: type) -> bool:
    names = connections[database].introspection.table_names()
    return model._meta.db_table in names and model._base_manager.using(database).exists()  # type: ignore[attr-defined]
