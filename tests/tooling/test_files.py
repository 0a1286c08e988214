"""No file tells of the machine it was made on. The mistakes are put together at run time."""

import subprocess

import pytest

from tools.check_files import LONGEST, mistakes


@pytest.fixture
def repository(tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    return tmp_path


@pytest.mark.parametrize(
    ("parts", "mistake"),
    [
        (("see ", "/wo", "rk/main"), "a path of one machine"),
        (("/ho", "me/anna"), "a path of one machine"),
        (("(/ro", "ot/x)"), "a path of one machine"),
        (("https://py", "pi.org/simple"), "an address of a package registry"),
        (("https://registry.np", "mjs.org/x"), "an address of a package registry"),
        (('"resol', 'ved": "https://elsewhere.example/x"'), "an address of a package registry"),
    ],
)
def test_an_address_of_the_workshop_is_found(repository, parts, mistake):
    (repository / "notes.md").write_text("first\n" + "".join(parts))
    assert mistakes(repository) == [f"notes.md:2: {mistake}"]


@pytest.mark.parametrize(
    "text", ["/nl/work/today", "docs/work/x", "https://example.org/work/", "/tmp/x"]
)
def test_other_addresses_are_left_alone(repository, text):
    (repository / "notes.md").write_text(text)
    assert mistakes(repository) == []


def test_what_git_ignores_is_not_read(repository):
    (repository / ".gitignore").write_text("/notes.md\n")
    (repository / "notes.md").write_text(f"/{'work'}/main")
    assert mistakes(repository) == []


def test_a_file_that_is_not_text_has_no_lines(repository):
    (repository / "picture.png").write_bytes(b"\x89PNG" + b"/ho" + b"me/a" + b"\xff")
    assert mistakes(repository) == []


@pytest.mark.parametrize(("lines", "found"), [(LONGEST, 0), (LONGEST + 1, 1)])
def test_code_is_at_most_so_long(repository, lines, found):
    (repository / "long.py").write_text("x = 1\n" * lines)
    assert len(mistakes(repository)) == found


def test_a_migration_may_be_long(repository):
    folder = repository / "migrations"
    folder.mkdir()
    (folder / "0001_initial.py").write_text("x = 1\n" * (LONGEST + 1))
    assert mistakes(repository) == []
