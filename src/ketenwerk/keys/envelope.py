"""The cryptography, and nothing else: no database, no settings.

A record has one data key of 32 bytes (L2). Each field is encrypted under a key derived from it (L3), bound to
its place. The data key itself is sealed to each holder's public key with HPKE (RFC 9180) over the hybrid
KEM ML-KEM-768 + X25519, so that what is stored today stays closed to a quantum computer later.
"""

import base64
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
MLKEM_SEED_BYTES = 64
MLKEM_PUBLIC_BYTES = 1184
VERSION = "1"
LENGTH_BYTES = 8
SMALLEST_BUCKET = 16 * 1024  # bytes; below it every size looks the same

_suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class CannotOpen(Exception):
    """The key does not belong to this text, or the text is not what was sealed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A key pair as bytes: `private` is an ML-KEM seed (64) and an X25519 key (32); `public` 1,184 + 32."""

    private: bytes
    public: bytes


def new_pair() -> Pair:
    kem, curve = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    return Pair(
        private=kem.private_bytes_raw() + curve.private_bytes_raw(),
        public=kem.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw(),
    )


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def derive(key: bytes, purpose: str, *, length: int = KEY_BYTES) -> bytes:
    """A key for one purpose out of another (HKDF-SHA256, RFC 5869)."""
    return HKDF(hashes.SHA256(), length, salt=None, info=f"kw/v1|{purpose}".encode()).derive(key)


def wrap(secret: bytes, public: bytes, *, info: str) -> bytes:
    """Seal `secret` to a public key. It opens only with the same `info`, so it cannot be moved elsewhere."""
    key = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:MLKEM_PUBLIC_BYTES]),
        X25519PublicKey.from_public_bytes(public[MLKEM_PUBLIC_BYTES:]),
    )
    return _suite.encrypt(secret, key, info.encode())


def unwrap(sealed: bytes, private: bytes, *, info: str) -> bytes:
    """Raises CannotOpen for another key, another `info` or a changed byte."""
    key = MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(private[:MLKEM_SEED_BYTES]),
        X25519PrivateKey.from_private_bytes(private[MLKEM_SEED_BYTES:]),
    )
    try:
        return _suite.decrypt(sealed, key, info.encode())
    except InvalidTag as error:
        raise CannotOpen(info) from error


def encrypt(data: bytes, key: bytes, *, place: str) -> bytes:
    """AES-256-GCM with `place` as associated data: what is sealed for one place does not open at another."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, place.encode())


def decrypt(sealed: bytes, key: bytes, *, place: str) -> bytes:
    """Raises CannotOpen for another key, another place or a changed byte."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise CannotOpen(place) from error


def seal_text(text: str, data_key: bytes, *, place: str) -> str:
    """One field's text as it may lie in the database: `1:` and base64."""
    body = encrypt(text.encode(), derive(data_key, f"field|{place}"), place=f"{VERSION}|{place}")
    return f"{VERSION}:{base64.b64encode(body).decode()}"


def open_text(token: str, data_key: bytes, *, place: str) -> str:
    """Raises CannotOpen for another key, another place or a changed letter."""
    version, _, body = token.partition(":")
    if version != VERSION:
        raise CannotOpen(place)
    key = derive(data_key, f"field|{place}")
    return decrypt(_bytes_of(body, place), key, place=f"{version}|{place}").decode()


def seal_bytes(data: bytes, data_key: bytes, *, place: str) -> bytes:
    """One field's bytes as they may lie in the database: the version, then a bucket that tells little of their size."""
    key = derive(data_key, f"field|{place}")
    return VERSION.encode() + encrypt(_padded(data), key, place=f"{VERSION}|{place}")


def open_bytes(token: bytes, data_key: bytes, *, place: str) -> bytes:
    """Raises CannotOpen for another key, another place or a changed byte."""
    version, body = token[:1], token[1:]
    if version != VERSION.encode():
        raise CannotOpen(place)
    key = derive(data_key, f"field|{place}")
    padded = decrypt(body, key, place=f"{VERSION}|{place}")
    return padded[LENGTH_BYTES : LENGTH_BYTES + int.from_bytes(padded[:LENGTH_BYTES])]


def bucket(size: int) -> int:
    """How much room something of this many bytes takes: rounded up by at most 12 %, so that few sizes exist.

    Padmé, of "Reducing Metadata Leakage from Encrypted Files", Nikitin et al., PETS 2019.
    """
    size = max(size, SMALLEST_BUCKET)
    exponent = size.bit_length() - 1
    free = (1 << exponent - exponent.bit_length()) - 1
    return (size + free) & ~free


def _padded(data: bytes) -> bytes:
    filled = len(data).to_bytes(LENGTH_BYTES) + data
    return filled.ljust(bucket(len(filled)), b"\0")


def _bytes_of(body: str, place: str) -> bytes:
    """Only the one spelling that `seal_text` writes: base64 has others for the same bytes."""
    try:
        found = base64.b64decode(body, validate=True)
    except ValueError as error:
        raise CannotOpen(place) from error
    if base64.b64encode(found).decode() != body:
        raise CannotOpen(place)
    return found
