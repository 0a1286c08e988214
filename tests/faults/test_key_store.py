"""The key store fails, or the main database does after the key store did its part."""

import json

import pytest

from tests.faults.installation import FAIL_TO_COMMIT, Installation, ServerDown
from tests.faults.telling import Tally, fill_in, opens

CANNOT_COMMIT = "tests.faults.served:cannot_commit"


def test_without_its_key_store_a_report_is_refused_honestly_and_nothing_is_kept(installation):
    tally = Tally()
    with installation.server() as server:
        form = fill_in(server.port, "Invented: told while the keys were gone.")
        before = kept(installation)
        with installation.without_key_store():
            answer = form.send(server.port)
        refused_honestly(answer)
        assert kept(installation) == before

        tally.send(form, server.port)
        assert opens(server.port, tally.codes[form.story])
    assert kept(installation)["reports"] == 1


def test_a_main_database_that_fails_after_the_grant_leaves_nothing_but_a_grant(installation):
    tally = Tally()
    with installation.server(CANNOT_COMMIT) as server:
        form = fill_in(server.port, "Invented: told while the disk failed.")
        with installation.told_to(FAIL_TO_COMMIT):
            refused_honestly(form.send(server.port))
        assert kept(installation) == {"reports": 0, "received": 0, "grants": 1}

        tally.send(form, server.port)
        assert opens(server.port, tally.codes[form.story])
    assert kept(installation) == {"reports": 1, "received": 1, "grants": 2}


def test_a_server_does_not_start_without_its_key_file(installation):
    with installation.server() as server:
        fill_in(server.port, "Invented: never sent.")
    key = installation.folder / "keys" / "root.key"
    text = key.read_text()
    key.unlink()

    with pytest.raises(ServerDown, match="No key file at"), installation.server():
        pass

    key.write_text(text)
    key.chmod(0o600)
    with installation.server() as server:
        assert fill_in(server.port, "Invented: now it does.")


def refused_honestly(answer):
    """A page of ours that says it went wrong, with a number to name and without anything like a receipt."""
    assert (answer.status, answer.code) == (500, "")
    assert "P-" in answer.text


def kept(installation: Installation) -> dict[str, int]:
    return json.loads(installation.run("tests.faults.inside", "kept"))
