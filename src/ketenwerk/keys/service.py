"""The one small interface to the key store.

The embedded form keeps it in a database of its own; a key service on another host takes its place by offering
the same nine calls.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from ketenwerk.foundation.problems import Refused
from ketenwerk.keys import envelope, root
from ketenwerk.keys.models import Anchor, KeyGrant, KeyPair


@dataclass(frozen=True, slots=True)
class Holder:
    """Who may open: an organisation for one purpose, or someone who keeps the private half themselves (`public`)."""

    code: str
    purpose: str
    public: bytes | None = None


class KeyService(Protocol):
    def grant(self, record: str, data_key: bytes, holders: Iterable[Holder]) -> None:
        """Seal the record's data key to each holder. Kept before this returns; a second grant changes nothing."""

    def data_key(self, record: str, holder: str) -> bytes:
        """The record's data key, for a holder whose private half lies here. Raises Refused without a grant."""

    def data_key_with(self, record: str, holder: Holder, private: bytes) -> bytes:
        """The same for a holder who brings the private half. Raises Refused without a grant."""

    def holders(self, record: str) -> frozenset[str]:
        """The codes of all who hold a grant of this record."""

    def revoke(self, record: str, holder: str) -> None:
        """Forget one grant: this holder can open the record no more. Without a grant nothing changes."""

    def shred(self, record: str) -> None:
        """Forget every grant: the record's text can be read by nobody any more, in no copy of the database."""

    def fingerprint(self, purpose: str, text: str) -> str:
        """A keyed hash (HMAC-SHA256, hex), to find equal values without reading them."""

    def anchor(self, number: int, digest: str) -> None:
        """Remember the newest batch of the audit trail. What is remembered is never replaced."""

    def anchored(self) -> dict[int, str]:
        """Every remembered batch: its digest by its number."""


class EmbeddedKeyService:
    def grant(self, record: str, data_key: bytes, holders: Iterable[Holder]) -> None:
        grants = [self._grant(record, data_key, holder) for holder in holders]
        KeyGrant.objects.bulk_create(grants, ignore_conflicts=True)

    def data_key(self, record: str, holder: str) -> bytes:
        grant = self._find(record, holder)
        if grant.pair is None:
            raise Refused("keys.no-grant")
        private = envelope.decrypt(
            bytes(grant.pair.private), root.derived("pairs"), place=_place(grant.pair)
        )
        return envelope.unwrap(
            bytes(grant.sealed_key), private, info=_info(holder, grant.pair.purpose, record)
        )

    def data_key_with(self, record: str, holder: Holder, private: bytes) -> bytes:
        sealed = bytes(self._find(record, holder.code).sealed_key)
        return envelope.unwrap(sealed, private, info=_info(holder.code, holder.purpose, record))

    def holders(self, record: str) -> frozenset[str]:
        return frozenset(KeyGrant.objects.filter(record=record).values_list("holder", flat=True))

    def revoke(self, record: str, holder: str) -> None:
        KeyGrant.objects.filter(record=record, holder=holder).delete()

    def shred(self, record: str) -> None:
        KeyGrant.objects.filter(record=record).delete()

    def fingerprint(self, purpose: str, text: str) -> str:
        key = root.derived(f"fingerprint|{purpose}")
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

    def anchor(self, number: int, digest: str) -> None:
        Anchor.objects.get_or_create(number=number, defaults={"digest": digest})

    def anchored(self) -> dict[int, str]:
        return dict(Anchor.objects.order_by("number").values_list("number", "digest"))

    @staticmethod
    def _find(record: str, holder: str) -> KeyGrant:
        grants = KeyGrant.objects.select_related("pair")
        grant = grants.filter(record=record, holder=holder).first()
        if grant is None:
            raise Refused("keys.no-grant")
        return grant

    @staticmethod
    def _grant(record: str, data_key: bytes, holder: Holder) -> KeyGrant:
        pair = None if holder.public else _pair(holder)
        public = holder.public or bytes(pair.public if pair else b"")
        sealed = envelope.wrap(data_key, public, info=_info(holder.code, holder.purpose, record))
        return KeyGrant(record=record, holder=holder.code, pair=pair, sealed_key=sealed)


def service() -> KeyService:
    return EmbeddedKeyService()


def _pair(holder: Holder) -> KeyPair:
    """The holder's pair of this year, made when it is first needed."""
    year = datetime.now(UTC).year
    names = {"holder": holder.code, "purpose": holder.purpose, "year": year}
    found = KeyPair.objects.filter(**names).first()
    if found:
        return found
    fresh = envelope.new_pair()
    pair = KeyPair(**names, public=fresh.public)
    pair.private = envelope.encrypt(fresh.private, root.derived("pairs"), place=_place(pair))
    KeyPair.objects.bulk_create([pair], ignore_conflicts=True)
    return KeyPair.objects.get(**names)  # another process may have been first


def _place(pair: KeyPair) -> str:
    return f"pair|{pair.holder}|{pair.purpose}|{pair.year}"


def _info(holder: str, purpose: str, record: str) -> str:
    return f"kw/v1|{holder}|{purpose}|{record}"
