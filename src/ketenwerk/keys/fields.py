"""Text that lies sealed in the database. Models choose the field and say who may open it; the rest is here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from ketenwerk.foundation.records import Record, must_be_acting
from ketenwerk.keys import envelope
from ketenwerk.keys.service import Holder, service

_FRESH_KEY = "_fresh_key"  # of a record that is being made
_OPENED = "_opened"  # (organisation, data key): what one organisation opened, another has not


@dataclass(frozen=True, slots=True)
class Sealed:
    """Text as it lies in the database. Its repr shows nothing worth hiding."""

    token: str


class SealedRecord(Record):
    """A record with sealed text. `holders` says who may open it when it is made."""

    class Meta:
        abstract = True

    purpose: ClassVar[str]

    def holders(self) -> Iterable[Holder]:
        raise NotImplementedError

    def key_name(self) -> str:
        return f"{self._meta.label_lower}:{self.pk}"


def open_also_to(record: SealedRecord, organisation: object) -> None:
    """Let one more organisation open what the acting organisation can open already."""
    key = data_key_of(record)
    service().grant(record.key_name(), key, [Holder(str(organisation), record.purpose)])


def open_with(record: SealedRecord, holder: Holder, private: bytes) -> None:
    """Make the sealed fields of this one object readable for a holder who brings the private half."""
    acting = must_be_acting(f"open {record._meta.label}")
    key = service().data_key_with(record.key_name(), holder, private)
    record.__dict__[_OPENED] = (acting.organisation, key)


def shred(record: SealedRecord) -> None:
    """Make the sealed text of this record unreadable for everybody, in every copy, for good."""
    must_be_acting(f"shred {record}")
    record.__dict__.pop(_OPENED, None)
    service().shred(record.key_name())


def fingerprint(text: str, *, purpose: str) -> str:
    """A keyed hash that ignores case and spacing. Equal for equal text; meaningless without the root key."""
    return service().fingerprint(purpose, " ".join(text.casefold().split()))


def data_key_of(record: SealedRecord) -> bytes:
    """The record's data key for the acting organisation. Raises Refused when it holds no grant."""
    acting = must_be_acting(f"open {record._meta.label}")
    organisation, key = record.__dict__.get(_OPENED, (None, b""))
    if organisation != acting.organisation:
        key = service().data_key(record.key_name(), acting.organisation)
        record.__dict__[_OPENED] = (acting.organisation, key)
    return bytes(key)


def _data_key_for_saving(record: SealedRecord) -> bytes:
    if not record._state.adding:
        return data_key_of(record)
    if _FRESH_KEY not in record.__dict__:
        key = envelope.new_key()
        service().grant(record.key_name(), key, record.holders())
        record.__dict__[_FRESH_KEY] = key
    return bytes(record.__dict__[_FRESH_KEY])


class _SealedAttribute(DeferredAttribute):
    """Unseals on first use, and only inside an action, so every reading is on the trail."""

    field: "SealedTextField"

    def __get__(self, record: Any, owner: Any = None) -> Any:
        value = super().__get__(record, owner)
        if isinstance(value, Sealed):
            must_be_acting(f"read {self.field}")
            return envelope.open_text(
                value.token, data_key_of(record), place=self.field.place(record)
            )
        if isinstance(value, str) and value:
            must_be_acting(f"read {self.field}")
        return value

    def __set__(self, record: models.Model, value: str | Sealed | None) -> None:
        record.__dict__[self.field.attname] = value


class SealedTextField(models.TextField):  # type: ignore[type-arg]  # not generic at run time
    """Text only its holders can read. It cannot be searched; keep a fingerprint beside it."""

    descriptor_class = _SealedAttribute

    def place(self, record: models.Model) -> str:
        return f"{self.model._meta.label_lower}|{record.pk}|{self.attname}"

    def pre_save(self, record: Any, add: bool) -> Any:  # noqa: FBT001 - Django calls it so
        del add
        value = record.__dict__[self.attname]
        if isinstance(value, str) and value:
            key = _data_key_for_saving(record)
            value = Sealed(envelope.seal_text(value, key, place=self.place(record)))
            record.__dict__[self.attname] = value
        return value

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, str) and value:
            raise FieldError(f"{self} is sealed: it cannot be searched, nor set with update().")
        return value.token if isinstance(value, Sealed) else value

    def from_db_value(self, value: str | None, *_: object) -> Sealed | str | None:
        return Sealed(value) if value else value
