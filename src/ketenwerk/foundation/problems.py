"""The ways a request can fail that we can explain. Each becomes one page."""

from http import HTTPStatus


class Problem(Exception):
    """A failure we can explain. `code` finds the explanation in the reader's language."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Invalid(Problem):
    """What was sent cannot be right, whoever sends it."""

    status = HTTPStatus.BAD_REQUEST


class Refused(Problem):
    """Known, but not allowed."""

    status = HTTPStatus.FORBIDDEN


class NotFound(Problem):
    """Also for what exists but is not the reader's to see."""

    status = HTTPStatus.NOT_FOUND


class Conflict(Problem):
    """The request was fine; the record has moved on."""

    status = HTTPStatus.CONFLICT
