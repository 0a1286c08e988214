"""An installation begins with an empty folder."""

import os
import subprocess
import sys


def start(folder) -> subprocess.CompletedProcess[str]:
    own = {"KETENWERK_MODE": "demo", "KETENWERK_DATA_DIR": str(folder)}
    left_out = {"DATABASE_URL", "KEYS_DATABASE_URL"}
    inherited = {name: value for name, value in os.environ.items() if name not in left_out}
    return subprocess.run(
        [sys.executable, "-m", "ketenwerk", "start"],
        env=inherited | own,
        capture_output=True,
        text=True,
        check=False,
    )


def test_start_makes_everything_in_a_fresh_folder_and_may_be_said_again(tmp_path):
    folder = tmp_path / "var"

    first = start(folder)
    key = (folder / "keys" / "root.key").read_text()
    second = start(folder)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert (folder / "ketenwerk.sqlite3").exists()
    assert "Files are made anew" in first.stdout
    assert "KETENWERK_CLAMAV" in first.stdout
    assert (folder / "keys").stat().st_mode & 0o077 == 0
    assert (folder / "keys" / "root.key").read_text() == key
