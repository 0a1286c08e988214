"""What the invented people of the demo write and need: countries/<code>/demo/stories.toml."""

import tomllib
from datetime import date
from random import Random
from typing import Any

from ketenwerk.commands.cast import demo_file
from ketenwerk.country.data import country
from ketenwerk.reporting.handling import blocks

SELF = "self"
MOSTLY = 0.75


class Stories:
    """Picks texts and codes with the dice it was given."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._said = tomllib.loads(demo_file("stories").read_text(encoding="utf-8"))
        self._forms = {form["code"]: form for form in self._said["forms"]}

    def form(self, *, on: date) -> str:
        """A form of exploitation that was known on that day, by its weight."""
        known = [each for each in self._forms.values() if _is_known(each["code"], on)]
        [form] = self._dice.choices(known, [each["weight"] for each in known])
        return str(form["code"])

    def reporter(self) -> str:
        return self._dice.choice([SELF, *self.keys("openings")])

    def story(self, form: str, reporter: str) -> str:
        """Three sentences, or four: who tells it, what, and how it ends."""
        closing = self.text("closings", "all")
        if reporter == SELF:
            return f"{self.text(SELF, 'openings')} {self.text(SELF, 'scenes')} {closing}"
        place = self._dice.choice(self._forms[form]["places"])
        scene = self._dice.choice(self._forms[form]["scenes"]).format(place=place)
        return f"{self.text('openings', reporter)} {scene} {closing}"

    def text(self, table: str, key: str) -> str:
        """One of the texts or codes under `[table] key`. Raises KeyError for one that is not there."""
        return str(self._dice.choice(self._said[table][key]))

    def every(self, table: str, key: str) -> list[str]:
        """All of them, in the order of the file."""
        return list(self._said[table][key])

    def language(self) -> str:
        """In which somebody reads the pages: mostly the first of the country, otherwise any there are texts in."""
        if self._dice.random() < MOSTLY:
            return country().languages[0]
        return self._dice.choice([code for code, _ in blocks.languages()])

    def keys(self, table: str) -> list[str]:
        return list(self._said[table])

    def needs(self) -> dict[str, Any]:
        """What one person needs of a place, as ketenwerk.care.facts.Needs takes it."""
        persons = self._said["persons"]
        [person] = self._dice.choices(persons, [each["weight"] for each in persons])
        return dict(person["needs"])

    def usual_needs(self) -> dict[str, Any]:
        """What most people need of a place."""
        return dict(max(self._said["persons"], key=lambda each: int(each["weight"]))["needs"])

    def mostly_the_first(self, table: str, key: str) -> str:
        """The first choice three times out of four, otherwise any."""
        choices: list[str] = self._said[table][key]
        return choices[0] if self._dice.random() < MOSTLY else self._dice.choice(choices)


def _is_known(form: str, on: date) -> bool:
    return country().forms[form].valid_from <= on
