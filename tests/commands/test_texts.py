"""How hard the pages are to read, printed for who writes them."""

from ketenwerk.__main__ import main
from ketenwerk.country.data import country


def test_every_page_is_printed_the_hardest_first(capsys):
    assert main(["texts"]) == 0

    _, *rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    found = [float(row[0]) for row in rows]
    assert found == sorted(found, reverse=True)
    assert {row[-1] for row in rows} == {
        f"{language}/{page}" for language in country().languages for page in country().pages
    }


def test_one_language_can_be_asked_for(capsys):
    assert main(["texts", "en"]) == 0

    _, *rows = capsys.readouterr().out.splitlines()
    assert len(rows) == len(country().pages)
    assert all(" en/" in row for row in rows)


def test_a_language_without_texts_is_said_so(capsys):
    assert main(["texts", "xx"]) == 2

    assert "there are no texts in this language" in capsys.readouterr().err
