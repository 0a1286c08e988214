"""What prepares the machine: it says in one line what it needs, and leaves nothing behind."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tools import prepare, run_tests
from tools.link_project import link
from tools.postgres import throw_away_cluster
from tools.prepare import Need, refusal
from tools.tracked import ROOT

HERE = Need("sh", ("dash",), lambda: True)
NOWHERE = Need("An invented program", ("invented-one", "invented-two"), lambda: False)


def test_what_is_missing_is_said_in_one_line():
    assert refusal([NOWHERE]) == (
        "Missing: An invented program. "
        "Install with: sudo apt-get install invented-one invented-two"
    )


def test_nothing_is_installed_for_who_may_not(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match="Missing: An invented program"):
        prepare.prepare([HERE, NOWHERE])


def test_nothing_is_asked_when_all_is_there():
    prepare.prepare([HERE])


def make_venv(folder, python):
    return subprocess.run(
        [ROOT / "tools" / "make-venv", folder],
        check=False,
        capture_output=True,
        env=os.environ | {"PYTHON": str(python)},
        text=True,
    )


def test_an_older_python_is_refused_in_one_line(tmp_path):
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = make_venv(tmp_path / "venv", old)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "needs Python 3.11 or newer" in done.stderr


def test_a_folder_of_somebody_else_is_not_wiped(tmp_path):
    (tmp_path / "letter.txt").write_text("keep me")
    done = make_venv(tmp_path, sys.executable)
    assert done.returncode == 1
    assert (tmp_path / "letter.txt").exists()


def test_the_project_is_known_through_a_path_and_a_command(tmp_path):
    link(tmp_path, tmp_path)
    assert Path((tmp_path / "ketenwerk.pth").read_text().strip()) == ROOT / "src"
    assert os.access(tmp_path / "ketenwerk", os.X_OK)


def test_a_cluster_has_two_databases_and_is_gone_afterwards():
    with throw_away_cluster() as cluster:
        urls = cluster.environment().values()
        names = []
        for url in urls:
            with psycopg.connect(url) as connection:
                names += connection.execute("SELECT current_database()").fetchone()
    assert names == ["ketenwerk", "ketenwerk_keys"]
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(cluster.url("ketenwerk"), connect_timeout=2)


@pytest.mark.parametrize(("only", "chosen"), [(None, ("care", "journeys")), ("care", ("care",))])
def test_folders_are_chosen(only, chosen):
    assert run_tests.chosen_folders(only, ["care", "journeys"]) == chosen


def test_a_folder_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(SystemExit, match=r"no tests/cure. Choose one of: care, journeys"):
        run_tests.chosen_folders("cure", ["care", "journeys"])


def test_half_a_pair_of_databases_is_refused(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://x@127.0.0.1/x")
    monkeypatch.delenv("KEYS_DATABASE_URL", raising=False)
    with pytest.raises(SystemExit, match="together or not at all"):
        run_tests._postgresql()
