"""Text and files that lie sealed in the database. Models choose the field and say who may open it; the rest is here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.core.exceptions import FieldError
from django.db import models, transaction
from django.db.models.query_utils import DeferredAttribute

from ketenwerk.foundation.records import Record, must_be_acting
from ketenwerk.keys import envelope
from ketenwerk.keys.service import Holder, service

_FRESH_KEY = "_fresh_key"  # (key name, data key) of a record that is being made
EMPTY = (None, "", b"")
LOOKUPS = {"exact", "isnull"}  # `exact` for the empty text alone
_OPENED = "_opened"  # (organisation, data key): what one organisation opened, another has not


@dataclass(frozen=True, slots=True)
class Sealed:
    """Text or bytes as they lie in the database. Its repr shows nothing worth hiding."""

    token: str | bytes


class SealedRecord(Record):
    """A record with sealed text. `holders` says who may open it when it is made."""

    class Meta:
        abstract = True

    purpose: ClassVar[str]

    def holders(self) -> Iterable[Holder]:
        raise NotImplementedError

    def key_name(self) -> str:
        return f"{self._meta.label_lower}:{self.pk}"

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: models.QuerySet[Self] | None = None,
    ) -> None:
        """Sealed text is not opened by this; it is fetched again when somebody reads it."""
        sealed = sealed_fields(type(self))
        for name in sealed if fields is None else sealed & set(fields):
            self.__dict__.pop(name, None)
        rest = None if fields is None else set(fields) - sealed
        super().refresh_from_db(using, rest, from_queryset)


def sealed_fields(model: type[models.Model]) -> set[str]:
    return {field.attname for field in model._meta.fields if isinstance(field, SealedField)}


def open_also_to(record: SealedRecord, organisation: object) -> None:
    """Let one more organisation open what the acting organisation can open already."""
    key = data_key_of(record)
    service().grant(record.key_name(), key, [Holder(str(organisation), record.purpose)])


def open_with(record: SealedRecord, holder: Holder, private: bytes) -> None:
    """Make the sealed fields of this one object readable for a holder who brings the private half."""
    acting = must_be_acting(f"open {record._meta.label}")
    key = service().data_key_with(record.key_name(), holder, private)
    record.__dict__[_OPENED] = (acting.organisation, key)


def open_as(record: SealedRecord, holder: str) -> None:
    """The same for a holder that is no organisation but a way of working: something only its own action may name."""
    acting = must_be_acting(f"open {record._meta.label}")
    key = service().data_key(record.key_name(), holder)
    record.__dict__[_OPENED] = (acting.organisation, key)


def leave_only(record: SealedRecord, holders: Iterable[Holder]) -> None:
    """As soon as what is done now is kept, nobody but these can open the record, in any copy of the database.

    Not before: an action that is undone must leave everybody with what they could open. The key store is another
    database, so who was stopped in between leaves grants behind; `others_who_open` finds them.
    """
    must_be_acting(f"close {record}")
    name, stay = record.key_name(), {holder.code for holder in holders}
    transaction.on_commit(lambda: _revoke_others(name, stay), robust=True)


def others_who_open(record: SealedRecord, holders: Iterable[Holder]) -> frozenset[str]:
    """The codes of those who hold a grant of the record and are none of these."""
    return service().holders(record.key_name()) - {holder.code for holder in holders}


def _revoke_others(name: str, stay: set[str]) -> None:
    for holder in service().holders(name) - stay:
        service().revoke(name, holder)


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
    name, key = record.__dict__.get(_FRESH_KEY, ("", b""))
    if name != record.key_name():
        key = envelope.new_key()
        service().grant(record.key_name(), key, record.holders())
        record.__dict__[_FRESH_KEY] = (record.key_name(), key)
    return bytes(key)


class _SealedAttribute(DeferredAttribute):
    """Unseals on first use, and only inside an action, so every reading is on the trail."""

    field: "SealedField"

    def __get__(self, record: Any, owner: Any = None) -> Any:
        if record is None:
            return self
        value = self._kept(record)
        if not value:
            return value
        must_be_acting(f"read {self.field}")
        if isinstance(value, Sealed):
            key = data_key_of(record)
            return self.field.unseal(value.token, key, place=self.field.place(record))
        return value

    def __set__(self, record: Any, value: str | bytes | Sealed | None) -> None:
        """Who cannot open a text cannot take it away either."""
        if not value and isinstance(record.__dict__.get(self.field.attname), Sealed):
            data_key_of(record)
        record.__dict__[self.field.attname] = value

    def _kept(self, record: Any) -> Any:
        """As it lies in the database; fetched now when the query left it out."""
        name = self.field.attname
        if name not in record.__dict__:
            here = type(record)._base_manager.using(record._state.db)
            record.__dict__[name] = here.values_list(name, flat=True).get(pk=record.pk)
        return record.__dict__[name]


class SealedField(models.Field):  # type: ignore[type-arg]  # not generic at run time
    """What only its holders can read. It cannot be searched; keep a fingerprint beside it."""

    descriptor_class = _SealedAttribute
    holds: ClassVar[type]  # what it keeps; anything else is refused, never sealed

    def seal(self, value: Any, key: bytes, *, place: str) -> str | bytes:
        raise NotImplementedError

    def unseal(self, token: Any, key: bytes, *, place: str) -> str | bytes:
        raise NotImplementedError

    def place(self, record: models.Model) -> str:
        return f"{self.model._meta.label_lower}|{record.pk}|{self.attname}"

    def pre_save(self, record: Any, add: bool) -> Any:  # noqa: FBT001 - Django calls it so
        del add
        value = record.__dict__[self.attname]
        if value and isinstance(value, self.holds):
            key = _data_key_for_saving(record)
            value = Sealed(self.seal(value, key, place=self.place(record)))
            record.__dict__[self.attname] = value
        return value

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Sealed):
            return value.token
        if value not in EMPTY:
            raise FieldError(f"{self} is sealed: it cannot be searched, nor set with update().")
        return value

    def get_lookup(self, lookup_name: str) -> Any:
        """Besides being empty, nothing can be asked of it."""
        if lookup_name not in LOOKUPS:
            raise FieldError(f"{self} is sealed: it cannot be searched.")
        return super().get_lookup(lookup_name)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Called for every value that is written. An expression would pass by the sealing."""
        if hasattr(value, "as_sql"):
            raise FieldError(f"{self} is sealed: it cannot be set with an expression.")
        return super().get_db_prep_save(value, connection)


class SealedTextField(SealedField, models.TextField):  # type: ignore[type-arg]
    holds = str

    def seal(self, value: str, key: bytes, *, place: str) -> str:
        return envelope.seal_text(value, key, place=place)

    def unseal(self, token: str, key: bytes, *, place: str) -> str:
        return envelope.open_text(token, key, place=place)

    def from_db_value(self, value: str | None, *_: object) -> Sealed | str | None:
        return Sealed(value) if value else value


class SealedBytesField(SealedField, models.BinaryField):  # type: ignore[type-arg]
    """A whole file. Leave it out of a query that lists (`defer`): it is fetched when somebody reads it."""

    holds = bytes

    def seal(self, value: bytes, key: bytes, *, place: str) -> bytes:
        return envelope.seal_bytes(value, key, place=place)

    def unseal(self, token: bytes, key: bytes, *, place: str) -> bytes:
        return envelope.open_bytes(token, key, place=place)

    def from_db_value(self, value: bytes | None, *_: object) -> Sealed | bytes | None:
        return Sealed(bytes(value)) if value else value
