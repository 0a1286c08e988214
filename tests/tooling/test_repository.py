"""What stands around the code is whole, and says what is there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import run_check
from tools.tracked import ROOT, tracked_files

SCHEMAS = Path(os.environ.get("CONFORMANCE_DIR", ROOT.parent / "shared" / "conformance"))
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
COUNTRIES = ROOT / "countries"  # whose texts name pages and channels, which their reader checks
PAGES = [
    path for path in tracked_files() if path.suffix == ".md" and not path.is_relative_to(COUNTRIES)
]


def test_the_licence_is_the_whole_text():
    text = (ROOT / "LICENSE").read_text()
    headings = re.findall(r"^(\d+)\. ?[A-Z]", text, flags=re.MULTILINE)
    assert headings == [str(number) for number in range(1, 16)]
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert text.endswith("require the production of a new EUPL version.\n")
    assert text == (ROOT / "LICENSES" / "EUPL-1.2.txt").read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page):
    links = LINK.findall(page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_decision_is_in_the_list():
    folder = ROOT / "docs" / "decisions"
    listed = LINK.findall((folder / "README.md").read_text())
    assert listed == sorted(path.name for path in folder.glob("0*.md"))


def test_every_command_of_the_makefile_says_what_it_is_for():
    said = subprocess.run(
        ["make", "-s", "help"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    (listed,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    assert sorted(line.split()[0] for line in said.stdout.splitlines()) == sorted(listed.split())


def test_publiccode_is_valid():
    schema = SCHEMAS / "publiccode.schemastore.json"
    if not schema.exists():
        pytest.skip(f"{schema.name} is not here; CONFORMANCE_DIR says where")
    command = [run_check.SCRIPTS / "check-jsonschema", "--schemafile", schema, "publiccode.yml"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_check_runs_whatever_fails(capsys):
    says = {code: (sys.executable, "-c", f"print('said {code}'); exit({code})") for code in (1, 0)}
    checks = {"fails": says[1], "is not there": ("an-invented-program",), "holds": says[0]}
    assert run_check.main(checks) == 2
    shown = capsys.readouterr().out
    assert "said 1" in shown
    assert "said 0" not in shown
    assert "an-invented-program is not installed" in shown
    assert shown.endswith("1 ok, 2 failed\n")
