"""A browser for tests: keeps cookies, fills in forms, reads what the page says. One connection per request."""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

CODE = re.compile(r"(?<!\d)(?:\d{4}\s+){5}\d{4}(?!\d)")
FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: str
    location: str = ""

    @property
    def text(self) -> str:
        """What a reader sees, without the marks."""
        return html.unescape(re.sub(r"<[^>]+>", " ", self.body))

    @property
    def code(self) -> str:
        """The receipt code on the page; empty when there is none."""
        found = CODE.search(self.text)
        return re.sub(r"\s", "", found[0]) if found else ""


class _Hidden(HTMLParser):
    """The hidden fields of every form on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "input" and said.get("type") == "hidden" and said.get("name"):
            self.fields[str(said["name"])] = said.get("value") or ""


@dataclass
class Visitor:
    """One person at one server. Raises OSError or HTTPException when no answer comes."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    patience: float = 60  # seconds

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode(fields))

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of the page, as the browser would send them back."""
        page = self.get(path)
        assert page.status == 200, f"{path} answered {page.status}: {page.text.strip()[:400]}"
        found = _Hidden()
        found.feed(page.body)
        return found.fields

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        try:
            connection.request(method, path, body, self._headers(body))
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self._keep(line)
        return Answer(answer.status, text, answer.headers.get("Location", ""))

    def _headers(self, body: str | None) -> dict[str, str]:
        found = {"Cookie": "; ".join(f"{name}={said}" for name, said in self.cookies.items())}
        return found | ({"Content-Type": FORM_TYPE} if body is not None else {})

    def _keep(self, line: str) -> None:
        for name, morsel in SimpleCookie(line).items():
            self.cookies[name] = morsel.value
