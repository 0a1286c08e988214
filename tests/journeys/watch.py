"""What a browser may never do on our pages, whatever the test is about."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

SENT_ALONG = ("data", "blob", "about")  # no request to anybody


class Watch:
    """Notes every request to another host, everything the console complains of, and every broken answer."""

    def __init__(self, context: BrowserContext, hosts: Iterable[str]) -> None:
        self.faults: list[str] = []
        self._hosts = frozenset(hosts)
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def _asked(self, request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme not in SENT_ALONG and where.netloc not in self._hosts:
            self.faults.append(f"a request to another host: {request.url}")

    def _answered(self, response: Response) -> None:
        page = response.request.is_navigation_request()
        if response.status >= (500 if page else 400):
            self.faults.append(f"{response.status} for {response.url}")

    def _said(self, line: ConsoleMessage) -> None:
        if line.type in {"error", "warning"} and not _is_the_status_of_a_page(line):
            self.faults.append(f"console: {line.text}")


def _is_the_status_of_a_page(line: ConsoleMessage) -> bool:
    """Chromium complains of every 4xx; those of a page are an answer, all others are noted as such."""
    return line.text.startswith("Failed to load resource: the server responded with a status of 4")
