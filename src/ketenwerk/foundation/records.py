"""The base of every model: an opaque id, classified fields, and no change outside an action."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class OutsideAction(RuntimeError):
    """Something was changed or unsealed outside an action. A mistake in our code."""


@dataclass(frozen=True, slots=True)
class Acting:
    """For whom sealed text may be opened while an action runs."""

    organisation: str = ""


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)


@contextmanager
def acting(organisation: str = "") -> Iterator[None]:
    """Only audit.trail.action and the test factories open this door."""
    token = _acting.set(Acting(organisation))
    try:
        yield
    finally:
        _acting.reset(token)


def must_be_acting(what: str) -> Acting:
    """Who acts now. Raises OutsideAction when nobody does."""
    now = _acting.get()
    if now is None:
        raise OutsideAction(what)
    return now


class Privacy(StrEnum):
    """How carefully a field is kept. Every field of every model has one."""

    INTERNAL = "internal"  # not about a person
    PERSONAL = "personal"  # about a person
    SPECIAL = "special"  # health, crime, origin, sexual life: sealed


class RecordQuerySet(models.QuerySet[M]):
    def update(self, **values: Any) -> int:
        must_be_acting(f"update {self.model.__name__}")
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        must_be_acting(f"delete {self.model.__name__}")
        return super().delete()

    def bulk_create(self, objs: Iterable[M], *args: Any, **options: Any) -> list[M]:
        must_be_acting(f"create {self.model.__name__}")
        return super().bulk_create(objs, *args, **options)


class Record(models.Model):
    """What an organisation keeps. `privacy` classes every field; the data register is printed from it."""

    privacy: ClassVar[dict[str, Privacy]]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        must_be_acting(f"save {type(self).__name__}")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        must_be_acting(f"delete {type(self).__name__}")
        return super().delete(*args, **options)

    def refreshed(self) -> Self:
        """The record as it is now, locked until the action ends."""
        return type(self)._default_manager.select_for_update().get(pk=self.pk)
