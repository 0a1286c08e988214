"""An address that is not text: it cannot be shown, formatted, logged, copied or sent, only told, once, to one."""

from typing import NoReturn

from ketenwerk.organisations.actor import Actor


class WrongAudience(TypeError):
    """An address was about to be written somewhere. A mistake in our code."""


class Whereabouts:
    """Made for one actor. `told_to` gives the text to that actor and forgets it."""

    __slots__ = ("_for", "_text")

    def __init__(self, text: str, *, audience: Actor) -> None:
        self._text, self._for = text, (audience.user_id, audience.organisation)

    def told_to(self, actor: Actor) -> str:
        """Raises WrongAudience for anybody else, and the second time."""
        if (actor.user_id, actor.organisation) != self._for or not self._text:
            raise WrongAudience("an address is told once, to who asked")
        text, self._text = self._text, ""
        return text

    def __repr__(self) -> str:
        return "<an address>"

    def _never(self, *_: object) -> NoReturn:
        raise WrongAudience("an address is told, never written")

    __str__ = __format__ = __bytes__ = __html__ = __reduce_ex__ = __iter__ = __eq__ = _never
    __hash__ = _never
