import json

import pytest
from packaging.requirements import Requirement

from tools.check_locks import Locked, differences, disagreements, hosts, mistakes, read_lock

RESOLVED = "resolved"
LOCK = """\
django==5.2.19 \\
    --hash=sha256:aaaa \\
    --hash=sha256:bbbb
    # via
    #   ketenwerk (pyproject.toml)
    #   django-csp
tzdata==2026.6 ; sys_platform == 'win32' \\
    --hash=sha256:cccc
    # via django
"""


def test_a_lock_is_read():
    assert read_lock(LOCK) == {
        "django": Locked("5.2.19", 2, asked_for=True),
        "tzdata": Locked("2026.6", 1, asked_for=False),
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Django>=5.2,<5.3", []),
        ("django[argon2]", []),
        ("django>=6", ["django is locked at 5.2.19, asked for is >=6"]),
    ],
)
def test_a_lock_must_satisfy_what_is_asked(asked, found):
    assert list(disagreements([Requirement(asked)], read_lock(LOCK))) == found


def test_what_is_asked_must_be_locked_and_what_is_locked_asked():
    found = list(disagreements([Requirement("polib")], read_lock(LOCK)))
    assert found == [
        "polib is asked for and not locked",
        "django is locked and no longer asked for",
    ]


def test_every_package_is_pinned_by_hash():
    lock = {"django": Locked("5.2.19", 0, asked_for=True)}
    assert list(disagreements([Requirement("django")], lock)) == ["django has no hash"]


def test_the_tests_run_on_what_is_delivered():
    core = {"django": Locked("5.2.19", 1, asked_for=True)}
    dev = {"django": Locked("5.2.20", 1, asked_for=True)}
    assert list(differences(core, dev)) == ["django is 5.2.19 in core and not in dev"]
    assert list(differences(core, core)) == []


@pytest.mark.parametrize("line", ["--index-url x", "--find-links x", "a @ https://b.example/c"])
def test_a_lock_names_no_host(tmp_path, line):
    lock = tmp_path / "core.txt"
    lock.write_text(f"{line}\n{LOCK}")
    assert list(hosts(lock)) == ["names an address"]


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ({"version": "1.0.0", "integrity": "sha512-x"}, []),
        ({"funding": {"url": "https://b.example"}}, []),
        ({RESOLVED: "https://b.example/c.tgz"}, ["node_modules/a names an address"]),
    ],
)
def test_a_lock_of_the_front_end_names_no_host(tmp_path, entry, found):
    lock = tmp_path / "package-lock.json"
    lock.write_text(json.dumps({"packages": {"node_modules/a": entry}}))
    assert list(hosts(lock)) == found


def test_our_own_locks_are_in_order():
    assert list(mistakes()) == []
