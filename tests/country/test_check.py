"""Each kind of mistake, planted in a copy of the real files, is refused with place and reason."""

import tomllib
from pathlib import Path

import pytest

from ketenwerk.country.check import check, main
from ketenwerk.country.data import CountryError, load

from .conftest import FOLDER

MISTAKES = tomllib.loads(Path(__file__).with_name("mistakes.toml").read_text(encoding="utf-8"))[
    "mistake"
]
ENTRY = "\n[[entry]]\n"
SAME = (
    'source = ["proposal"]\nverified = false\nvalid_from = 2023-01-01\n'
    'what = { nl = "Iets", en = "Something" }\n'
)


def replaced(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def appended(folder: Path, file: str, text: str) -> None:
    with (folder / file).open("a", encoding="utf-8") as stream:
        stream.write(text)


def found(folder: Path) -> list[tuple[str, str, str]]:
    return [(each.file, each.entry, each.reason) for each in check(folder)]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["name"])
def test_a_planted_mistake_is_refused(folder, mistake):
    replaced(folder, mistake["file"], mistake["old"], mistake["new"])

    findings = found(folder)

    reasons = [
        reason for *where, reason in findings if where == [mistake["file"], mistake["entry"]]
    ]
    assert any(mistake["reason"] in reason for reason in reasons), findings


def test_a_missing_file_is_named(folder):
    (folder / "roles.toml").unlink()
    assert found(folder) == [("roles.toml", "", "cannot be read: the file is missing")]


def test_a_misspelt_file_is_not_left_out_in_silence(folder):
    (folder / "rolls.toml").write_text("", encoding="utf-8")
    assert found(folder) == [("rolls.toml", "", "no file of this name belongs to a country")]


def test_a_file_in_another_encoding_is_refused(folder):
    (folder / "roles.toml").write_bytes("name = 'Zorgcoördinator'".encode("latin-1"))
    assert [(file, entry) for file, entry, _ in found(folder)] == [("roles.toml", "")]


def test_a_file_without_entries_is_refused(folder):
    (folder / "roles.toml").write_text("", encoding="utf-8")
    assert found(folder) == [("roles.toml", "", "has no entries")]


def test_two_countries_in_one_folder_are_refused(folder):
    text = (folder / "country.toml").read_text(encoding="utf-8").split("[[entry]]")[1]
    appended(folder, "country.toml", ENTRY + text.replace('code = "nl"', 'code = "be"'))
    assert found(folder) == [("country.toml", "", "must describe exactly one country")]


def test_a_code_is_not_used_again_after_its_end(folder):
    again = f'code = "track-next-step"\n{SAME}days = 7\nvalid_to = 2024-01-01\n'
    appended(folder, "terms.toml", ENTRY + again)
    assert found(folder) == [
        ("terms.toml", "track-next-step", "stands 2 times; a code is never used again")
    ]


def test_all_that_is_wrong_is_told_at_once(folder):
    replaced(folder, "roles.toml", 'code = "auditor"', 'code = "auditor"\ncolour = "red"')
    replaced(folder, "terms.toml", "days = 5", 'days = "5"')
    assert {file for file, _, _ in found(folder)} == {"roles.toml", "terms.toml"}


def test_whoever_can_look_at_signs_gets_advice(folder):
    pilot = '{ code = "pilot", name = { nl = "Piloot", en = "Pilot" } },'
    teacher = '{ code = "teacher", name'
    replaced(folder, "vocabulary.toml", teacher, f"{pilot} {teacher}")

    assert found(folder) == [("professions.toml", "pilot", "is missing here")]


def test_a_municipality_may_move_to_another_region_on_a_day(folder):
    replaced(
        folder,
        "memberships.toml",
        '"GM0310", ',
        "",
    )
    for region, days in (
        ("utrecht", "valid_from = 2023-01-01\nvalid_to = 2026-12-31"),
        ("amersfoort", "valid_from = 2027-01-01"),
    ):
        moved = f'code = "de-bilt-in-{region}"\nregion = "care-{region}"\n{days}\n'
        appended(folder, "memberships.toml", f'{ENTRY}{moved}municipalities = ["GM0310"]\n')

    assert found(folder) == []


def test_a_country_that_does_not_fit_is_not_loaded(folder):
    replaced(folder, "terms.toml", "days = 5", 'days = "5"')

    with pytest.raises(
        CountryError, match=r"terms\.toml: signal-decision: days: must be"
    ) as caught:
        load(folder)

    assert [finding.entry for finding in caught.value.findings] == ["signal-decision"]


def test_the_command_counts_what_is_unverified(capsys):
    assert main("nl", FOLDER.parent) == 0

    lines = capsys.readouterr().out.splitlines()

    assert ["memberships.toml", "45", "45"] in [line.split() for line in lines]
    assert lines[-1].startswith("nl: everything fits; ")


def test_the_command_prints_every_finding_and_fails(folder, capsys):
    replaced(folder, "terms.toml", "days = 5", 'days = "5"')

    assert main("nl", folder.parent) == 1

    printed = capsys.readouterr().out
    assert "terms.toml: signal-decision: days: must be a whole number, not '5'" in printed
    assert printed.endswith("nl: findings: 1\n")


def test_a_country_without_a_folder_is_refused(tmp_path, capsys):
    assert main("xx", tmp_path) == 1
    assert capsys.readouterr().out == (
        "country.toml: cannot be read: the file is missing\nxx: findings: 1\n"
    )


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("aap\nnoot\n", "is too short: seven words must carry 80 bits"),
        ("noot\naap\n", "must be in order, each word once"),
        ("aap\naap\n", "must be in order, each word once"),
        ("Aap\n", "is no word of a code"),
    ],
)
def test_a_list_of_words_for_codes_must_be_long_and_in_order(folder, words, reason):
    (folder / "code-words" / "nl.txt").write_text(words, encoding="utf-8")

    assert reason in [why for file, _, why in found(folder) if file == "code-words/nl.txt"]


def test_without_words_for_codes_a_country_does_not_fit(folder):
    for path in (folder / "code-words").glob("*.txt"):
        path.unlink()

    assert ("code-words", "", "has no list of words") in found(folder)


def test_somebody_must_receive_reports_of_the_whole_country(folder):
    path = folder / "routing.toml"
    rules = path.read_text(encoding="utf-8").split("\n[[entry]]")
    path.write_text("\n[[entry]]".join(rules[:-1]), encoding="utf-8")

    reason = "has no rule for everybody that leads to the whole country"
    assert ("routing.toml", "", reason) in found(folder)
