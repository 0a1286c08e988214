"""Sends the key store's tables to their own database, and everything else away from it."""

from typing import Any

STORE = "keys"


class KeyStoreRouter:
    def db_for_read(self, model: type[Any], **_: Any) -> str | None:
        return STORE if model._meta.app_label == STORE else None

    def db_for_write(self, model: type[Any], **_: Any) -> str | None:
        return STORE if model._meta.app_label == STORE else None

    def allow_relation(self, one: Any, other: Any, **_: Any) -> bool | None:
        if STORE in {one._meta.app_label, other._meta.app_label}:
            return bool(one._meta.app_label == other._meta.app_label)
        return None

    def allow_migrate(self, db: str, app_label: str, **_: Any) -> bool:
        return (db == STORE) is (app_label == STORE)
