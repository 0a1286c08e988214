"""The root key: made once, kept to itself, and never made anew over what only the old one opens."""

import os
import stat

import pytest
from django.conf import settings

from ketenwerk.foundation.records import acting
from ketenwerk.keys import envelope, root, start
from ketenwerk.keys.models import Anchor, KeyGrant, KeyPair, RootCheck
from ketenwerk.keys.root import RootKeyError
from ketenwerk.keys.service import Holder, service

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def key_path(tmp_path, monkeypatch):
    """A key file of this test's own."""
    path = tmp_path / "own" / "root.key"
    monkeypatch.setattr(settings, "KEY_FILE", path)
    root.root_key.cache_clear()
    yield path
    root.root_key.cache_clear()


@pytest.fixture
def installation(key_path):
    """One that has begun: a key file and a pair."""
    start.prepare()
    service().grant("record:1", envelope.new_key(), [Holder("a", "reports")])
    return key_path


def again() -> None:
    """As a process that starts anew."""
    root.root_key.cache_clear()
    start.prepare()


def lose(path) -> None:
    path.unlink()
    root.root_key.cache_clear()


def test_on_an_empty_installation_the_key_file_is_made_for_nobody_else(key_path):
    start.prepare()

    assert stat.S_IMODE(key_path.stat().st_mode) == 0o600
    assert len(bytes.fromhex(key_path.read_text())) == 32
    start.verify()


def test_a_wide_open_mask_makes_no_wide_open_key_file(key_path):
    mask = os.umask(0)
    try:
        start.prepare()
    finally:
        os.umask(mask)

    assert stat.S_IMODE(key_path.stat().st_mode) == 0o600
    assert stat.S_IMODE(key_path.parent.stat().st_mode) == 0o700


def test_starting_again_keeps_the_key(installation):
    before = installation.read_text()
    again()

    assert installation.read_text() == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610, 0o601])
def test_a_key_file_that_others_can_reach_is_refused(installation, mode):
    installation.chmod(mode)

    with pytest.raises(RootKeyError, match="0600"):
        again()


@pytest.mark.parametrize(
    "kept",
    [
        lambda: KeyPair.objects.create(holder="a", purpose="b", year=1, public=b"", private=b""),
        lambda: KeyGrant.objects.create(record="a", holder="b", sealed_key=b""),
        lambda: RootCheck.objects.create(proof=b"of the lost key"),
    ],
    ids=["a pair", "a grant", "a proof"],
)
def test_a_missing_key_file_over_a_key_store_is_refused_and_none_is_made(key_path, kept):
    kept()

    with pytest.raises(RootKeyError, match=r"No key file at .*root\.key"):
        again()
    assert not key_path.exists()


def test_a_missing_key_file_over_sealed_text_is_refused_and_none_is_made(installation, request):
    request.getfixturevalue("signal")
    for model in (KeyGrant, KeyPair, RootCheck, Anchor):
        model.objects.all().delete()
    lose(installation)

    with pytest.raises(RootKeyError, match="from its backup"):
        again()
    assert not installation.exists()


def test_another_key_file_is_refused_and_nothing_is_changed(installation):
    proof = bytes(RootCheck.objects.get().proof)
    lose(installation)
    root.create(installation)
    other = installation.read_text()

    with pytest.raises(RootKeyError, match=r"not the key file of this installation"):
        again()
    assert installation.read_text() == other
    assert bytes(RootCheck.objects.get().proof) == proof


def test_a_lost_key_store_beside_sealed_text_is_refused(installation, request):
    request.getfixturevalue("signal")
    for model in (KeyGrant, KeyPair, RootCheck):
        model.objects.all().delete()

    with pytest.raises(RootKeyError, match="put the key store back from its backup"):
        again()
    assert not RootCheck.objects.exists()


@pytest.mark.parametrize(
    "text", ["", "\n", "ab" * 31, "ab" * 33, "x" * 64, "ab" * 16, "é" * 64, "\0" * 64]
)
def test_a_file_that_is_no_key_is_refused_and_left_alone(installation, text):
    installation.write_text(text, encoding="utf-8")

    with pytest.raises(RootKeyError, match="64 hexadecimal digits"):
        again()
    assert installation.read_text(encoding="utf-8") == text


def test_a_key_file_that_cannot_be_read_is_refused_in_words(key_path):
    key_path.mkdir(parents=True, mode=0o700)

    with pytest.raises(RootKeyError, match="cannot be read"):
        again()


def test_a_key_file_is_never_made_over_an_existing_one(installation):
    before = installation.read_text()

    with pytest.raises(FileExistsError):
        root.create(installation)
    assert installation.read_text() == before


def test_verifying_makes_no_key_file(key_path):
    with pytest.raises(RootKeyError, match="No key file"):
        start.verify()
    assert not key_path.exists()


def test_with_another_root_key_nothing_opens(installation):
    lose(installation)
    root.create(installation)

    with acting("a"), pytest.raises(envelope.CannotOpen):
        service().data_key("record:1", "a")
