"""What the invented people of the demo write and need: countries/<code>/demo/stories.toml."""

import tomllib
from datetime import date
from random import Random
from typing import Any

from ketenwerk.commands.cast import demo_file
from ketenwerk.country.data import country

SELF = "self"


class Stories:
    """Picks texts and codes with the dice it was given."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._said = tomllib.loads(demo_file("stories").read_text(encoding="utf-8"))
        self._forms = {form["code"]: form for form in self._said["forms"]}

    def form(self, *, on: date) -> str:
        """A form of exploitation that was known on that day, by its weight."""
        known = {
            code: form["weight"]
            for code, form in self._forms.items()
            if country().forms[code].valid_from <= on
        }
        return self._weighed(known)

    def reporter(self) -> str:
        return self._dice.choice([SELF, *self._said["openings"]])

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

    def keys(self, table: str) -> list[str]:
        return list(self._said[table])

    def need(self, key: str) -> str:
        return self._weighed(self._said["needs"][key])

    def mostly_the_first(self, table: str, key: str) -> str:
        """The first choice three times out of four, otherwise any."""
        choices: list[str] = self._said[table][key]
        return choices[0] if self._dice.random() < 0.75 else self._dice.choice(choices)  # noqa: PLR2004

    def _weighed(self, weights: dict[str, Any]) -> str:
        return self._dice.choices(list(weights), list(weights.values()))[0]
