"""What cannot be right stops the start, and says why."""

import os
import subprocess
import sys

import pytest
from pydantic import ValidationError

from ketenwerk.environment import DEMO_SECRET, Environment

SOUND = {
    "mode": "production",
    "secret_key": "s" * 50,
    "hosts": ["keten.example"],
    "database_url": "",
    "keys_database_url": "",
}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"demo_sign_in": True}, "lets anyone in"),
        ({"secret_key": ""}, "at least 50 random characters"),
        ({"secret_key": "s" * 49}, "at least 50 random characters"),
        ({"secret_key": DEMO_SECRET}, "at least 50 random characters"),
        ({"hosts": []}, "KETENWERK_HOSTS"),
        ({"database_url": "postgresql:///one"}, "KEYS_DATABASE_URL must be set"),
        (
            {"database_url": "postgresql:///one", "keys_database_url": "postgresql:///one"},
            "another database",
        ),
        ({"mode": "staging"}, "production"),
        ({"clamav": "/run/clamav/clamd.ctl"}, "KETENWERK_CLAMAV must be"),
        ({"clamav": "localhost"}, "KETENWERK_CLAMAV must be"),
        ({"clamav": "http://localhost:3310/"}, "KETENWERK_CLAMAV must be"),
        ({"file_mib": 0}, "file_mib"),
        ({"file_mib": 101}, "file_mib"),
    ],
)
def test_production_refuses(change, why):
    with pytest.raises(ValidationError, match=why):
        Environment(**SOUND | change)


def test_production_starts_when_everything_is_set():
    assert Environment(**SOUND).trying_out is False


@pytest.mark.parametrize(
    "where", ["", "unix:/run/clamav/clamd.ctl", "localhost:3310", "[::1]:3310"]
)
def test_where_the_virus_scanner_listens(where):
    assert Environment(**SOUND, clamav=where).clamav == where


def test_production_is_what_one_gets_without_asking(monkeypatch):
    monkeypatch.delenv("KETENWERK_MODE")
    assert Environment.model_fields["mode"].default == "production"
    with pytest.raises(ValidationError):
        Environment()


def test_a_refused_start_is_one_clear_line(tmp_path):
    environment = os.environ | {
        "KETENWERK_MODE": "production",
        "KETENWERK_SECRET_KEY": "s" * 50,
        "KETENWERK_HOSTS": '["keten.example"]',
        "KETENWERK_DEMO_SIGN_IN": "true",
        "KETENWERK_DATA_DIR": str(tmp_path),
    }

    done = subprocess.run(
        [sys.executable, "-m", "ketenwerk", "start"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "KETENWERK_DEMO_SIGN_IN lets anyone in; production refuses it." in done.stderr
    assert "Traceback" not in done.stderr
