"""The program as it is served, each time with one fault built in."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from io import BytesIO
from typing import Any

from django.db import OperationalError, connection, transaction

from ketenwerk.environment import Environment
from ketenwerk.wsgi import application
from tests.faults.installation import DIE, FAIL_TO_COMMIT

ENVIRONMENT = Environment()

ONE_IN = 3  # receipts of `dies` is never given
BETWEEN = 2.0  # seconds between the answer and the commit of `lies`

Environ = dict[str, Any]
Start = Callable[..., object]


def dies(environ: Environ, start: Start) -> object:
    """Now and then, as long as the file is there, the whole server is gone between commit and answer."""
    sends = _sends(environ)
    answer = application(environ, start)
    if sends and _told_to(DIE) and random.randrange(ONE_IN) == 0:
        os.killpg(os.getpgrp(), signal.SIGKILL)
    return answer


def lies(environ: Environ, start: Start) -> object:
    """Answers first and commits afterwards: what the test of the killed server must notice."""
    if not _sends(environ):
        return application(environ, start)
    connection.close_if_unusable_or_obsolete = _stay_open
    unfinished = ExitStack()
    unfinished.enter_context(transaction.atomic())
    return _answer_first(application(environ, start), unfinished)


def cannot_commit(environ: Environ, start: Start) -> object:
    """The main database fails at its commit, as long as the file is there."""
    connection._commit = _commit_unless_told
    return application(environ, start)


def _sends(environ: Environ) -> bool:
    """Whether this is the one step that makes a report of what was typed; its body can be read again."""
    if environ["REQUEST_METHOD"] != "POST":
        return False
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = BytesIO(body)
    return b"act=send" in body


def _answer_first(answer: Iterable[bytes], unfinished: ExitStack) -> Iterator[bytes]:
    with unfinished:
        yield b"".join(answer)
        time.sleep(BETWEEN)


def _stay_open() -> None:
    """Django would close a connection with an open transaction at the start of a request."""


def _commit_unless_told() -> None:
    if _told_to(FAIL_TO_COMMIT):
        raise OperationalError("disk I/O error")
    connection.connection.commit()


def _told_to(what: str) -> bool:
    return (ENVIRONMENT.data_dir / what).exists()
